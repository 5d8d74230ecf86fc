import { type Clause, clause } from '@shanghai/kernel';
import type { CaseAct } from './case-machine.js';

const RULES = '沪人社职〔2024〕120号';

/** What the rules of a case rest on. */
export const caseClauses = {
  territory: [clause(RULES, '三（三）1', '各区人社部门负责所辖区域技能评价的督导检查，包括但不限于')],
  authorities: [
    clause(
      RULES,
      '三（四）1',
      '市、区人社部门会同公安、市场监管以及行业主管部门按照职责权限对评价机构等违纪违规行为进行认定与处理',
    ),
  ],
  persons: [
    clause(RULES, '三（四）1', '评价机构要对参评人员、工作人员违纪违规行为进行认定与处理，并配合做好问题核查和处理'),
  ],
  archive: [
    clause(
      RULES,
      '三（四）1',
      '市、区人社部门和评价机构应分别建立违纪违规行为处理档案，记录、保存处理过程、处理决定、佐证材料等',
    ),
  ],
  serious: [clause(RULES, '三（四）2', '存在严重违纪违规情形的，予以警告、限期整改、暂停评价')],
  ordered: [clause(RULES, '三（四）3', '存在特别严重违纪违规行为的，对其作出责令终止备案处理')],
  transfer: [clause(RULES, '三（四）2', '对违反法律法规的，移送相关部门依法处理')],
  certificates: [
    clause(
      RULES,
      '三（四）2',
      '对评价机构超范围上传证书数据、上传证书数据有错误的，撤销其上传的违规证书数据，并视情节作出相应处理',
    ),
  ],
  restriction: [
    clause(
      RULES,
      '三（四）2',
      '对存在违纪违规情形的评价机构、工作人员、参评人员等，按规定对其开展（参加）技能评价或享受相关政策支持予以限制',
    ),
  ],
  unfiled: [clause(RULES, '三（三）2（4）', '未经备案的职业技能评价机构')],
} as const satisfies Readonly<Record<string, readonly [Clause, ...Clause[]]>>;

const { authorities, persons, archive, serious, ordered, transfer, certificates, unfiled } = caseClauses;

/** On what each act of machine 5 rests. */
export const caseActGrounds: Readonly<Record<CaseAct, readonly [Clause, ...Clause[]]>> = {
  registerCase: authorities,
  investigateCase: authorities,
  dismissCase: archive,
  decideCase: authorities,
  proposeToCity: authorities,
  returnToDistrict: authorities,
  decideOutcome: persons,
  transferAndDecide: [...unfiled, ...transfer],
  applyMeasures: ordered,
  settleRefusedEffect: authorities,
  acceptRectification: serious,
  passRectificationDue: serious,
  transferCase: transfer,
  revokeCertificates: certificates,
  addCaseMaterial: archive,
  takeEffect: ordered,
  tellMissingEffect: ordered,
  closeCase: archive,
  reopenCase: archive,
};
