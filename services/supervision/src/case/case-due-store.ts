import type { Day } from '@shanghai/kernel';
import { ONE_BATCH } from '@shanghai/platform';
import { type Connection, trusted } from 'mongoose';
import type { ViolationTier } from '../violation/tier-rules.js';
import { type Condition, casesOf, isOverdueOn } from './case-store.js';
import type { StoredCase } from './violation-case.js';

/** How many cases of an agency were open on a day, by tier; null for what is not decided. */
export interface OpenCaseCount {
  readonly agencyId: string;
  readonly tier: ViolationTier | null;
  readonly count: number;
}

/** The open cases against agencies themselves on a day, counted by agency and tier, as far as the condition lets through. */
export async function countOpenCases(
  connection: Connection,
  agencyIds: readonly string[],
  visible: Condition,
  on: Day,
): Promise<OpenCaseCount[]> {
  const rows = await casesOf(connection)
    .find(
      {
        $and: [
          { agencyId: trusted({ $in: agencyIds }), 'subject.type': 'AGENCY', registeredOn: trusted({ $lte: on }) },
          { $or: [{ endedOn: null }, { endedOn: trusted({ $gt: on }) }] },
          visible,
        ],
      },
      { agencyId: 1, tier: 1 },
    )
    .batchSize(ONE_BATCH)
    .lean<Pick<StoredCase, 'agencyId' | 'tier'>[]>();
  const counts = new Map<string, OpenCaseCount>();
  for (const { agencyId, tier } of rows) {
    const key = JSON.stringify([agencyId, tier]);
    counts.set(key, { agencyId: agencyId!, tier, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

/** Up to so many cases whose rectification should have been done before a day, and of which nobody was told. */
export async function findOverdueCases(connection: Connection, on: Day, limit: number): Promise<string[]> {
  const found = await casesOf(connection)
    .find({ ...isOverdueOn(on), 'rectification.overdueToldAt': null })
    .sort({ rectificationDueOn: 1 })
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean<StoredCase[]>();
  return found.map(({ _id }) => _id);
}

/** Up to so many cases with an effect that should have come by an instant, and of which nobody was told. */
export async function findMissingEffects(connection: Connection, now: Date, limit: number): Promise<string[]> {
  const found = await casesOf(connection)
    .find({ effectDueAt: trusted({ $ne: null, $lte: now }) }, { _id: 1 })
    .sort({ effectDueAt: 1 })
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean<Pick<StoredCase, '_id'>[]>();
  return found.map(({ _id }) => _id);
}
