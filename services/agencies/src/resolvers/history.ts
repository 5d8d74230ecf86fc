import { type Clause, dayAt } from '@shanghai/kernel';
import {
  type HistoryOfAggregate,
  type JournalEntry,
  type PageArguments,
  historyEntryFields,
  historyPage,
  ownStatus,
  readInstant,
} from '@shanghai/platform';
import type { Context } from '../context.js';
import type { HistoryEntryResolvers } from '../generated/resolvers.js';
import type { FilingFacts } from '../filing/filing.js';
import { stateOn } from '../filing/filing-state-rules.js';
import { siteStatusOn } from '../site/site-stay-rules.js';
import type { Site } from '../site/site.js';

export const HistoryEntry: HistoryEntryResolvers = {
  ...historyEntryFields(statusIn),
  clauses: ({ grounds }) => grounds as readonly Clause[],
};

/** What was done to an application. */
export async function historyOfApplication(
  context: Context,
  id: string,
  page: PageArguments,
): Promise<HistoryOfAggregate> {
  return historyOf(context, `application/${id}`, page);
}

/** What was done to a filing. */
export async function historyOfFiling(context: Context, id: string, page: PageArguments): Promise<HistoryOfAggregate> {
  return historyOf(context, `filing/${id}`, page);
}

/** What was done to a site. */
export async function historyOfSite(context: Context, id: string, page: PageArguments): Promise<HistoryOfAggregate> {
  return historyOf(context, `site/${id}`, page);
}

/** What was done to a round. */
export async function historyOfRound(context: Context, id: string, page: PageArguments): Promise<HistoryOfAggregate> {
  return historyOf(context, `round/${id}`, page);
}

/** What was done to an aggregate, by its kind and id. */
export async function historyOf({ store, loaders }: Context, aggregate: string, page: PageArguments) {
  return historyPage(store, aggregate, page, async (first) => loaders.historyStart(first).load(aggregate));
}

/** An application has its status, a filing and a site the one that their facts give on the day, a round none. */
function statusIn({ at }: JournalEntry, state: unknown): string | null {
  const status = ownStatus(state);
  if (status !== null || typeof state !== 'object' || state === null) return status;
  const on = dayAt(readInstant(at)!);
  if ('address' in state) return siteStatusOn(state as Site, on);
  return 'facts' in state ? (stateOn(state.facts as FilingFacts, on)?.status ?? null) : null;
}
