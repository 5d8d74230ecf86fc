import type { Day } from '@shanghai/kernel';
import { byText } from '../text-order.js';
import type { Filing } from '../filing/filing.js';
import type { Deadline } from './deadline.js';
import { deadlinesFrom } from './filing-deadline-rules.js';
import { deadlinesOfActs } from './filing-act-deadline-rules.js';

/** What falls due for any of the filings, the nearest first. */
export function deadlinesOfFilings(filings: readonly Filing[], asOf: Day): readonly Deadline[] {
  return filings
    .filter(({ standing }) => standing.from <= asOf)
    .flatMap((filing) =>
      [...deadlinesFrom(filing.facts, asOf), ...deadlinesOfActs(filing, asOf)].map((deadline) => ({
        ...deadline,
        filing,
      })),
    )
    .sort((a, b) => byText(a.on, b.on));
}
