import type { Day } from '@shanghai/kernel';
import { ONE_BATCH, type PageQuery } from '@shanghai/platform';
import { type Connection, trusted } from 'mongoose';
import type { StoredApplication } from './application.js';
import { applicationsOf } from './application-store.js';

/** When a public notice runs: on a day, which ends at an instant. */
export interface NoticeFilter {
  readonly asOf: Day;
  readonly until: Date;
}

/** The applications that are publicised on a day; whoever asks. */
export async function findNoticePage(
  connection: Connection,
  filter: NoticeFilter,
  { where, sort, limit }: PageQuery,
): Promise<StoredApplication[]> {
  return applicationsOf(connection)
    .find({ $and: [noticesWhere(filter), where] })
    .sort(sort)
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean<StoredApplication[]>();
}

export async function countNotices(connection: Connection, filter: NoticeFilter): Promise<number> {
  return applicationsOf(connection).countDocuments(noticesWhere(filter));
}

/** The application of that id if it was ever publicised, whoever asks. */
export async function findNotice(connection: Connection, id: string): Promise<StoredApplication | null> {
  return applicationsOf(connection)
    .findOne({ _id: id, publicity: trusted({ $ne: null }) })
    .lean<StoredApplication | null>();
}

function noticesWhere({ asOf, until }: NoticeFilter): Record<string, unknown> {
  return {
    'publicity.publishedAt': trusted({ $lt: until }),
    $and: [
      { $or: [{ 'publicity.endsOn': trusted({ $gte: asOf }) }, { 'publicity.endsOn': null }] },
      // What it became later does not change what was publicised on the day.
      { $or: [{ status: 'PUBLICITY' }, { since: trusted({ $gte: until }) }] },
    ],
  };
}
