import { type Clause, type Day, type LedgerId, clause, day } from '@shanghai/kernel';
import { type TerritorialLimb, territorialLimbs } from './territorial-limbs.js';

/** Who supervises. */
export type SupervisingBody = 'BUREAU' | 'CENTRE' | 'DISTRICT_BUREAU' | 'INDUSTRY_AUTHORITY' | 'AGENCY';

/** What a body supervises, and what it accepts (SPV-001 to SPV-005, SPV-013). */
export interface Duty {
  readonly body: SupervisingBody;
  /** Null for bodies that are not territorial. */
  readonly limb: TerritorialLimb | null;
  readonly rule: LedgerId;
  readonly from: Day;
  /** In Chinese. */
  readonly duty: string;
  readonly clauses: readonly [Clause, ...Clause[]];
}

const RULES = '沪人社职〔2024〕120号';
const from = day('2024-05-01');

const bureau: Duty = {
  body: 'BUREAU',
  limb: null,
  rule: 'SPV-001',
  from,
  duty: '统筹规划、宏观管理、政策支持、综合管理',
  clauses: [
    clause(RULES, '一', '负责全市技能评价工作的统筹规划、宏观管理、政策支持'),
    clause(RULES, '三（三）1', '市人力资源社会保障局负责技能评价的统筹规划、综合管理'),
  ],
};

const centre: Duty = {
  body: 'CENTRE',
  limb: null,
  rule: 'SPV-002',
  from,
  duty: '全市备案管理、技术指导、质量督导，组织实施监督检查',
  clauses: [
    clause(RULES, '一', '负责全市技能评价工作的备案管理、技术指导、质量督导等'),
    clause(RULES, '三（三）1', '市职鉴中心负责技能评价质量监管的组织实施、技术指导、监督检查'),
  ],
};

const industryAuthority: Duty = {
  body: 'INDUSTRY_AUTHORITY',
  limb: null,
  rule: 'SPV-004',
  from,
  duty: '协助督导检查所辖行业的技能评价',
  clauses: [
    clause(RULES, '一', '配合各级人社部门等开展质量督导'),
    clause(RULES, '三（三）1', '有关行业主管部门负责协助做好所辖行业技能评价的督导检查'),
  ],
};

const agency: Duty = {
  body: 'AGENCY',
  limb: null,
  rule: 'SPV-005',
  from,
  duty: '内部质量督导、问题回溯、责任追究，接受监督检查',
  clauses: [
    clause(
      RULES,
      '三（三）1',
      '评价机构要建立并落实内部质量督导机制以及问题回溯、责任追究机制，自觉接受有关部门监督检查',
    ),
  ],
};

/** Who is supervised has taken it on: by HR departments, the industry authorities, the Centre, and the public (SPV-013). */
const accepting: Duty = {
  body: 'AGENCY',
  limb: null,
  rule: 'SPV-013',
  from: day('2024-01-24'),
  duty: '自愿接受各级人社部门、相关行业主管部门、市职鉴中心的监督和社会监督',
  clauses: [
    clause('沪人社职〔2024〕38号', '五（二）', '自愿接受有关部门的质量监管和社会监督'),
    clause('沪人社职〔2025〕76号', '二（一）5', '自愿接受各级人社部门、相关行业主管部门的监督'),
    clause('沪职鉴中心〔2026〕30号', '一（四）', '能够自觉接受各级人社部门、相关行业主管部门的监督'),
    clause(
      '沪职鉴中心〔2026〕30号',
      '承诺书九',
      '自愿接受各级人力资源和社会保障局有关部门和市职业技能鉴定中心的质量督导，同时接受社会监督',
    ),
  ],
};

/** From the city down to the agency itself; a district bureau has one row for each limb. */
export const supervisionDuties: readonly Duty[] = [
  bureau,
  centre,
  ...territorialLimbs.map(({ limb, rule, from: since, duty, clauses }): Duty => ({
    body: 'DISTRICT_BUREAU',
    limb,
    rule,
    from: since,
    duty,
    clauses,
  })),
  industryAuthority,
  agency,
  accepting,
];

/**
 * The duties that hold for every agency of the city on a day. An industry authority's does not: which agencies are in its
 * field is not in the notices.
 */
export function cityWideDuties(on: Day): readonly Duty[] {
  return [bureau, centre].filter((duty) => duty.from <= on);
}
