import { readInstant } from '../clock.js';
import type { JournalEntry } from './journal-row.js';

/** How the fields of an entry are read, without its grounds. `statusIn` tells what a state was called when the act was done. */
export function historyEntryFields(statusIn: (entry: JournalEntry, state: unknown) => string | null) {
  return {
    at: ({ at }: JournalEntry): Date => readInstant(at)!,
    role: ({ caller }: JournalEntry): string => caller.role,
    subject: ({ caller }: JournalEntry): string | null => caller.subject,
    from: (entry: JournalEntry): string | null => statusIn(entry, entry.before),
    to: (entry: JournalEntry): string | null => statusIn(entry, entry.after),
  };
}

/** The status that a state has of its own; null where it has none. */
export function ownStatus(state: unknown): string | null {
  return typeof state === 'object' && state !== null && 'status' in state ? String(state.status) : null;
}
