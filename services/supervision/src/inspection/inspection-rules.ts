import { type Clause, type LedgerId, clause } from '@shanghai/kernel';

/** The kind of an inspection. */
export type InspectionKind = 'DAILY' | 'SPECIAL';

/** How it is done: an open list. */
export type InspectionMethod =
  'DOUBLE_RANDOM' | 'ON_SITE' | 'DATA_COMPARISON' | 'REMOTE_MONITORING' | 'DOCUMENT_REQUEST' | 'OTHER';

/** What it looks at: an open list. */
export type InspectionTopic =
  | 'COMPLIANCE'
  | 'QUALITY_SYSTEM'
  | 'AUTHENTICITY'
  | 'FILING_CONSISTENCY'
  | 'FAIRNESS'
  | 'SERVICE'
  | 'COMPLAINT'
  | 'OTHER';

interface Row {
  readonly rule: LedgerId;
  /** In Chinese. */
  readonly label: string;
  readonly clauses: readonly [Clause, ...Clause[]];
}

export interface KindRow extends Row {
  readonly kind: InspectionKind;
}

export interface MethodRow extends Row {
  readonly method: InspectionMethod;
}

export interface TopicRow extends Row {
  readonly topic: InspectionTopic;
}

const RULES = '沪人社职〔2024〕120号';
const kindClauses = [clause(RULES, '三（三）3', '对技能评价活动开展日常督导和专项督导')] as const;
const methodClauses = [
  clause(
    RULES,
    '三（三）3',
    '市、区人社部门和行业主管部门可通过“双随机、一公开”、现场检查、数据比对、远程监控、调取资料等方式',
  ),
] as const;
const policyClauses = [
  clause(RULES, '三（三）2（1）', '评价机构贯彻执行有关法律法规、规章和有关政策及其质量管理体系建设等情况'),
] as const;
const activityClauses = [
  clause(RULES, '三（三）2（2）', '评价活动真实性、备案内容执行一致性、评价组织实施公平公正性、评价机构服务质量等情况'),
] as const;

/** 督导种类, from 120号 on. */
export const inspectionKinds: readonly KindRow[] = [
  { kind: 'DAILY', rule: 'SPV-008', label: '日常督导', clauses: kindClauses },
  { kind: 'SPECIAL', rule: 'SPV-008', label: '专项督导', clauses: kindClauses },
];

/** 督导方式. The notice does not explain 双随机、一公开: its general meaning is taken (SPV-009). */
export const inspectionMethods: readonly MethodRow[] = [
  { method: 'DOUBLE_RANDOM', rule: 'SPV-009', label: '双随机、一公开', clauses: methodClauses },
  { method: 'ON_SITE', rule: 'SPV-008', label: '现场检查', clauses: methodClauses },
  { method: 'DATA_COMPARISON', rule: 'SPV-008', label: '数据比对', clauses: methodClauses },
  { method: 'REMOTE_MONITORING', rule: 'SPV-008', label: '远程监控', clauses: methodClauses },
  { method: 'DOCUMENT_REQUEST', rule: 'SPV-008', label: '调取资料', clauses: methodClauses },
  { method: 'OTHER', rule: 'SPV-008', label: '其他方式', clauses: methodClauses },
];

/** 督导内容. */
export const inspectionTopics: readonly TopicRow[] = [
  { topic: 'COMPLIANCE', rule: 'SPV-006', label: '贯彻政策', clauses: policyClauses },
  { topic: 'QUALITY_SYSTEM', rule: 'SPV-006', label: '质量管理体系', clauses: policyClauses },
  { topic: 'AUTHENTICITY', rule: 'SPV-006', label: '真实性', clauses: activityClauses },
  { topic: 'FILING_CONSISTENCY', rule: 'SPV-006', label: '备案内容执行一致性', clauses: activityClauses },
  { topic: 'FAIRNESS', rule: 'SPV-006', label: '公平公正性', clauses: activityClauses },
  { topic: 'SERVICE', rule: 'SPV-006', label: '服务质量', clauses: activityClauses },
  {
    topic: 'COMPLAINT',
    rule: 'SPV-006',
    label: '投诉举报',
    clauses: [clause(RULES, '三（三）2（3）', '对投诉举报、媒体报道等涉嫌违纪违规情况进行调查核实')],
  },
  {
    topic: 'OTHER',
    rule: 'SPV-006',
    label: '其他',
    clauses: [clause(RULES, '三（三）2', '质量督导包括但不限于以下方面')],
  },
];
