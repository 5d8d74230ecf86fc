import type { Day } from '@shanghai/kernel';
import { type Caller, ONE_BATCH } from '@shanghai/platform';
import { type Connection, trusted } from 'mongoose';
import type { ApplicationStatus, StoredApplication } from '../application/application.js';
import { applicationsOf } from '../application/application-store.js';

/**
 * The condition of what waits for an act of a bureau on a day: for a district, drafts that it has still to be heard
 * on, what it assesses, and what it has filed and not reported; for the Centre, what is to be
 * accepted, assessed, reviewed, receipted or decided; for the Bureau, what is to be consented to.
 */
export function waitingWhere({ role, scopes }: Caller, asOf: Day): Readonly<Record<string, unknown>> {
  if (role === 'DISTRICT_BUREAU') return waitingInDistrict(scopes['district'] ?? null);
  if (role === 'BUREAU') return { status: 'AWAITING_CONSENT' };
  return {
    status: trusted({ $in: [...ASSESSED, 'CENTRE_REVIEW', 'PUBLICITY'] }),
    $or: [
      { status: trusted({ $in: ASSESSED }), assessingDistrict: null },
      { status: 'CENTRE_REVIEW' },
      { status: 'PUBLICITY', 'publicity.endsOn': trusted({ $lt: asOf }) },
      { status: 'PUBLICITY', 'objections.status': 'OPEN' },
    ],
  };
}

/** The states in which the body that an application was made to has to do something. */
const ASSESSED: readonly ApplicationStatus[] = [
  'SUBMITTED',
  'ACCEPTED',
  'AGENCY_ASSESSMENT',
  'PROJECT_ASSESSMENT',
  'TECHNICAL_ASSESSMENT',
  'PRELIMINARY_OPINION',
];

function waitingInDistrict(district: string | null): Readonly<Record<string, unknown>> {
  return {
    $or: [
      { districtsToRecommend: district, status: 'DRAFT' },
      { assessingDistrict: district, status: trusted({ $in: ASSESSED }) },
      { assessingDistrict: district, status: 'FILED', route: 'DISTRICT_ENTERPRISE', reportedToCentreAt: null },
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
