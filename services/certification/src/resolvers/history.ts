import type { Clause } from '@shanghai/kernel';
import { historyEntryFields, ownStatus } from '@shanghai/platform';
import type { HistoryEntryResolvers } from '../generated/resolvers.js';

export const HistoryEntry = {
  ...historyEntryFields((_entry, state) => ownStatus(state)),
  clauses: ({ grounds }) => grounds as readonly Clause[],
} satisfies HistoryEntryResolvers;
