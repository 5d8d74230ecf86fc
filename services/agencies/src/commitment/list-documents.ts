import type { Order, PageArguments } from '@shanghai/platform';
import type { Context } from '../context.js';
import { type RecordPage, listRecords } from '../record/list-records.js';
import { ownedRows } from '../record/record-store.js';
import { documentRecords } from './commitment-store.js';
import type { StoredDocument } from './signed-document.js';

/** One page of what was signed. */
export type DocumentPage = RecordPage<StoredDocument>;

const byId: Order<StoredDocument> = [{ field: '_id', direction: 'asc', of: ({ _id }) => _id }];

/** What was signed for an agency in the caller's scope. */
export async function listDocuments(context: Context, agencyId: string, page: PageArguments): Promise<DocumentPage> {
  const own = await ownedRows(context.store, context.caller, context.today);
  const filter = { list: 'signedDocuments', agencyId, scopes: context.caller.scopes };
  return listRecords(context, documentRecords, { order: byId, filter, where: { $and: [{ agencyId }, own] } }, page);
}

/** One document by its number, in the caller's scope. */
export async function findDocument({ store, caller, today }: Context, number: string): Promise<StoredDocument | null> {
  const own = await ownedRows(store, caller, today);
  const [found] = await documentRecords.findAll(store, { $and: [{ number }, own] });
  return found ?? null;
}
