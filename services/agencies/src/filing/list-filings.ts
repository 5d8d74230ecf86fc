import { type Day, type DistrictCode, isWithin } from '@shanghai/kernel';
import {
  type Caller,
  type Order,
  type Page,
  type PageArguments,
  pageOf,
  pageOfList,
  pageQuery,
} from '@shanghai/platform';
import type { Context } from '../context.js';
import { findDifferencesFor } from '../listed-item/catalogue-difference-store.js';
import type { Filing } from './filing.js';
import { type AuthorityInbox, type StoredFiling, countFilingsFor, findFilingPageFor } from './filing-store.js';

/** One page of filings; they are counted at once or when the number is asked for. */
export type FilingPage = Page<Filing, number | (() => Promise<number>)>;

const longestWaiting: Order<StoredFiling> = [
  // Only those that have one are in the list.
  { field: 'authoritySpan.from', direction: 'asc', of: ({ authoritySpan }) => authoritySpan!.from },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** The filings that wait for an act of the caller as their authority on a day, the longest waiting first. */
export async function listWaitingFilings(
  { store, caller, loaders }: Context,
  asOf: Day,
  page: PageArguments,
): Promise<FilingPage> {
  const inbox = inboxOf(caller, asOf);
  const request = { page, order: longestWaiting, filter: { list: 'waitingFilings', ...inbox } };
  const query = pageQuery(request);
  const rows = inbox ? await findFilingPageFor(store, inbox, query) : [];
  for (const one of rows) loaders.filing.prime(one._id, one);
  return pageOf(request, rows, async () => (inbox ? countFilingsFor(store, inbox) : 0));
}

/** The filings of the caller as authority that hold an item which a newer edition no longer lists, as told first. */
export async function listHintedFilings(context: Context, asOf: Day, page: PageArguments): Promise<FilingPage> {
  const { store, caller, loaders } = context;
  const inbox = inboxOf(caller, asOf);
  const told = inbox ? await findDifferencesFor(store, inbox, asOf) : [];
  const items = await Promise.all(told.map(async ({ filedItemId }) => loaders.filedItem.load(filedItemId)));
  const standing = told.filter((_, at) => {
    const item = items[at];
    return item != null && isWithin(asOf, item.standing.from, item.standing.to);
  });
  const ids = [...new Set(standing.map(({ filingId }) => filingId))];
  const filings = await Promise.all(ids.map(async (id) => loaders.filing.load(id)));
  const known = filings.filter((one) => one !== null);
  return pageOfList(page, { list: 'hintedFilings', ...inbox }, known);
}

/** Null for who files nothing. */
function inboxOf({ role, scopes }: Caller, asOf: Day): AuthorityInbox | null {
  if (role === 'CENTRE') return { body: role, district: null, asOf };
  if (role !== 'DISTRICT_BUREAU') return null;
  return { body: role, district: (scopes['district'] ?? null) as DistrictCode | null, asOf };
}
