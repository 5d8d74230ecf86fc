import type { Day } from '@shanghai/kernel';
import { type Caller, ONE_BATCH, type Order, type PageQuery, rowsOf } from '@shanghai/platform';
import { type Connection, trusted } from 'mongoose';
import { subjectsOf } from '../subject/subject-store.js';
import type { AgencyType } from '../territory/territorial-limbs.js';
import { assessingLimbs, spanOf } from './assessment-rules.js';
import type { Condition } from './assessment-store.js';
import type { DueEvaluation } from './due-evaluation.js';

/** The subjects that a caller has to assess for a year, but for those that are assessed. */
export function toAssess(
  { scopes }: Pick<Caller, 'scopes'>,
  {
    year,
    assessed,
    type,
  }: { readonly year: number; readonly assessed: readonly string[]; readonly type: AgencyType | null },
): Condition {
  const { from, to } = spanOf(year);
  const inYear = { from: { $lte: to }, to: { $not: { $lt: from } } };
  const filed = { 'standing.from': { $lte: to }, 'standing.to': { $not: { $lt: from } } };
  const { district, ...others } = scopes;
  return {
    nameKey: trusted({ $gte: '' }),
    since: trusted({ $ne: null, $lte: to }),
    filings: trusted({ $elemMatch: filed }),
    _id: trusted({ $nin: assessed }),
    ...(type !== null && { 'body.type': type }),
    ...(district !== undefined && {
      scope: trusted({ $elemMatch: { district, limb: { $in: assessingLimbs }, ...inYear } }),
    }),
    // No other scope has anything to assess.
    ...(Object.keys(others).length > 0 && rowsOf({ scopes: others }, {})),
  };
}

/** The first to end comes first. */
export const firstToEnd: Order<DueEvaluation> = [
  { field: 'periodTo', direction: 'asc', of: ({ periodTo }) => periodTo },
  { field: 'filingId', direction: 'asc', of: ({ filingId }) => filingId },
];

/** Which filings end within days, of those in a caller's scope: a district bureau's are those that it has filed. */
export interface EndingFilings {
  readonly from: Day;
  readonly to: Day;
  readonly scopes: Caller['scopes'];
}

/** The filings whose last period ends within days and has no evaluation yet, page by page. */
export async function findDueEvaluations(
  connection: Connection,
  ending: EndingFilings,
  { where, sort, limit }: PageQuery,
): Promise<DueEvaluation[]> {
  return subjectsOf(connection).aggregate<DueEvaluation>(
    [...dueStages(ending), { $match: where }, { $sort: sort }, { $limit: limit }],
    { batchSize: ONE_BATCH },
  );
}

/** How many such filings there are. */
export async function countDueEvaluations(connection: Connection, ending: EndingFilings): Promise<number> {
  const [counted] = await subjectsOf(connection).aggregate<{ readonly count: number }>(
    [...dueStages(ending), { $count: 'count' }],
    { batchSize: ONE_BATCH },
  );
  return counted?.count ?? 0;
}

type Stages = Parameters<ReturnType<typeof subjectsOf>['aggregate']>[0] & object;

function dueStages({ from, to, scopes }: EndingFilings): Stages {
  const { district, agency, ...others } = scopes;
  const within = { 'standing.to': { $gte: from, $lte: to } };
  const own = district === undefined ? {} : { 'authority.body': 'DISTRICT_BUREAU', 'authority.district': district };
  const filing = `$filings`;
  return [
    {
      $match: {
        // By the index of last days; the agency's own, where one asks.
        filings: { $elemMatch: { ...within, ...own } },
        ...(agency !== undefined && { _id: agency }),
        ...(Object.keys(others).length > 0 && { _id: { $in: [] } }),
        since: { $ne: null },
      },
    },
    { $unwind: filing },
    {
      $match: {
        'filings.standing.to': within['standing.to'],
        ...(district !== undefined && {
          'filings.authority.body': 'DISTRICT_BUREAU',
          'filings.authority.district': district,
        }),
        'filings.facts.termination': null,
        $expr: {
          $and: [
            // A suspension or a termination changes the standing; only a period that runs out is evaluated.
            { $eq: ['$filings.standing.to', { $last: '$filings.facts.periods.to' }] },
            { $not: { $in: ['$filings.standing.to', { $ifNull: ['$filings.expiryEvaluations.periodTo', []] }] } },
          ],
        },
      },
    },
    {
      $project: {
        _id: 0,
        filingId: '$filings.filingId',
        periodTo: '$filings.standing.to',
        authority: '$filings.authority',
        agencyId: '$_id',
        name: '$body.name',
        type: '$body.type',
        synthetic: '$body.synthetic',
      },
    },
  ];
}
