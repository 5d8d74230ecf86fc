import { type Day, dayAt, endOfDay } from '@shanghai/kernel';
import { type Order, type PageArguments, pageOf, pageQuery } from '@shanghai/platform';
import type { Context } from '../context.js';
import { deadlinesOfState } from '../deadline/application-deadline-rules.js';
import type { Deadline } from '../deadline/deadline.js';
import { noticePage } from '../pages/notice-page.js';
import type { StoredApplication, SubmittedItem } from './application.js';
import type { ApplicationPage } from './list-applications.js';
import { countNotices, findNotice, findNoticePage } from './notice-store.js';

const newestFirst: Order<StoredApplication> = [
  { field: 'publicity.publishedAt', direction: 'desc', of: ({ publicity }) => publicity!.publishedAt },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** The applications that are publicised on a day, the newest first. Everyone sees all of them. */
export async function listPublicNotices({ store }: Context, asOf: Day, page: PageArguments): Promise<ApplicationPage> {
  const request = { page, order: newestFirst, filter: { list: 'publicNotices', asOf } };
  const running = { asOf, until: endOfDay(asOf) };
  const rows = await findNoticePage(store, running, pageQuery(request));
  return pageOf(request, rows, async () => countNotices(store, running));
}

/** The application of that id if it was ever publicised, else null; for everyone. */
export async function findPublicNotice({ store }: Context, id: string): Promise<StoredApplication | null> {
  return findNotice(store, id);
}

/** Whether objections are taken on a day: from the publication to the last day, unless it was ended before. */
export function isPublicised({ publicity, status, since }: StoredApplication, on: Day): boolean {
  if (!publicity || dayAt(publicity.publishedAt) > on) return false;
  if (publicity.endsOn !== null && publicity.endsOn < on) return false;
  return status === 'PUBLICITY' || dayAt(since) > on;
}

/** What the applicant is to be filed for: the items that have passed (AGY-020). */
export function publicisedItems({ items }: StoredApplication): readonly SubmittedItem[] {
  return items.filter(({ status }) => status === 'PASSED');
}

/** The last day to object and how it came about, also when it is over; null where the calendar does not reach (AGY-023). */
export function endOfPublicity(application: StoredApplication): Deadline | null {
  const { publicity } = application;
  if (!publicity) return null;
  const [ends] = deadlinesOfState({ ...application, status: 'PUBLICITY' }, dayAt(publicity.publishedAt));
  return ends ? { ...ends, application } : null;
}

/** The public notice as a page, as it was on the day of its publication. */
export function pageOfNotice(application: StoredApplication): string {
  const { form, publicity, synthetic } = application;
  const ends = endOfPublicity(application);
  return noticePage({
    applicantName: form.name,
    items: publicisedItems(application),
    publishedOn: dayAt(publicity!.publishedAt),
    endsOn: publicity!.endsOn,
    trace: ends?.passedDays ?? [],
    clauses: ends?.clauses ?? [],
    synthetic,
  });
}
