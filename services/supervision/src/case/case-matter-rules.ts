import { type Clause, type Finding, type LedgerId, clause, finding } from '@shanghai/kernel';
import type { CaseSubjectType } from './violation-case.js';

/** 线索来源: how a case came to be known. The last two are not printed in machine 5 (PR). */
export type CaseSource =
  'INSPECTION' | 'COMPLAINT' | 'MEDIA' | 'DATA_ALERT' | 'COMMITMENT' | 'SELF_REPORT' | 'CERTIFICATE_DATA';

/** 案由: what a case is about, as far as a notice names it. */
export type CaseMatter =
  | 'CERTIFICATE_OUT_OF_SCOPE'
  | 'CERTIFICATE_ERRONEOUS'
  | 'COMMITMENT_BREACH'
  | 'GIFT'
  | 'LEAK'
  | 'REFUSAL'
  | 'UNFILED_EVALUATION'
  | 'FALSE_ADVERTISING'
  | 'DUTY_NEGLECTED'
  | 'SERVICE_COMMITMENT'
  | 'OTHER';

/** One matter with the rule and the words it rests on. */
export interface MatterRow {
  readonly matter: CaseMatter;
  readonly rule: LedgerId;
  /** In Chinese. */
  readonly label: string;
  readonly clauses: readonly [Clause, ...Clause[]];
  /** Whom alone the words name; absent where they name nobody. */
  readonly subject?: CaseSubjectType;
}

const RULES = '沪人社职〔2024〕120号';
const PLEDGE = '沪职鉴中心〔2026〕30号';
const DUTIES = '沪人社职〔2024〕38号';

/** The last item of the commitment of an agency (机构承诺书). */
export const MOST_COMMITMENT_ITEM = 9;

/** What notices name as a matter for handling; which act is how grave, none of them says (VIO-003). */
export const caseMatters: readonly MatterRow[] = [
  {
    matter: 'CERTIFICATE_OUT_OF_SCOPE',
    rule: 'VIO-005',
    label: '超范围上传证书数据',
    clauses: [
      clause(RULES, '三（四）2', '对评价机构超范围上传证书数据、上传证书数据有错误的，撤销其上传的违规证书数据'),
    ],
  },
  {
    matter: 'CERTIFICATE_ERRONEOUS',
    rule: 'VIO-005',
    label: '上传证书数据有错误',
    clauses: [clause(RULES, '三（四）2', '上传证书数据有错误的，撤销其上传的违规证书数据，并视情节作出相应处理')],
  },
  {
    matter: 'COMMITMENT_BREACH',
    rule: 'VIO-012',
    label: '违反机构承诺',
    clauses: [clause(PLEDGE, '承诺书九', '如违反本承诺，自愿接受有关规定处理')],
  },
  {
    matter: 'GIFT',
    rule: 'CMT-202',
    label: '利用职务便利、收受礼金宴请礼物',
    clauses: [
      clause(
        PLEDGE,
        '廉洁责任书二',
        '不利用职务便利谋取不正当利益，不接受任何影响评价结果公正性的礼金、宴请和礼物馈赠等',
      ),
    ],
  },
  {
    matter: 'LEAK',
    rule: 'CMT-203',
    label: '泄密',
    clauses: [clause(PLEDGE, '廉洁责任书三', '履行好评价机构应尽的保密义务与承担的保密责任')],
  },
  {
    matter: 'REFUSAL',
    rule: 'EVL-012',
    label: '拒绝合理的评价、发证需求',
    clauses: [clause(PLEDGE, '承诺书三', '除存在不可抗力因素以外，不得以任何理由拒绝劳动者合理的技能评价、发证的需求')],
  },
  {
    matter: 'UNFILED_EVALUATION',
    rule: 'SPV-007',
    label: '未经备案开展评价',
    clauses: [clause(RULES, '三（三）2（4）', '未经备案的职业技能评价机构')],
  },
  {
    matter: 'FALSE_ADVERTISING',
    rule: 'EVL-009',
    label: '虚假、夸大宣传',
    clauses: [clause(DUTIES, '五（四）', '如因虚假、夸大宣传或未尽义务而产生的不良后果，相关单位应按规定承担相应责任')],
    subject: 'GROUP_ORG',
  },
  {
    matter: 'DUTY_NEGLECTED',
    rule: 'EVL-009',
    label: '未尽学员管理义务',
    clauses: [
      clause(DUTIES, '五（四）', '社会培训机构、院校应负责其学员（生）参加职业技能等级认定的管理和服务'),
      clause(DUTIES, '五（四）', '未尽义务而产生的不良后果，相关单位应按规定承担相应责任'),
    ],
    subject: 'GROUP_ORG',
  },
  {
    matter: 'SERVICE_COMMITMENT',
    rule: 'EVL-015',
    label: '未落实评价服务承诺',
    clauses: [clause(DUTIES, '五（二）', '落实评价服务承诺'), clause(PLEDGE, '承诺书四', '做好评价各环节的服务工作')],
    subject: 'AGENCY',
  },
  {
    matter: 'OTHER',
    rule: 'VIO-003',
    label: '其他违纪违规',
    clauses: [clause(RULES, '三（四）1', '对评价机构等违纪违规行为进行认定与处理')],
  },
];

/** The row of a matter. */
export function matterOf(matter: CaseMatter): MatterRow {
  return caseMatters.find((row) => row.matter === matter)!;
}

/** VIO-012: a breach of the commitment names the item that was broken, and nothing else does. */
export function judgeMatter(matter: CaseMatter, commitmentItem: number | null): Finding {
  const { rule, clauses } = matterOf('COMMITMENT_BREACH');
  const of = { rule, force: 'MUST', code: 'COMMITMENT_ITEM_REQUIRED', clauses } as const;
  const isItem = commitmentItem !== null && commitmentItem >= 1 && commitmentItem <= MOST_COMMITMENT_ITEM;
  if (matter !== 'COMMITMENT_BREACH' && commitmentItem === null)
    return finding(of, 'NOT_APPLICABLE', '不涉及机构承诺', { matter });
  return matter === 'COMMITMENT_BREACH' && isItem
    ? finding(of, 'PASS', '已指明违反的承诺条目', { commitmentItem })
    : finding(of, 'FAIL', '违反机构承诺的，应指明承诺书的条目（一至九）；其他案由不填', { matter, commitmentItem }, [
        'commitmentItem',
      ]);
}

/** MATTER_OF_ANOTHER: what a notice lays on training bodies and colleges, or on agencies, is no matter of others (EVL-009, EVL-015). */
export function judgeMatterSubject(matter: CaseMatter, type: CaseSubjectType): Finding {
  const { rule, clauses, subject } = matterOf(matter);
  const of = { rule, force: 'MUST', code: 'MATTER_OF_ANOTHER', clauses } as const;
  if (subject === undefined) return finding(of, 'NOT_APPLICABLE', '此案由不限处理对象', { matter });
  return subject === type
    ? finding(of, 'PASS', '案由与处理对象相符', { matter, type })
    : finding(of, 'FAIL', '此案由不适用于该类处理对象', { matter, type }, ['matter']);
}
