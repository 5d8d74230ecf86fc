import type { Day } from '@shanghai/kernel';
import { type Caller, ONE_BATCH } from '@shanghai/platform';
import { type Connection, trusted } from 'mongoose';
import type { StoredApplication } from '../application/application.js';
import { applicationsOf } from '../application/application-store.js';

/**
 * The condition of what waits for an act of a bureau on a day: for a district, drafts with a site that it has not recommended;
 * for the Centre, what is to be accepted, assessed, receipted or decided; for the Bureau, what is to be consented to.
 */
export function waitingWhere({ role, scopes }: Caller, asOf: Day): Readonly<Record<string, unknown>> {
  if (role === 'DISTRICT_BUREAU') return { districtsToRecommend: scopes['district'] ?? null, status: 'DRAFT' };
  if (role === 'BUREAU') return { status: 'AWAITING_CONSENT' };
  return {
    status: trusted({ $in: ['SUBMITTED', 'ACCEPTED', 'AGENCY_ASSESSMENT', 'PROJECT_ASSESSMENT', 'PUBLICITY'] }),
    $or: [
      { status: trusted({ $ne: 'PUBLICITY' }) },
      { 'publicity.endsOn': trusted({ $lt: asOf }) },
      { 'objections.status': 'OPEN' },
    ],
  };
}

/** The applications in a caller's scope whose project assessment or publicity ends in these days. */
export async function findApplicationsDue(
  connection: Connection,
  first: Day,
  last: Day,
  visible: Readonly<Record<string, unknown>>,
): Promise<StoredApplication[]> {
  const days = trusted({ $gte: first, $lte: last });
  return applicationsOf(connection)
    .find({
      $and: [
        {
          $or: [
            { status: 'PROJECT_ASSESSMENT', projectDueOn: days },
            { status: 'PUBLICITY', 'publicity.endsOn': days },
          ],
        },
        visible,
      ],
    })
    .batchSize(ONE_BATCH)
    .lean<StoredApplication[]>();
}
