import type { Day } from '@shanghai/kernel';
import type { Order, PageArguments } from '@shanghai/platform';
import type { Context } from '../context.js';
import { type RecordPage, listRecords } from '../record/list-records.js';
import { personsVisibleTo, personsWhere, registerRecords } from './register-store.js';
import type { RegisterKind, StoredPerson } from './registered-person.js';

/** One page of a register. */
export type RegisterPage = RecordPage<StoredPerson>;

const byNumber: Order<StoredPerson> = [
  { field: 'no', direction: 'asc', of: ({ no }) => no },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** The persons of a register on a day that the caller sees, by their numbers. */
export async function listRegisteredPersons(
  context: Context,
  { kind, asOf }: { readonly kind: RegisterKind; readonly asOf: Day },
  page: PageArguments,
): Promise<RegisterPage> {
  const where = { $and: [personsWhere(kind, asOf), personsVisibleTo(context.caller)] };
  const filter = { list: 'registeredPersons', kind, asOf, scopes: context.caller.scopes };
  return listRecords(context, registerRecords, { order: byNumber, filter, where }, page);
}
