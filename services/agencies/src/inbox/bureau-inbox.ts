import { type Day, type DistrictCode, addDays, addMonths } from '@shanghai/kernel';
import { type Order, type PageArguments, pageOf, pageQuery } from '@shanghai/platform';
import { findAgenciesInDistrict } from '../agency/agency-store.js';
import type { StoredApplication } from '../application/application.js';
import { countApplications, findApplicationPage, visibleTo } from '../application/application-store.js';
import type { ApplicationPage } from '../application/list-applications.js';
import type { Context } from '../context.js';
import { deadlinesOfApplication } from '../deadline/application-deadline-rules.js';
import type { Deadline } from '../deadline/deadline.js';
import { deadlinesOfFilings } from '../deadline/filing-deadlines.js';
import type { Filing } from '../filing/filing.js';
import { type DayRange, findFilingsEndingIn } from '../filing/filing-store.js';
import { renewalWindow } from '../filing/filing-term-rules.js';
import { byText } from '../text-order.js';
import { findApplicationsDue, waitingWhere } from './waiting-store.js';

/** 待办 of a bureau on a day. */
export interface BureauInbox {
  readonly asOf: Day;
  /** What falls due on that day or in the days after it, the nearest first; looked up when it is first asked for. */
  readonly due: () => Promise<readonly Deadline[]>;
}

const DAYS = 30;
/** How far a month's last day can lie from the corresponding day. */
const MONTH_ENDS = 3;

const longestWaiting: Order<StoredApplication> = [
  { field: 'since', direction: 'asc', of: ({ since }) => since },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** The inbox of the caller: a district bureau's is that of its district, others see the city. */
export function openInbox(context: Context, asOf: Day, days: number = DAYS): BureauInbox {
  let due: Promise<readonly Deadline[]> | undefined;
  return { asOf, due: () => (due ??= findDue(context, asOf, addDays(asOf, days))) };
}

/** The applications that wait for an act of the caller, the longest waiting first. */
export async function listWaiting(
  { store, caller, loaders }: Context,
  { asOf }: BureauInbox,
  page: PageArguments,
): Promise<ApplicationPage> {
  const filter = { where: waitingWhere(caller, asOf) };
  const request = { page, order: longestWaiting, filter: { list: 'waiting', role: caller.role, asOf } };
  const visible = visibleTo(caller);
  const rows = await findApplicationPage(store, filter, visible, pageQuery(request));
  for (const one of rows) loaders.application.prime(one._id, one);
  return pageOf(request, rows, async () => countApplications(store, filter, visible));
}

async function findDue(context: Context, asOf: Day, last: Day): Promise<readonly Deadline[]> {
  const { store, caller } = context;
  const [filings, applications] = await Promise.all([
    findFilingsEndingIn(store, lastDaysConcerned(asOf, last), [asOf, last]).then((found) =>
      filingsInScope(context, found, asOf),
    ),
    findApplicationsDue(store, asOf, last, visibleTo(caller)),
  ]);
  return [...deadlinesOfFilings(filings, asOf), ...applications.flatMap((one) => deadlinesOfApplication(one, asOf))]
    .filter(({ on }) => on <= last)
    .sort((a, b) => byText(a.on, b.on));
}

/** Where the last day of a period lies when anything of it falls due in these days: the day itself, or the renewal before it. */
function lastDaysConcerned(first: Day, last: Day): readonly DayRange[] {
  const { months } = renewalWindow.length;
  return [
    [addDays(first, -1), last],
    [addDays(addMonths(first, months), -MONTH_ENDS - 1), addDays(addMonths(last, months), MONTH_ENDS)],
  ];
}

/** For a district bureau, the filings of agencies that are registered in its district or have a site in it; else all. */
async function filingsInScope(
  { store, caller, loaders }: Context,
  filings: readonly Filing[],
  asOf: Day,
): Promise<readonly Filing[]> {
  const { district } = caller.scopes;
  if (district === undefined || filings.length === 0) return filings;
  const ids = [...new Set(filings.map(({ agencyId }) => agencyId))];
  const agencies = await findAgenciesInDistrict(store, ids, district as DistrictCode, asOf);
  for (const agency of agencies) loaders.agency.prime(agency._id, agency);
  const own = new Set(agencies.map(({ _id }) => _id));
  return filings.filter(({ agencyId }) => own.has(agencyId));
}
