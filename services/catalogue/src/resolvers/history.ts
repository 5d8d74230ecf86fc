import type { Clause } from '@shanghai/kernel';
import { readInstant } from '@shanghai/platform';
import type { HistoryEntryResolvers } from '../generated/resolvers.js';

export const HistoryEntry = {
  at: ({ at }) => readInstant(at)!,
  role: ({ caller }) => caller.role,
  subject: ({ caller }) => caller.subject,
  from: ({ before }) => statusIn(before),
  to: ({ after }) => statusIn(after),
  clauses: ({ grounds }) => grounds as readonly Clause[],
} satisfies HistoryEntryResolvers;

/** A recommendation has a status. */
function statusIn(state: unknown): string | null {
  return typeof state === 'object' && state !== null && 'status' in state ? String(state.status) : null;
}
