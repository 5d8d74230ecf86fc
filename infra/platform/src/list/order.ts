import { trusted } from 'mongoose';
import type { SortValue } from './cursor.js';

/** One field that a list is ordered by. */
export interface SortField<Row> {
  /** Its path in the store. */
  readonly field: string;
  readonly direction: 'asc' | 'desc';
  /** Its value in a row, as it is stored. */
  readonly of: (row: Row) => SortValue;
}

/** The order of a list. The last field is unique, so that every row has a place of its own. */
export type Order<Row> = readonly [SortField<Row>, ...SortField<Row>[]];

/** The order as MongoDB's sort. */
export function sortOf<Row>(order: Order<Row>): Record<string, 1 | -1> {
  return Object.fromEntries(order.map(({ field, direction }) => [field, direction === 'asc' ? 1 : -1]));
}

/**
 * A MongoDB filter for the rows after a place: greater in the first field, or equal in it and greater in the second, and so
 * on. The first field's bound stands alone as well, so that an index can begin there.
 */
export function afterFilter<Row>(order: Order<Row>, values: readonly SortValue[]): Record<string, unknown> {
  const branches = order.map(({ field, direction }, index) => ({
    ...Object.fromEntries(order.slice(0, index).map((equal, at) => [equal.field, values[at]])),
    [field]: beyond(direction, values[index]),
  }));
  if (branches.length === 1) return branches[0]!;
  const [{ field, direction }] = order;
  const bound = trusted(direction === 'asc' ? { $gte: values[0] } : { $lte: values[0] });
  return { $and: [{ [field]: bound }, { $or: branches }] };
}

function beyond(direction: 'asc' | 'desc', value: SortValue | undefined): object {
  return trusted(direction === 'asc' ? { $gt: value } : { $lt: value });
}
