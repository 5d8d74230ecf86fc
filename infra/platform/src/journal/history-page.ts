import type { Connection } from 'mongoose';
import { decodeCursor, encodeCursor, filterHash } from '../list/cursor.js';
import type { Page, PageArguments } from '../list/page.js';
import { DEFAULT_PAGE_SIZE } from '../list/page-size.js';
import { type HistoryStart, historyOf } from './history.js';
import type { JournalEntry } from './journal-row.js';
import { countRows } from './journal-store.js';

/** One page of what was done to an aggregate; the acts are counted when the number is asked for. */
export type HistoryOfAggregate = Page<JournalEntry, () => Promise<number>>;

/**
 * One page of a history, the oldest act first: one command, or none where a loader has the beginning. Its cursors mark places
 * by version, so that they hold while the history grows.
 * @throws GraphQLError BAD_CURSOR when `after` was not made by the history of this aggregate
 */
export async function historyPage(
  connection: Connection,
  aggregate: string,
  { first, after }: PageArguments,
  beginningOf?: (first: number) => Promise<HistoryStart>,
): Promise<HistoryOfAggregate> {
  const hash = filterHash(['history', aggregate]);
  const size = first ?? DEFAULT_PAGE_SIZE;
  const seen = after == null ? 0 : Number(decodeCursor(after, hash, 1)[0]);
  const beginning = seen === 0 ? await beginningOf?.(size + 1) : undefined;
  const entries = beginning?.entries ?? (await historyOf(connection, aggregate, { first: size + 1, after: seen }));
  const nodes = entries.slice(0, size);
  const edges = nodes.map((node) => ({ node, cursor: encodeCursor(hash, [node.version]) }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: entries.length > nodes.length,
      hasPreviousPage: seen > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: async () => beginning?.count ?? countRows(connection, aggregate),
  };
}
