import { type Day, partsOf } from '@shanghai/kernel';
import type { Connection } from 'mongoose';
import { spanOf } from '../assessment/assessment-rules.js';
import type { CaseStatus } from '../case/violation-case.js';
import { countTallies } from '../tally/tally-store.js';
import type { AgencyType } from '../territory/territorial-limbs.js';
import type { ViolationTier } from '../violation/tier-rules.js';
import type { AgencyCount, CaseCount, ExpiryCount, InspectionCount, SubjectState } from './district-dashboard.js';

/** Of whom and for which day something is counted: of a district or of the city; null counts nothing. */
export interface CountedDay {
  readonly of: string | null;
  readonly today: Day;
}

/** The agencies to supervise on a day, by what they file as and how their filings stand. */
export async function countAgencies(store: Connection, { of, today }: CountedDay): Promise<readonly AgencyCount[]> {
  if (of === null) return [];
  const days = { from: { $lte: today }, to: { $gte: today } };
  const counted = await countTallies(store, { of, kind: 'AGENCY', ...days }, { type: '$first', state: '$second' });
  return counted.map(({ key, count }) => ({
    type: key.type as AgencyType,
    state: key.state as SubjectState,
    count,
  }));
}

/** The filings that stand on a day, by the month of their last day: of a district those it has filed. Without an end none is told. */
export async function countExpiries(store: Connection, { of, today }: CountedDay): Promise<readonly ExpiryCount[]> {
  if (of === null) return [];
  const days = { from: { $lte: today }, to: { $gte: today } };
  const month = { $substrBytes: ['$to', 0, 7] };
  const counted = await countTallies(store, { of, kind: 'FILING', ...days }, { month });
  return counted.map(({ key, count }) => ({ month: key.month, count }));
}

/** The cases of whom, by tier and state, with those whose rectification is overdue. */
export async function countCases(store: Connection, { of, today }: CountedDay): Promise<readonly CaseCount[]> {
  if (of === null) return [];
  const isOverdue = { $and: [{ $gt: ['$to', ''] }, { $lt: ['$to', today] }] };
  const key = { tier: '$first', status: '$second' };
  const counted = await countTallies(store, { of, kind: 'CASE' }, key, isOverdue);
  return counted.map(({ key: { tier, status }, count, meant }) => ({
    tier: tier === '' ? null : (tier as ViolationTier),
    status: status as CaseStatus,
    count,
    overdue: meant,
  }));
}

/** The inspections that were planned for a day of this year: how many are done, and how many were not to be. */
export async function countInspections(store: Connection, { of, today }: CountedDay): Promise<InspectionCount> {
  if (of === null) return { planned: 0, done: 0, cancelled: 0 };
  const { from, to } = spanOf(partsOf(today).year);
  const year = { from: { $gte: from, $lte: to } };
  const counted = await countTallies(store, { of, kind: 'INSPECTION', ...year }, { state: '$first' });
  const having = (state: string) => counted.find(({ key }) => key.state === state)?.count ?? 0;
  return { planned: having('OPEN') + having('DONE'), done: having('DONE'), cancelled: having('CANCELLED') };
}

/** The inspections whose rectification was due before a day and is not accepted. */
export async function countOverdue(store: Connection, { of, today }: CountedDay): Promise<number> {
  if (of === null) return 0;
  const [counted] = await countTallies(store, { of, kind: 'RECTIFICATION', from: { $lt: today } }, { of: '$of' });
  return counted?.count ?? 0;
}
