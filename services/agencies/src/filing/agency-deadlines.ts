import type { Day } from '@shanghai/kernel';
import { byText } from '../text-order.js';
import { type Deadline, deadlinesFrom } from './deadline-rules.js';
import type { Filing } from './filing.js';

/** A deadline with the filing it is of. */
export interface FilingDeadline extends Deadline {
  readonly filing: Filing;
}

/** What falls due for any of the filings, the nearest first. */
export function deadlinesOfFilings(filings: readonly Filing[], asOf: Day): readonly FilingDeadline[] {
  return filings
    .filter(({ standing }) => standing.from <= asOf)
    .flatMap((filing) => deadlinesFrom(filing.facts, asOf).map((deadline) => ({ ...deadline, filing })))
    .sort((a, b) => byText(a.on, b.on));
}
