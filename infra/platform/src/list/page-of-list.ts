import { decodeCursor, encodeCursor, filterHash } from './cursor.js';
import type { Page, PageArguments } from './page.js';
import { DEFAULT_PAGE_SIZE } from './page-size.js';

/**
 * One page of a list that is at hand in full and in order. Its cursors are bound to the filter, and mark places by number:
 * the list of one filter must be the same from page to page.
 * @throws GraphQLError BAD_CURSOR when `after` was not made by this list with this filter
 */
export function pageOfList<Row>({ first, after }: PageArguments, filter: unknown, rows: readonly Row[]): Page<Row> {
  const hash = filterHash(filter);
  const start = after == null ? 0 : Number(decodeCursor(after, hash, 1)[0]) + 1;
  const nodes = rows.slice(start, start + (first ?? DEFAULT_PAGE_SIZE));
  const edges = nodes.map((node, index) => ({ node, cursor: encodeCursor(hash, [start + index]) }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: start + nodes.length < rows.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: rows.length,
  };
}
