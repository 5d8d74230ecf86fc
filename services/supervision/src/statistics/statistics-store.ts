import type { Day } from '@shanghai/kernel';
import { ONE_BATCH } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { assessmentsOf } from '../assessment/assessment-store.js';
import { inspectionsOf } from '../inspection/inspection-store.js';

/** How often there was a result. */
export interface CountedResult {
  readonly result: string;
  readonly count: number;
}

const byResult = [
  { $group: { _id: '$result', count: { $sum: 1 } } },
  { $project: { _id: 0, result: '$_id', count: 1 } },
] as const;

/** The results of inspections that were published within days. */
export async function countInspectionResults(
  connection: Connection,
  { from, to }: { readonly from: Day; readonly to: Day },
): Promise<readonly CountedResult[]> {
  const published = { $match: { publishedOn: { $gte: from, $lte: to } } };
  return inspectionsOf(connection).aggregate<CountedResult>([published, ...byResult], { batchSize: ONE_BATCH });
}

/** The results of assessments for a year, of those that were published. */
export async function countAssessmentResults(connection: Connection, year: number): Promise<readonly CountedResult[]> {
  const published = { $match: { year, publishedOn: { $gt: '' } } };
  return assessmentsOf(connection).aggregate<CountedResult>([published, ...byResult], { batchSize: ONE_BATCH });
}
