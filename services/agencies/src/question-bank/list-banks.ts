import type { Order, PageArguments } from '@shanghai/platform';
import type { Context } from '../context.js';
import { type RecordPage, listRecords } from '../record/list-records.js';
import { ownedRows } from '../record/record-store.js';
import { type BankFilter, bankRecords, registeredWhere } from './bank-store.js';
import type { StoredBank } from './question-bank.js';

/** One page of question banks. */
export type BankPage = RecordPage<StoredBank>;

const byName: Order<StoredBank> = [
  { field: 'nameKey', direction: 'asc', of: ({ nameKey }) => nameKey },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** The registered banks in the caller's scope, or those of them that are stale on a day. */
export async function listBanks(context: Context, filter: BankFilter, page: PageArguments): Promise<BankPage> {
  const own = await ownedRows(context.store, context.caller, context.today);
  const bound = { list: 'questionBanks', ...filter, scopes: context.caller.scopes };
  const listing = { order: byName, filter: bound, where: { $and: [registeredWhere(filter), own] } };
  return listRecords(context, bankRecords, listing, page);
}
