import type { Day } from '@shanghai/kernel';
import { ONE_BATCH } from '@shanghai/platform';
import type { ClientSession, Connection } from 'mongoose';
import { casesOf } from '../case/case-store.js';
import { inspectionsOf } from '../inspection/inspection-store.js';

/**
 * How often complaints about each agency were found true since a day: inspections about complaints that found a breach, and cases of a
 * complaint that were decided. A case that such an inspection suggested has another source, so that nothing counts twice. One command;
 * agencies without any are missing.
 */
export async function countUpheldComplaints(
  connection: Connection,
  since: Day,
  session?: ClientSession,
): Promise<ReadonlyMap<string, number>> {
  const decided = { source: 'COMPLAINT', registeredOn: { $gte: since }, 'subject.type': 'AGENCY', tier: { $ne: null } };
  const counted = await inspectionsOf(connection).aggregate<{ readonly _id: string; readonly count: number }>(
    [
      { $match: { plannedOn: { $gte: since }, 'topics.kind': 'COMPLAINT', result: 'BREACH_FOUND' } },
      { $project: { agencyId: 1 } },
      {
        $unionWith: {
          coll: casesOf(connection).collection.collectionName,
          pipeline: [{ $match: decided }, { $project: { agencyId: 1 } }],
        },
      },
      { $group: { _id: '$agencyId', count: { $sum: 1 } } },
    ],
    { batchSize: ONE_BATCH, ...(session && { session }) },
  );
  return new Map(counted.map(({ _id, count }) => [_id, count]));
}
