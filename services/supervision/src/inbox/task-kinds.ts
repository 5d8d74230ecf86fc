import { type Clause, type LedgerId, clause } from '@shanghai/kernel';

/** 待办种类 of supervision. */
export type TaskKind =
  | 'INSPECTION_DUE'
  | 'INSPECTION_ONGOING'
  | 'INSPECTION_REPORTED'
  | 'INSPECTION_RECTIFICATION'
  | 'INSPECTION_TO_PUBLISH'
  | 'CASE_TO_INVESTIGATE'
  | 'CASE_TO_DECIDE'
  | 'CASE_EFFECT_MISSING'
  | 'CASE_RECTIFICATION'
  | 'CASE_TO_CLOSE'
  | 'ALERT_OPEN'
  | 'ASSESSMENT_DUE';

/** One kind of what a bureau has to do: on what it rests, and how its last day comes about. */
export interface TaskKindRow {
  readonly kind: TaskKind;
  /** In Chinese. */
  readonly label: string;
  readonly rule: LedgerId;
  /** In Chinese, what its last day is, or that no notice sets one. */
  readonly explanation: string;
  readonly clauses: readonly [Clause, ...Clause[]];
}

const RULES = '沪人社职〔2024〕120号';
const NO_DAY = '通知未规定办理期限';

const clauses = {
  kinds: clause(RULES, '三（三）3', '对技能评价活动开展日常督导和专项督导'),
  scope: clause(RULES, '三（三）2', '质量督导包括但不限于以下方面'),
  published: clause(RULES, '三（三）3', '及时公布评估结果'),
  limit: clause(RULES, '三（四）2', '予以警告、限期整改、暂停评价'),
  decide: clause(
    RULES,
    '三（四）1',
    '市、区人社部门会同公安、市场监管以及行业主管部门按照职责权限对评价机构等违纪违规行为进行认定与处理',
  ),
  archive: clause(
    RULES,
    '三（四）1',
    '市、区人社部门和评价机构应分别建立违纪违规行为处理档案，记录、保存处理过程、处理决定、佐证材料等',
  ),
  warnings: clause(RULES, '三（二）4', '动态化比对、实时性监控、智能化预警'),
  assessed: clause(RULES, '三（三）3', '定期开展评价机构年度考核和备案期满评估'),
} as const;

/** Every kind, in the order in which a bureau looks at them. */
export const taskKinds: readonly TaskKindRow[] = [
  row('CASE_EFFECT_MISSING', '处理效果未到', 'VIO-009', '处理决定被拒绝或未按时执行，应立即处理', clauses.decide),
  row('CASE_RECTIFICATION', '案件整改待验收', 'VIO-007', '处理决定载明的整改期限', clauses.limit),
  row('INSPECTION_RECTIFICATION', '检查整改待验收', 'VIO-007', '检查要求的整改期限', clauses.limit),
  row('CASE_TO_DECIDE', '案件待认定处理', 'VIO-001', NO_DAY, clauses.decide),
  row('CASE_TO_INVESTIGATE', '线索待调查', 'VIO-001', NO_DAY, clauses.decide),
  row('CASE_TO_CLOSE', '案件待结案归档', 'VIO-010', NO_DAY, clauses.archive),
  row('INSPECTION_DUE', '督导检查待开展', 'SPV-008', '督导计划的检查日期', clauses.kinds),
  row('INSPECTION_ONGOING', '督导检查进行中', 'SPV-006', NO_DAY, clauses.scope),
  row('INSPECTION_REPORTED', '检查结果待处理', 'SPV-006', NO_DAY, clauses.scope),
  row('INSPECTION_TO_PUBLISH', '检查结果待公布', 'DIS-008', '应当及时公布，通知未规定天数', clauses.published),
  row('ALERT_OPEN', '预警待核查', 'SYS-002', NO_DAY, clauses.warnings),
  row('ASSESSMENT_DUE', '年度考核待开展', 'SPV-010', '应当定期开展，通知未规定日期', clauses.assessed),
];

/** The row of a kind. */
export function taskKindOf(kind: TaskKind): TaskKindRow {
  return taskKinds.find((one) => one.kind === kind)!;
}

function row(kind: TaskKind, label: string, rule: LedgerId, explanation: string, of: Clause): TaskKindRow {
  return { kind, label, rule, explanation, clauses: [of] };
}
