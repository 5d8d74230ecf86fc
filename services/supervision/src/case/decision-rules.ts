import { type Day, type Finding, type LedgerId, finding } from '@shanghai/kernel';
import { type Measure, type ViolationTier, tiersOn, violationTiers } from '../violation/tier-rules.js';
import { caseClauses } from './case-ground-rules.js';
import { filingMeasures } from './deciding-authority-rules.js';
import type { Decision } from './violation-case.js';

/** The part of a decision that the ladder judges. */
export type LadderChoice = Pick<
  Decision,
  'tier' | 'measures' | 'noSuspensionReason' | 'rectificationDueOn' | 'suspendedTo' | 'outcome'
>;

const rule = (id: LedgerId, code: Uppercase<string>, clauses: Finding['clauses']) =>
  ({ rule: id, force: 'MUST', code, clauses }) as const;

const ladder = rule('VIO-003', 'MEASURE_NOT_ALLOWED_FOR_TIER', caseClauses.serious);
const due = rule('VIO-007', 'RECTIFICATION_DUE_REQUIRED', caseClauses.serious);
const suspension = rule('VIO-003', 'SUSPENSION_REASON_REQUIRED', caseClauses.serious);

/** Measures after which something is left to be put right, and looked at (VIO-007; the first two PR). */
export const rectifiedMeasures: readonly Measure[] = [
  'IMMEDIATE_CORRECTION',
  'ORDER_CORRECTION',
  'TIME_LIMITED_RECTIFICATION',
];

/**
 * VIO-003, VIO-007: a decision against the ladder of the day of the act. MEASURE_NOT_ALLOWED_FOR_TIER for a measure of another
 * tier, MEASURE_REQUIRED for none, RECTIFICATION_DUE_REQUIRED for a time limit without a day to come, and
 * SUSPENSION_REASON_REQUIRED for a serious violation without suspension and without a reason.
 */
export function judgeLadder(choice: LadderChoice, actOn: Day, today: Day): readonly Finding[] {
  const row = tiersOn(actOn).find(({ tier }) => tier === choice.tier);
  if (tiersOn(actOn).length === 0) return [judgeBeforeLadder(choice, actOn)];
  if (!row || choice.tier === null) return [finding(ladder, 'FAIL', '应认定违纪违规档次', { actOn }, ['tier'])];
  const permitted = row.measures.map(({ measure }) => measure);
  return [
    ...judgeMeasures(choice, row.tier, permitted),
    judgeDue(choice, today),
    judgeSuspension(choice),
    judgeSuspensionEnd(choice, today),
  ];
}

/** An act before the ladder: no tier and no measure of it, and in words what was decided. */
function judgeBeforeLadder({ tier, measures, outcome }: LadderChoice, actOn: Day): Finding {
  const facts = { actOn, from: violationTiers[0]!.from };
  if (tier === null && measures.length === 0 && outcome !== null)
    return finding(ladder, 'NOT_APPLICABLE', `${facts.from}前的行为，通知未规定档次和措施`, facts);
  return finding(ladder, 'FAIL', `${facts.from}前的行为不按档次处理，只记载处理结果`, facts, ['tier']);
}

function judgeMeasures(
  { measures }: LadderChoice,
  tier: ViolationTier,
  permitted: readonly Measure[],
): readonly Finding[] {
  const required = rule('VIO-003', 'MEASURE_REQUIRED', ladder.clauses);
  if (measures.length === 0) return [finding(required, 'FAIL', '至少应有一项处理措施', { tier }, ['measures'])];
  const beyond = measures.flatMap((measure, at) => (permitted.includes(measure) ? [] : [{ measure, at }]));
  if (beyond.length === 0) return [finding(ladder, 'PASS', '措施与档次相符', { tier, measures })];
  return beyond.map(({ measure, at }) =>
    finding(ladder, 'FAIL', '该项措施不属于此档次', { tier, measure, permitted }, ['measures', String(at)]),
  );
}

function judgeDue({ measures, rectificationDueOn }: LadderChoice, today: Day): Finding {
  const facts = { rectificationDueOn };
  const path = ['rectificationDueOn'];
  if (rectificationDueOn !== null && rectificationDueOn <= today)
    return finding(due, 'FAIL', '整改期限应在决定之日以后', facts, path);
  if (!measures.includes('TIME_LIMITED_RECTIFICATION')) return finding(due, 'NOT_APPLICABLE', '未责令限期整改', facts);
  return rectificationDueOn === null
    ? finding(due, 'FAIL', '限期整改应载明期限', facts, path)
    : finding(due, 'PASS', '已载明整改期限', facts);
}

function judgeSuspension({ tier, measures, noSuspensionReason }: LadderChoice): Finding {
  if (tier !== 'SERIOUS' || measures.includes('SUSPEND_EVALUATION'))
    return finding(suspension, 'NOT_APPLICABLE', '无需说明未暂停评价的理由');
  return noSuspensionReason === null
    ? finding(suspension, 'FAIL', '严重违纪违规未暂停评价的，应说明理由', { tier }, ['noSuspensionReason'])
    : finding(suspension, 'PASS', '已说明未暂停评价的理由', { tier });
}

/** A suspension ends with the rectification or on a day; without either it would never end (VIO-007, PR). */
function judgeSuspensionEnd({ measures, suspendedTo, rectificationDueOn }: LadderChoice, today: Day): Finding {
  const end = rule('VIO-007', 'SUSPENSION_END_REQUIRED', caseClauses.serious);
  const facts = { suspendedTo, rectificationDueOn };
  if (!measures.includes('SUSPEND_EVALUATION'))
    return suspendedTo === null
      ? finding(end, 'NOT_APPLICABLE', '未暂停评价')
      : finding(end, 'FAIL', '未暂停评价的，不填暂停期限', facts, ['suspendedTo']);
  const hasEnd = suspendedTo !== null || measures.includes('TIME_LIMITED_RECTIFICATION');
  if (hasEnd && (suspendedTo === null || suspendedTo >= today)) return finding(end, 'PASS', '暂停评价有期限', facts);
  return finding(end, 'FAIL', '暂停评价应与限期整改一并作出，或者载明截止日期', facts, ['suspendedTo']);
}

/** VIO-009: a measure that touches a filing names the filing, one of the agency's, under which the act happened. */
export function judgeFilingNamed(
  measures: readonly Measure[],
  filingId: string | null,
  own: readonly string[],
): Finding {
  const named = rule('VIO-009', 'FILING_REQUIRED', caseClauses.ordered);
  if (!measures.some((one) => filingMeasures.includes(one))) return finding(named, 'NOT_APPLICABLE', '不涉及备案');
  return filingId !== null && own.includes(filingId)
    ? finding(named, 'PASS', '已指明备案', { filingId })
    : finding(named, 'FAIL', '应指明行为发生所依据的、该机构的备案', { filingId }, ['filingId']);
}
