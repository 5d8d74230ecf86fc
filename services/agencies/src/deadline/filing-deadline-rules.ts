import { type Day, addDays } from '@shanghai/kernel';
import type { AgencyType } from '../agency/agency.js';
import type { FilingFacts, ValidityPeriod } from '../filing/filing.js';
import { filingTermOf, renewalWindow, renewalWindowOf } from '../filing/filing-term-rules.js';
import type { Deadline } from './deadline.js';

/**
 * What falls due for a filing on a day or after it, the nearest first, as known on that day. A filing without a printed
 * validity has no deadlines, one that is terminated has none either, and what was asked for already is no longer due.
 */
export function deadlinesFrom({ type, periods, termination }: FilingFacts, asOf: Day): readonly Deadline[] {
  if (termination && termination.effectiveOn <= asOf) return [];
  return periods.flatMap((period) => deadlinesOf(type, period, asOf)).filter(({ on }) => on >= asOf);
}

function deadlinesOf(type: AgencyType, { from, to, renewal }: ValidityPeriod, asOf: Day): readonly Deadline[] {
  // A request goes on until its decision, and an approval beyond: the filing does not expire by the clock then.
  if (renewal && renewal.requestedOn <= asOf && renewal.decision?.result !== 'REFUSED') return [];
  const { opensOn, closesOn } = renewalWindowOf(to);
  const { rule, isAssumed, clauses } = filingTermOf(type, from);
  const expires: Deadline = {
    kind: 'FILING_EXPIRES',
    on: addDays(to, 1),
    rule,
    countedFrom: from,
    passedDays: [],
    explanation: `备案有效期自${from}起3年${isAssumed ? '（推定）' : ''}，至${to}止，次日起不得开展评价`,
    clauses,
  };
  if (renewal && renewal.requestedOn <= asOf) return [expires];
  return [
    {
      kind: 'RENEWAL_WINDOW_OPENS',
      on: opensOn,
      rule: renewalWindow.rule,
      countedFrom: to,
      passedDays: [],
      explanation: `备案有效期至${to}，期满前三个月自${opensOn}起可书面提出续期备案申请`,
      clauses: renewalWindow.clauses,
    },
    {
      kind: 'RENEWAL_WINDOW_CLOSES',
      on: closesOn,
      rule: renewalWindow.rule,
      countedFrom: to,
      passedDays: [],
      explanation: `备案有效期至${to}，当日24时前未书面提出续期备案申请的，自动终止备案`,
      clauses: renewalWindow.clauses,
    },
    expires,
  ];
}
