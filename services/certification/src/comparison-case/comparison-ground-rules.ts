import { type Clause, clause } from '@shanghai/kernel';
import type { ComparisonAct } from './comparison-machine.js';

const NOTICE_30 = '沪职鉴中心〔2026〕30号';

/** What the rules of a comparison case rest on. */
export const comparisonClauses = {
  work: [clause(NOTICE_30, '附件5', '职业技能比照认定工作包括承担申请受理、证书核验、材料审查、认定配证等工作')],
  platform: [clause(NOTICE_30, '一（二）', '具备开展职业技能比照认定的相关工作经验及证书查验平台等基础条件')],
  duties: [
    clause(
      NOTICE_30,
      '附件5 二（一）',
      '申报审核、成绩管理等关键岗位应至少设置2人,分别负责操作和审核,人员应相对稳定,不可角色互换',
    ),
  ],
  refusal: [
    clause(NOTICE_30, '承诺书三', '除存在不可抗力因素以外，不得以任何理由拒绝劳动者合理的技能评价、发证的需求'),
  ],
  issue: [clause(NOTICE_30, '承诺书一', '面向社会开展市场化的职业技能评价，颁发职业技能等级证书')],
  catalogues: [
    clause(
      NOTICE_30,
      '二',
      '纳入 2025 年本市国（境）外职业技能比照认定目录（第一批）及本市“一试双证”职业技能比照认定目录（第一批）范围的项目，后续本市发布的职业技能比照认定新增项目',
    ),
  ],
} as const satisfies Readonly<Record<string, readonly [Clause, ...Clause[]]>>;

/** On what each act of machine 4b rests. */
export const comparisonActGrounds: Readonly<Record<ComparisonAct, readonly [Clause, ...Clause[]]>> = {
  receiveComparison: comparisonClauses.work,
  verifySourceCertificate: comparisonClauses.platform,
  reviewComparisonMaterials: comparisonClauses.work,
  certifyComparison: comparisonClauses.issue,
  refuseComparison: comparisonClauses.refusal,
};
