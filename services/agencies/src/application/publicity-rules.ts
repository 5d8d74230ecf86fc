import {
  type CountedPublicity,
  type DatedRule,
  type Day,
  type Finding,
  type PublicityTerm,
  type WorkingDayCount,
  clause,
  countPublicity,
  day,
  judgeNoneOpen,
  judgeObjectable,
  judgePublicityOver,
  lastWorkingDayAfter,
  ruleOnOrFirst,
} from '@shanghai/kernel';
import { NOTICE_30, ruleOf30 } from '../comparison/comparison-rule.js';
import type { Application } from './application.js';
import type { ApplicationRoute } from './application-route.js';
import { judgeCapAtReceipt } from './cap-rules.js';

const RECEIPT = '经公示无异议的，由市职鉴中心向申报单位出具备案回执，并向中国就业培训技术指导中心报备';

/** 公示期 (AGY-023): the day of publication is not counted (PR). */
export const publicityRules: readonly [PublicityTerm, PublicityTerm] = [
  {
    rule: 'AGY-023',
    force: 'MUST',
    code: 'PUBLICITY_RUNNING',
    workingDays: 5,
    from: day('2024-08-19'),
    to: day('2025-03-19'),
    clauses: [clause('沪人社职〔2024〕270号', '三（五）', '公示期为5个工作日')],
  },
  {
    rule: 'AGY-023',
    force: 'MUST',
    code: 'PUBLICITY_RUNNING',
    workingDays: 5,
    from: day('2025-03-20'),
    to: null,
    clauses: [clause('沪人社职〔2025〕76号', '二（三）5', '公示期为5个工作日')],
  },
];

/** 经公示无异议的，出具备案回执 (AGY-024). */
export const receiptRules: readonly [DatedRule, DatedRule] = [
  {
    rule: 'AGY-024',
    force: 'MUST',
    code: 'OBJECTION_OPEN',
    from: day('2024-08-19'),
    to: day('2025-03-19'),
    clauses: [clause('沪人社职〔2024〕270号', '三（五）', RECEIPT)],
  },
  {
    rule: 'AGY-024',
    force: 'MUST',
    code: 'OBJECTION_OPEN',
    from: day('2025-03-20'),
    to: null,
    clauses: [clause('沪人社职〔2025〕76号', '二（三）5', RECEIPT)],
  },
];

/** The same for comparison agencies (CMP-011): they wait as long, and by words of their own. */
export const comparisonPublicityRules: readonly [PublicityTerm] = [
  { ...ruleOf30('CMP-011', 'PUBLICITY_RUNNING', clause(NOTICE_30, '三（三）', '公示期为5个工作日')), workingDays: 5 },
];

/** 经公示无异议的，出具备案回执, of comparison agencies (CMP-011). */
export const comparisonReceiptRules: readonly [DatedRule] = [
  ruleOf30(
    'CMP-011',
    'OBJECTION_OPEN',
    clause(NOTICE_30, '三（三）', '经公示无异议的,由市职鉴中心向申报单位出具备案回执,并向中国就业培训技术指导中心报备'),
  ),
];

/** The term of publicity on a route. */
export function publicityTermOf(route: ApplicationRoute, on: Day): PublicityTerm {
  return ruleOnOrFirst(route === 'COMPARISON' ? comparisonPublicityRules : publicityRules, on);
}

/** The rule on receipts of a route. */
export function receiptRuleOf(route: ApplicationRoute, on: Day): DatedRule {
  return ruleOnOrFirst(route === 'COMPARISON' ? comparisonReceiptRules : receiptRules, on);
}

/** The last day of publicity that began on a day, with every day on the way; or what is missing to tell it (AGY-023). */
export function publicityOf(publishedOn: Day): WorkingDayCount {
  return lastWorkingDayAfter(publishedOn, ruleOnOrFirst(publicityRules, publishedOn).workingDays);
}

type Publicised = Pick<Application, 'route' | 'publicity' | 'objections' | 'items' | 'submittedAt' | 'exceptions'>;

/**
 * Whether the receipt may be issued on a day: publicity is over (AGY-023, from 00:00 of the day after its last), no objection
 * is open (AGY-024), and no item that passed comes to a fourth active filing (AGY-010). The map holds, by item id, how many
 * agencies are actively filed for its lineage; an item without an entry has none.
 */
export function judgeReceipt(
  application: Publicised,
  on: Day,
  activeFilings: ReadonlyMap<string, number>,
): readonly Finding[] {
  const { route, objections } = application;
  return [
    judgePublicityOver(publicityTermOf(route, on), counted(application), on, '出具备案回执'),
    judgeNoneOpen(receiptRuleOf(route, on), objections),
    ...(route === 'SOCIAL' ? judgeCapAtReceipt(application, on, activeFilings) : []),
  ];
}

/** Whether someone may object on a day (AGY-023): until 24:00 of the last day of publicity, else PUBLICITY_ENDED. */
export function judgeObjection(application: Pick<Application, 'publicity' | 'route'>, on: Day): Finding {
  return judgeObjectable(publicityTermOf(application.route, on), counted(application), on);
}

function counted({ publicity }: Pick<Application, 'publicity'>): CountedPublicity | null {
  return countPublicity(publicity, (publishedOn) => ruleOnOrFirst(publicityRules, publishedOn));
}
