import { type Day, partsOf } from '@shanghai/kernel';
import { type Caller, ONE_BATCH } from '@shanghai/platform';
import { type Connection, trusted } from 'mongoose';
import { casesOf, casesVisibleTo, casesWhere } from '../case/case-store.js';
import { inspectionsOf, inspectionsVisibleTo } from '../inspection/inspection-store.js';
import { spanOf } from '../assessment/assessment-rules.js';
import type { CaseCount, InspectionCount } from './district-dashboard.js';

type Scoped = Pick<Caller, 'scopes'>;

/** The cases that a scope sees, by tier and state, with those that are overdue. */
export async function countCasesByState(
  connection: Connection,
  scoped: Scoped,
  today: Day,
): Promise<readonly CaseCount[]> {
  const isOverdue = {
    $and: [
      { $eq: ['$status', 'RECTIFYING'] },
      { $gt: ['$rectificationDueOn', null] },
      { $lt: ['$rectificationDueOn', today] },
    ],
  };
  return casesOf(connection).aggregate<CaseCount>(
    [
      { $match: { $and: [casesWhere({}), casesVisibleTo(scoped)] } },
      {
        $group: {
          _id: { tier: '$tier', status: '$status' },
          count: { $sum: 1 },
          overdue: { $sum: { $cond: [isOverdue, 1, 0] } },
        },
      },
      { $project: { _id: 0, tier: '$_id.tier', status: '$_id.status', count: 1, overdue: 1 } },
      { $sort: { tier: 1, status: 1 } },
    ],
    { batchSize: ONE_BATCH },
  );
}

/** The inspections that a scope sees and that were planned for a day of this year: how many are done, and how many were not to be. */
export async function countInspectionsOfYear(
  connection: Connection,
  scoped: Scoped,
  today: Day,
): Promise<InspectionCount> {
  const { from, to } = spanOf(partsOf(today).year);
  const [counted] = await inspectionsOf(connection).aggregate<InspectionCount>(
    [
      { $match: { $and: [{ plannedOn: { $gte: from, $lte: to } }, inspectionsVisibleTo(scoped)] } },
      {
        $group: {
          _id: null,
          all: { $sum: 1 },
          cancelled: { $sum: { $cond: [{ $eq: ['$status', 'CANCELLED'] }, 1, 0] } },
          done: { $sum: { $cond: [{ $gt: ['$finishedAt', null] }, 1, 0] } },
        },
      },
      { $project: { _id: 0, planned: { $subtract: ['$all', '$cancelled'] }, done: 1, cancelled: 1 } },
    ],
    { batchSize: ONE_BATCH },
  );
  return counted ?? { planned: 0, done: 0, cancelled: 0 };
}

/** The inspections that a scope sees whose rectification was due before a day and is not accepted. */
export async function countOverdueInspections(connection: Connection, scoped: Scoped, today: Day): Promise<number> {
  return inspectionsOf(connection).countDocuments({
    $and: [
      { status: 'RECTIFICATION', 'rectification.dueOn': trusted({ $gt: '', $lt: today }) },
      inspectionsVisibleTo(scoped),
    ],
  });
}
