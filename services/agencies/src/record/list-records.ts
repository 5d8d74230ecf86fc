import { type Order, type Page, type PageArguments, pageOf, pageQuery } from '@shanghai/platform';
import type { Context } from '../context.js';
import type { RecordStore, StoredRecord, Where } from './record-store.js';

/** One page of records; they are counted when the number is asked for. */
export type RecordPage<Row> = Page<Row, () => Promise<number>>;

/** What is asked of a list of records: what its cursors are bound to, and what the store is asked. */
export interface RecordListing<Row> {
  readonly order: Order<Row>;
  /** The list's own arguments and name: a cursor of one is refused with another. */
  readonly filter: unknown;
  readonly where: Where;
}

/** A page of records in an order. */
export async function listRecords<Row extends StoredRecord>(
  { store }: Pick<Context, 'store'>,
  records: RecordStore<Row>,
  { order, filter, where }: RecordListing<Row>,
  page: PageArguments,
): Promise<RecordPage<Row>> {
  const request = { page, order, filter };
  const rows = await records.findPage(store, where, pageQuery(request));
  return pageOf(request, rows, async () => records.count(store, where));
}
