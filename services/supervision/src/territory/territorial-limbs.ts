import { type Clause, type Day, type LedgerId, clause, day } from '@shanghai/kernel';

/** What an agency files as. */
export type AgencyType = 'SOCIAL_ORGANISATION' | 'ENTERPRISE' | 'COLLEGE' | 'COMPARISON';

/** By what an agency, or a site of it, is a district's to supervise (SPV-003). */
export type TerritorialLimb =
  | 'ENTERPRISE_FILED_HERE'
  | 'COLLEGE_REGISTERED_HERE'
  | 'ENTERPRISE_SITE_HERE'
  | 'SOCIAL_SITE_HERE'
  | 'SOCIAL_SEATED_HERE';

/** The fact that ties a limb to a district: its bureau filed, the agency is registered there, a site is there. */
export type TerritorialBasis = 'FILING' | 'REGISTRATION' | 'SITE';

/** One limb of the duty of the district bureaus. */
export interface LimbRow {
  readonly limb: TerritorialLimb;
  readonly rule: LedgerId;
  /** The first day on which it governs. */
  readonly from: Day;
  readonly types: readonly AgencyType[];
  readonly basis: TerritorialBasis;
  /** In Chinese, of the subject. */
  readonly label: string;
  /** In Chinese, of the bureau. */
  readonly duty: string;
  /** Our reading of the words, where they do not name the subject (PR). */
  readonly reading: string | null;
  readonly clauses: readonly [Clause, ...Clause[]];
}

const RULES = '沪人社职〔2024〕120号';
const EFFECTIVE = day('2024-05-01');
const ITEM = '三（三）1';

/** That supervision is territorial at all: 120号 in general, 38号 for what is open to the public. */
const principle: readonly Clause[] = [
  clause(
    RULES,
    '一',
    '各区人力资源和社会保障局按照属地管理原则,负责所辖区域技能评价工作的备案管理、技术指导、质量督导等',
  ),
  clause(
    '沪人社职〔2024〕38号',
    '五（五）',
    '各区人力资源和社会保障局应按照属地管理原则，负责所辖区域职业技能等级认定工作的业务指导和监督管理',
  ),
];

/** The limbs (a) to (e) of SPV-003. The list of the notice is open (包括但不限于, 等): (e) is what we read into it. */
export const territorialLimbs: readonly LimbRow[] = [
  limb({
    limb: 'ENTERPRISE_FILED_HERE',
    types: ['ENTERPRISE'],
    basis: 'FILING',
    label: '区备案的企业评价机构',
    duty: '督导检查本区备案的企业职业技能等级评价机构',
    clause: clause(RULES, ITEM, '区级备案管理的企业职业技能等级评价机构'),
  }),
  limb({
    limb: 'COLLEGE_REGISTERED_HERE',
    types: ['COLLEGE'],
    basis: 'REGISTRATION',
    label: '注册在区的院校评价机构',
    duty: '督导检查注册在本区的院校职业技能等级评价机构',
    clause: clause(RULES, ITEM, '注册在本辖区的院校职业技能评价机构'),
  }),
  limb({
    limb: 'ENTERPRISE_SITE_HERE',
    types: ['ENTERPRISE'],
    basis: 'SITE',
    label: '企业评价机构在区的考核点',
    duty: '督导检查企业职业技能等级评价机构设在本区的考核点',
    clause: clause(RULES, ITEM, '设立在本辖区的企业职业技能等级评价机构考核点'),
  }),
  limb({
    limb: 'SOCIAL_SITE_HERE',
    types: ['SOCIAL_ORGANISATION'],
    basis: 'SITE',
    label: '社会培训评价组织在区的考核点',
    duty: '督导检查社会培训评价组织设在本区的考核点',
    clause: clause(RULES, ITEM, '设立在本辖区的企业职业技能等级评价机构考核点、社会培训评价机构考核点等'),
  }),
  limb({
    limb: 'SOCIAL_SEATED_HERE',
    types: ['SOCIAL_ORGANISATION', 'COMPARISON'],
    basis: 'REGISTRATION',
    label: '注册在区的社会化评价机构',
    duty: '查阅、现场检查注册在本区的社会培训评价组织和比照认定评价机构，处理决定由市级作出（PR）',
    reading: '通知未列明，系对“包括但不限于”的理解（PR）：区可查阅、现场检查，处理决定由市级作出',
    clause: clause(RULES, ITEM, '各区人社部门负责所辖区域技能评价的督导检查，包括但不限于'),
  }),
];

type LimbWords = Omit<LimbRow, 'rule' | 'from' | 'clauses' | 'reading'> & {
  readonly clause: Clause;
  readonly reading?: string;
};

function limb({ clause: own, reading, ...words }: LimbWords): LimbRow {
  return { rule: 'SPV-003', from: EFFECTIVE, ...words, reading: reading ?? null, clauses: [own, ...principle] };
}
