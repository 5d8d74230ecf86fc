import { type Day, isWithin } from '@shanghai/kernel';
import type { Filing } from '../filing/filing.js';
import { filingClauses } from '../filing/filing-ground-rules.js';
import { recordOf } from '../filing/filing-record.js';
import { stateClauses } from '../filing/filing-state-rules.js';
import { isInForce } from '../filing/filing-step-rules.js';
import { adjustmentSince } from '../filing/item-ending-rules.js';
import type { Deadline } from './deadline.js';

/** What falls due by acts on a filing, on a day or after it: the end of a suspension, and of the time to adjust an item. */
export function deadlinesOfActs(filing: Filing, asOf: Day): readonly Deadline[] {
  if (!isInForce(filing.facts, asOf)) return [];
  return [...suspensionEnds(filing, asOf), ...adjustmentsDue(filing)].filter(({ on }) => on >= asOf);
}

function suspensionEnds({ facts }: Filing, asOf: Day): readonly Deadline[] {
  return facts.suspensions.flatMap(({ from, to }): readonly Deadline[] => {
    if (to === null || !isWithin(asOf, from, to)) return [];
    return [
      {
        kind: 'SUSPENSION_ENDS',
        on: to,
        rule: 'FIL-016',
        countedFrom: from,
        passedDays: [],
        explanation: `自${from}起暂停评价，至${to}24时止，有效期不因此延长`,
        clauses: stateClauses.suspended,
      },
    ];
  });
}

function adjustmentsDue(filing: Filing): readonly Deadline[] {
  const record = recordOf(filing);
  return record.notEvaluable
    .filter((one) => one.endedOn === null && adjustmentSince(record, one) === null)
    .map(({ on: countedFrom, dueOn }) => ({
      kind: 'ITEM_ADJUSTMENT_DUE',
      on: dueOn,
      rule: 'FIL-006',
      countedFrom,
      passedDays: [],
      explanation: `备案项目于${countedFrom}登记为不可开展评价，可于${dueOn}24时前申请调整备案职业（工种）`,
      clauses: filingClauses.notEvaluable,
    }));
}
