import { type Clause, type DatedRule, type LedgerId, clause, day } from '@shanghai/kernel';
import type { InspectionAct } from './inspection-machine.js';

const RULES = '沪人社职〔2024〕120号';

const clauses = {
  kinds: clause(RULES, '三（三）3', '对技能评价活动开展日常督导和专项督导'),
  methods: clause(
    RULES,
    '三（三）3',
    '市、区人社部门和行业主管部门可通过“双随机、一公开”、现场检查、数据比对、远程监控、调取资料等方式',
  ),
  scope: clause(RULES, '三（三）2', '质量督导包括但不限于以下方面'),
  unfiled: clause(RULES, '三（三）2（4）', '未经备案的职业技能评价机构'),
  territory: clause(RULES, '三（三）1', '各区人社部门负责所辖区域技能评价的督导检查，包括但不限于'),
  industry: clause(RULES, '三（三）1', '有关行业主管部门负责协助做好所辖行业技能评价的督导检查'),
  joint: clause(RULES, '一', '配合各级人社部门等开展质量督导'),
  recusal: clause(
    '沪职鉴中心〔2026〕30号',
    '廉洁责任书五',
    '严格遵守“回避”原则，自觉执行涉及本人亲属、朋友、师生、师徒或有特殊关系人员等的回避制度',
  ),
  published: clause(RULES, '三（三）3', '及时公布评估结果'),
  minor: clause(RULES, '三（四）2', '存在违反管理规定但尚未构成违纪违规行为的，要求即知即改，立行立改'),
  limit: clause(RULES, '三（四）2', '予以警告、限期整改、暂停评价'),
  cases: clause(
    RULES,
    '三（四）1',
    '市、区人社部门会同公安、市场监管以及行业主管部门按照职责权限对评价机构等违纪违规行为进行认定与处理',
  ),
} as const;

function since120(rule: LedgerId, code: DatedRule['code'], own: readonly [Clause, ...Clause[]]): DatedRule {
  return { rule, force: 'MUST', code, clauses: own, from: day('2024-05-01'), to: null };
}

/** The rows of the ledger that inspections are judged by. */
export const inspectionRules = {
  order: since120('SPV-008', 'ILLEGAL_TRANSITION', [clauses.kinds]),
  methods: since120('SPV-008', 'UNKNOWN_METHOD', [clauses.methods]),
  topics: since120('SPV-006', 'FIELD_REQUIRED', [clauses.scope]),
  territory: since120('SPV-003', 'OUT_OF_DISTRICT', [clauses.territory]),
  unfiled: since120('SPV-007', 'OUT_OF_DISTRICT', [clauses.unfiled]),
  /** PR: an HR department leads what several departments inspect; an industry authority leads in its own field. */
  lead: since120('SPV-004', 'NOT_LEAD_INSPECTOR', [clauses.industry, clauses.joint]),
  random: since120('SPV-009', 'DRAW_NOT_RANDOM', [clauses.methods]),
  /** The words of recusal are printed in 2026 first, and not for inspectors; before that it is what fairness asks (PR). */
  recusal: since120('CMT-205', 'RECUSAL_REQUIRED', [clauses.recusal]),
  report: since120('SPV-006', 'REPORT_INCOMPLETE', [clauses.scope]),
  minor: since120('VIO-003', 'CASE_REQUIRED', [clauses.minor]),
  due: since120('VIO-007', 'RECTIFICATION_DUE_REQUIRED', [clauses.limit]),
  cases: since120('VIO-001', 'REPORT_INCOMPLETE', [clauses.cases]),
  publication: since120('DIS-008', 'ALREADY_PUBLISHED', [clauses.methods, clauses.published]),
} as const;

/** On what each act of machine 6 rests. */
export const inspectionGrounds: Readonly<Record<InspectionAct, readonly Clause[]>> = {
  planInspection: [clauses.kinds, clauses.methods],
  assignInspectionTeam: [clauses.methods],
  drawInspection: [clauses.methods],
  replaceDrawnInspector: [clauses.methods, clauses.recusal],
  startInspection: [clauses.kinds],
  recordInspectionFinding: [clauses.scope],
  finishInspection: [clauses.scope],
  closeInspection: [clauses.kinds],
  orderInspectionRectification: [clauses.minor, clauses.limit],
  suggestInspectionCase: [clauses.cases],
  acceptInspectionRectification: [clauses.limit],
  rejectInspectionRectification: [clauses.limit],
  closeInspectionCase: [clauses.cases],
  cancelInspection: [clauses.kinds],
  publishInspectionResult: [clauses.methods, clauses.published],
  tellOverdueRectification: [clauses.limit],
};
