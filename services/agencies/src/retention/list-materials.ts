import type { Order, PageArguments } from '@shanghai/platform';
import type { Context } from '../context.js';
import { type RecordPage, listRecords } from '../record/list-records.js';
import { ownedRows } from '../record/record-store.js';
import type { StoredMaterial } from './material-record.js';
import { type MaterialFilter, keptWhere, materialRecords } from './retention-store.js';

/** One page of materials. */
export type MaterialPage = RecordPage<StoredMaterial>;

const soonest: Order<StoredMaterial> = [
  { field: 'retainUntil', direction: 'asc', of: ({ retainUntil }) => retainUntil },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** What an agency in the caller's scope keeps, what may go first at the head. */
export async function listMaterials(
  context: Context,
  filter: MaterialFilter,
  page: PageArguments,
): Promise<MaterialPage> {
  const own = await ownedRows(context.store, context.caller, context.today);
  const bound = { list: 'materials', ...filter, scopes: context.caller.scopes };
  const listing = { order: soonest, filter: bound, where: { $and: [keptWhere(filter), own] } };
  return listRecords(context, materialRecords, listing, page);
}
