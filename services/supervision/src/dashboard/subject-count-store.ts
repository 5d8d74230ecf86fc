import { ONE_BATCH } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { inDistrict, subjectsOf, subjectsWhere } from '../subject/subject-store.js';
import type { AgencyCount, DashboardScope, ExpiryCount } from './district-dashboard.js';

type Stages = Parameters<ReturnType<typeof subjectsOf>['aggregate']>[0] & object;

/** The agencies to supervise on a day, by what they file as and how their filings stand: counted in the store, by an index. */
export async function countAgencies(connection: Connection, scope: DashboardScope): Promise<readonly AgencyCount[]> {
  const { district, today } = scope;
  const counted = await subjectsOf(connection).aggregate<AgencyCount>(
    [
      {
        $match: {
          ...subjectsWhere({ asOf: today }),
          ...(district !== null && inDistrict(district, today)),
        },
      },
      { $project: { _id: 0, type: '$body.type', state: stateOn(today) } },
      { $group: { _id: { type: '$type', state: '$state' }, count: { $sum: 1 } } },
      { $project: { _id: 0, type: '$_id.type', state: '$_id.state', count: 1 } },
      { $sort: { type: 1, state: 1 } },
    ] as Stages,
    { batchSize: ONE_BATCH },
  );
  return counted;
}

/** The filings that stand on a day, by the month of their last day: of a district those it has filed. Without an end none is told. */
export async function countExpiries(connection: Connection, scope: DashboardScope): Promise<readonly ExpiryCount[]> {
  const { district, today } = scope;
  const own = district === null ? {} : { 'authority.body': 'DISTRICT_BUREAU', 'authority.district': district };
  const ownHere = Object.fromEntries(Object.entries(own).map(([field, value]) => [`filings.${field}`, value]));
  const standing = { 'standing.to': { $gte: today }, 'standing.from': { $lte: today } };
  return subjectsOf(connection).aggregate<ExpiryCount>(
    [
      { $match: { filings: { $elemMatch: { ...standing, ...own } } } },
      { $unwind: '$filings' },
      {
        $match: {
          'filings.standing.to': standing['standing.to'],
          'filings.standing.from': standing['standing.from'],
          ...ownHere,
        },
      },
      { $group: { _id: { $substrBytes: ['$filings.standing.to', 0, 7] }, count: { $sum: 1 } } },
      { $project: { _id: 0, month: '$_id', count: 1 } },
      { $sort: { month: 1 } },
    ] as Stages,
    { batchSize: ONE_BATCH },
  );
}

/** How the filings of a subject stand on a day, as an expression: one that is active is enough, then one that is suspended. */
function stateOn(today: string): Readonly<Record<string, unknown>> {
  const covers = (span: string) => ({
    $and: [
      { $lte: [`${span}.from`, today] },
      { $or: [{ $eq: [{ $ifNull: [`${span}.to`, null] }, null] }, { $gte: [`${span}.to`, today] }] },
    ],
  });
  const suspended = {
    $anyElementTrue: [
      { $map: { input: { $ifNull: ['$$filing.facts.suspensions', []] }, as: 'one', in: covers('$$one') } },
    ],
  };
  const states = {
    $map: {
      input: { $filter: { input: '$filings', as: 'filing', cond: covers('$$filing.standing') } },
      as: 'filing',
      in: { $cond: [suspended, 'SUSPENDED', 'ACTIVE'] },
    },
  };
  return {
    $let: {
      vars: { states },
      in: {
        $switch: {
          branches: [
            { case: { $in: ['ACTIVE', '$$states'] }, then: 'ACTIVE' },
            { case: { $in: ['SUSPENDED', '$$states'] }, then: 'SUSPENDED' },
          ],
          default: 'ENDED',
        },
      },
    },
  };
}
