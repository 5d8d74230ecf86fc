import { type Day, type Finding, addDays, finding } from '@shanghai/kernel';
import type { Filing, FilingFacts, ValidityPeriod } from './filing.js';
import { filingClauses } from './filing-ground-rules.js';
import { recordOf } from './filing-record.js';
import { type RenewalReading, renewalDaysOf, renewalReadingOn, validToOf } from './filing-term-rules.js';

/** 备案期满评估 before a renewal is approved (FIL-011): a remark, since no notice links the two (PR). */
export const expiryEvaluationRule = {
  rule: 'FIL-011',
  force: 'INFO',
  code: 'EXPIRY_EVALUATION_MISSING',
  clauses: filingClauses.expiryEvaluation,
} as const;

/** Whether renewal can be asked for on a day (FIL-005): RENEWAL_WINDOW_NOT_OPEN with the first day, or RENEWAL_LATE. */
export function judgeRenewalRequest(
  { periods }: Pick<FilingFacts, 'periods'>,
  on: Day,
  reading: RenewalReading = renewalReadingOn(on),
): Finding {
  const period = periods.at(-1)!;
  const { opensOn, closesOn } = renewalDaysOf(period, reading);
  const { rule, clauses } = reading;
  const facts = { validTo: period.to, opensOn, closesOn };
  if (on < opensOn)
    return finding(
      { rule, force: 'MUST', code: 'RENEWAL_WINDOW_NOT_OPEN', clauses },
      'FAIL',
      `备案有效期至${period.to}，自${opensOn}起可提出续期备案申请`,
      facts,
    );
  const late = { rule, force: 'MUST', code: 'RENEWAL_LATE', clauses } as const;
  return on > closesOn
    ? finding(late, 'FAIL', `续期备案申请应于${closesOn}24时前书面提出`, facts)
    : finding(late, 'PASS', `在续期申请期内，至${closesOn}24时止`, facts);
}

/** Whether the period that is renewed was evaluated (FIL-011). The authority may go on without. */
export function remarkOnEvaluation(filing: Filing): Finding {
  const periodTo = filing.facts.periods.at(-1)!.to;
  const isEvaluated = recordOf(filing).expiryEvaluations.some((one) => one.periodTo === periodTo);
  return isEvaluated
    ? finding(expiryEvaluationRule, 'PASS', '已开展备案期满评估', { periodTo })
    : finding(expiryEvaluationRule, 'FAIL', `没有截至${periodTo}的备案期满评估记录`, { periodTo });
}

/** The facts with a request to renew the last period. */
export function withRequest(facts: FilingFacts, on: Day): FilingFacts {
  return withLastPeriod(facts, (last) => [{ ...last, renewal: { requestedOn: on, decision: null } }]);
}

/** The facts with the request decided. What is approved begins the day after the last one, however late the decision (PR). */
export function withDecision(facts: FilingFacts, result: 'APPROVED' | 'REFUSED', on: Day): FilingFacts {
  return withLastPeriod(facts, (last) => {
    const decided = { ...last, renewal: { ...last.renewal!, decision: { result, on } } };
    const from = addDays(last.to, 1);
    return result === 'REFUSED' ? [decided] : [decided, { from, to: validToOf(facts.type, from), renewal: null }];
  });
}

function withLastPeriod(facts: FilingFacts, change: (last: ValidityPeriod) => readonly ValidityPeriod[]): FilingFacts {
  return { ...facts, periods: [...facts.periods.slice(0, -1), ...change(facts.periods.at(-1)!)] };
}
