import {
  type DatedRule,
  type Day,
  type Failure,
  type Finding,
  clause,
  day,
  judged,
  nameKey,
  ruleOnOrFirst,
} from '@shanghai/kernel';
import { NOTICE_30, ruleOf30 } from '../comparison/comparison-rule.js';
import { isFiledWithoutSelection, routeRuleOf } from '../route/route-rules.js';
import type { ApplicationRoute } from './application-route.js';
import type { AssessmentMethod, PanelMember } from './application.js';

const BY_270 = clause(
  '沪人社职〔2024〕270号',
  '三（三）',
  '市职鉴中心组织专家采取材料核验、专家论证、现场考察等方式进行机构评估',
);
const BY_76 = clause(
  '沪人社职〔2025〕76号',
  '二（三）3',
  '市职鉴中心组织专家采取材料核验、专家论证、现场考察等方式进行机构评估',
);

/** 机构评估方式 (AGY-018): an open list, so that another method says what it is. */
export const methodRules: readonly [DatedRule, DatedRule] = [
  rule('AGY-018', 'METHOD_REQUIRED', '2024-08-19', '2025-03-19', [BY_270]),
  rule('AGY-018', 'METHOD_REQUIRED', '2025-03-20', null, [BY_76]),
];

/**
 * 回避 (EXP-003, CMT-205): an expert does not judge whom he works for or is related to. The words of recusal are printed in
 * 2026 first; before that it is what experts are organised for (PR).
 */
export const panelRules: readonly [DatedRule, DatedRule, DatedRule] = [
  rule('EXP-003', 'RECUSAL_REQUIRED', '2024-08-19', '2025-03-19', [BY_270]),
  rule('EXP-003', 'RECUSAL_REQUIRED', '2025-03-20', '2026-06-22', [BY_76]),
  rule('CMT-205', 'RECUSAL_REQUIRED', '2026-06-23', null, [
    BY_76,
    clause(
      '沪职鉴中心〔2026〕30号',
      '廉洁责任书五',
      '严格遵守“回避”原则，自觉执行涉及本人亲属、朋友、师生、师徒或有特殊关系人员等的回避制度',
    ),
  ]),
];

const RECUSAL = clause(
  NOTICE_30,
  '廉洁责任书五',
  '严格遵守“回避”原则，自觉执行涉及本人亲属、朋友、师生、师徒或有特殊关系人员等的回避制度',
);

/** Of comparison agencies (CMP-010). */
export const comparisonMethodRules: readonly [DatedRule] = [
  ruleOf30(
    'CMP-010',
    'METHOD_REQUIRED',
    clause(NOTICE_30, '三（二）', '采取材料核验、专家论证、现场考察等方式进行机构评估'),
  ),
];

/** 回避 in the assessment of comparison agencies (CMT-205). */
export const comparisonPanelRules: readonly [DatedRule] = [
  ruleOf30(
    'CMT-205',
    'RECUSAL_REQUIRED',
    clause(NOTICE_30, '三（二）', '采取材料核验、专家论证、现场考察等方式进行机构评估'),
    RECUSAL,
  ),
];

function methodRuleOf(route: ApplicationRoute, on: Day): DatedRule {
  if (isFiledWithoutSelection(route)) return { ...routeRuleOf(route), code: 'METHOD_REQUIRED' };
  return ruleOnOrFirst(route === 'COMPARISON' ? comparisonMethodRules : methodRules, on);
}

function panelRuleOf(route: ApplicationRoute, on: Day): DatedRule {
  if (isFiledWithoutSelection(route)) return { ...routeRuleOf(route), rule: 'EXP-003', code: 'RECUSAL_REQUIRED' };
  return ruleOnOrFirst(route === 'COMPARISON' ? comparisonPanelRules : panelRules, on);
}

/** Whether the methods of an agency assessment can be recorded (AGY-018): METHOD_REQUIRED, METHOD_TEXT_REQUIRED. */
export function judgeMethods(
  methods: readonly AssessmentMethod[],
  on: Day,
  route: ApplicationRoute = 'SOCIAL',
): readonly Finding[] {
  const failures: readonly Failure[] =
    methods.length === 0
      ? [{ message: '应记录评估方式', path: ['methods'] }]
      : methods.flatMap(({ kind, text }, at) =>
          kind === 'OTHER' && !text?.trim()
            ? [{ message: '其他方式应予说明', path: ['methods', `${at}`, 'text'], code: 'METHOD_TEXT_REQUIRED' }]
            : [],
        );
  return judged(methodRuleOf(route, on), failures, '评估方式已记录');
}

/** Who is assessed, as far as experts can be related to it. */
export interface AssessedApplicant {
  readonly name: string;
  readonly unifiedSocialCreditCode: string | null;
}

/**
 * Whether a panel may assess an applicant (EXP-003, CMT-205): RECUSAL_REQUIRED for who is employed by or related to it, by
 * name or credit code; DUPLICATE_EXPERT; PANEL_REQUIRED when nobody sits on it.
 */
export function judgePanel(
  panel: readonly PanelMember[],
  applicant: AssessedApplicant,
  on: Day,
  route: ApplicationRoute = 'SOCIAL',
): readonly Finding[] {
  const failures: readonly Failure[] =
    panel.length === 0
      ? [{ message: '应组织专家评估', path: ['panel'], code: 'PANEL_REQUIRED' }]
      : panel.flatMap((member, at) => memberFailures(member, panel.slice(0, at), applicant, `${at}`));
  return judged(panelRuleOf(route, on), failures, '专家与申报单位无应回避的关系');
}

function memberFailures(
  { expertNo, employer, relatedTo }: PanelMember,
  before: readonly PanelMember[],
  applicant: AssessedApplicant,
  at: string,
): readonly Failure[] {
  const path = ['panel', at];
  const isTwice = before.some((one) => one.expertNo.trim() === expertNo.trim());
  const isRelated = [employer, ...relatedTo].some((body) => isSame(body, applicant));
  return [
    ...(isTwice ? [{ message: '同一专家重复', path, code: 'DUPLICATE_EXPERT' } as const] : []),
    ...(isRelated ? [{ message: '该专家与申报单位有利害关系，应当回避', path, facts: { expertNo } }] : []),
  ];
}

function isSame(body: string, { name, unifiedSocialCreditCode }: AssessedApplicant): boolean {
  return [name, unifiedSocialCreditCode].some((one) => one !== null && nameKey(one) === nameKey(body));
}

function rule(
  id: DatedRule['rule'],
  code: DatedRule['code'],
  from: string,
  to: string | null,
  clauses: DatedRule['clauses'],
): DatedRule {
  return { rule: id, force: 'MUST', code, from: day(from), to: to === null ? null : day(to), clauses };
}
