import type { Connection } from 'mongoose';
import { type JournalEntry, entryOf } from './journal-row.js';
import { countRowsOf, listFirstRows, listRowsAfter } from './journal-store.js';

/** Which part of a history is wanted. */
export interface HistoryPage {
  /** So many entries, at most. */
  readonly first: number;
  /** Those after this version; from the beginning when absent. */
  readonly after?: number | undefined;
}

/** The beginning of a history, and how long it is. */
export interface HistoryStart {
  readonly entries: readonly JournalEntry[];
  readonly count: number;
}

/** What was done to an aggregate, from the first act on. */
export async function historyOf(
  connection: Connection,
  aggregate: string,
  { first, after = 0 }: HistoryPage,
): Promise<readonly JournalEntry[]> {
  return (await listRowsAfter(connection, aggregate, after, first)).map(entryOf);
}

/** The first entries of each of many aggregates, with how many there are: two commands, for a loader. */
export async function historiesOf(
  connection: Connection,
  aggregates: readonly string[],
  first: number,
): Promise<ReadonlyMap<string, HistoryStart>> {
  const [rows, counts] = await Promise.all([
    listFirstRows(connection, aggregates, first),
    countRowsOf(connection, aggregates),
  ]);
  const entries = new Map<string, JournalEntry[]>(aggregates.map((aggregate) => [aggregate, []]));
  for (const row of rows) entries.get(row.aggregate)?.push(entryOf(row));
  return new Map(aggregates.map((one) => [one, { entries: entries.get(one)!, count: counts.get(one) ?? 0 }] as const));
}
