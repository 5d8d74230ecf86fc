import { decodeCursor, encodeCursor, filterHash } from './cursor.js';
import { afterFilter, type Order, sortOf } from './order.js';
import { DEFAULT_PAGE_SIZE } from './page-size.js';

/** The arguments of every list: forward only. */
export interface PageArguments {
  /** 1 to 100 as the scalar PageSize reads it; 20 when absent. */
  readonly first?: number | null | undefined;
  /** The cursor of the entry before the page. */
  readonly after?: string | null | undefined;
}

/** What is asked of a list: everything that its cursors are bound to. */
export interface PageRequest<Row> {
  readonly page: PageArguments;
  readonly order: Order<Row>;
  /** The list's own arguments, all of them: a cursor of one filter is refused with another. */
  readonly filter: unknown;
}

/** How the store reads a page: `find({ $and: [ownFilter, where] }).sort(sort).limit(limit)`. */
export interface PageQuery {
  readonly where: Record<string, unknown>;
  readonly sort: Record<string, 1 | -1>;
  /** One more than the page has, to know whether another follows. */
  readonly limit: number;
}

export interface Edge<Row> {
  readonly cursor: string;
  readonly node: Row;
}

export interface PageInfo {
  readonly hasNextPage: boolean;
  /** Whether entries stand before the page, which is so on every page that was asked with `after`. */
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** One page of a list, as a Relay connection. */
export interface Page<Row, Total = number> {
  readonly edges: readonly Edge<Row>[];
  readonly nodes: readonly Row[];
  readonly pageInfo: PageInfo;
  readonly totalCount: Total;
}

/**
 * The store query of a page.
 * @throws GraphQLError BAD_CURSOR when `after` was not made by this list with this filter and order
 */
export function pageQuery<Row>({ page, order, filter }: PageRequest<Row>): PageQuery {
  const where =
    page.after == null ? {} : afterFilter(order, decodeCursor(page.after, listHash({ order, filter }), order.length));
  return { where, sort: sortOf(order), limit: sizeOf(page) + 1 };
}

/**
 * The page, from the rows that its query gave. `totalCount` is the number of all entries, or a function that counts them when
 * the field is asked for, which GraphQL calls only then.
 */
export function pageOf<Row, Total = number>(
  request: PageRequest<Row>,
  rows: readonly Row[],
  totalCount: Total,
): Page<Row, Total> {
  const { page, order } = request;
  const hash = listHash(request);
  const nodes = rows.slice(0, sizeOf(page));
  const edges = nodes.map((node) => ({
    node,
    cursor: encodeCursor(
      hash,
      order.map(({ of }) => of(node)),
    ),
  }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: rows.length > nodes.length,
      hasPreviousPage: page.after != null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}

function sizeOf({ first }: PageArguments): number {
  return first ?? DEFAULT_PAGE_SIZE;
}

/** A list's name: its filter, and its order, whose values would mean something else in another. */
function listHash<Row>({ order, filter }: Pick<PageRequest<Row>, 'order' | 'filter'>): string {
  return filterHash([filter ?? null, sortOf(order)]);
}
