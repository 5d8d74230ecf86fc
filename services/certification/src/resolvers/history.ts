import type { Clause } from '@shanghai/kernel';
import {
  type HistoryOfAggregate,
  type PageArguments,
  historyEntryFields,
  historyPage,
  ownStatus,
} from '@shanghai/platform';
import type { Context } from '../context.js';
import type { HistoryEntryResolvers } from '../generated/resolvers.js';

export const HistoryEntry = {
  ...historyEntryFields((_entry, state) => ownStatus(state)),
  clauses: ({ grounds }) => grounds as readonly Clause[],
} satisfies HistoryEntryResolvers;

/** What was done to an aggregate, by its kind and id. */
export async function historyOf(
  { store, loaders }: Context,
  aggregate: string,
  page: PageArguments,
): Promise<HistoryOfAggregate> {
  return historyPage(store, aggregate, page, async (first) => loaders.historyStart(first).load(aggregate));
}
