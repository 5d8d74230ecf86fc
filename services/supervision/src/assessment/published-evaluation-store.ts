import type { Day } from '@shanghai/kernel';
import { ONE_BATCH, type Order, type PageQuery } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { subjectsOf } from '../subject/subject-store.js';
import type { PublishedEvaluation } from './published-evaluation.js';

/** What was published last comes first. */
export const evaluationsPublishedFirst: Order<PublishedEvaluation> = [
  { field: 'publishedOn', direction: 'desc', of: ({ publishedOn }) => publishedOn },
  { field: 'filingId', direction: 'asc', of: ({ filingId }) => filingId },
  { field: 'periodTo', direction: 'asc', of: ({ periodTo }) => periodTo },
];

/** The days of publication that are meant: a result whose day is still to come is not public. */
export interface PublishedSpan {
  readonly from: Day;
  readonly to: Day;
}

/** The results that were published within days, page by page. */
export async function findPublishedEvaluations(
  connection: Connection,
  span: PublishedSpan,
  { where, sort, limit }: PageQuery,
): Promise<PublishedEvaluation[]> {
  return subjectsOf(connection).aggregate<PublishedEvaluation>(
    [...stages(span), { $match: where }, { $sort: sort }, { $limit: limit }],
    { batchSize: ONE_BATCH },
  );
}

/** How many results were published within days. */
export async function countPublishedEvaluations(connection: Connection, span: PublishedSpan): Promise<number> {
  const [counted] = await subjectsOf(connection).aggregate<{ readonly count: number }>(
    [...stages(span), { $count: 'count' }],
    { batchSize: ONE_BATCH },
  );
  return counted?.count ?? 0;
}

type Stages = Parameters<ReturnType<typeof subjectsOf>['aggregate']>[0] & object;

function stages({ from, to }: PublishedSpan): Stages {
  const within = { 'filings.expiryEvaluations.publishedOn': { $gte: from, $lte: to } };
  return [
    // By the index of days of publication; a subject whose body is not known is not shown.
    { $match: { ...within, since: { $ne: null } } },
    { $unwind: '$filings' },
    { $unwind: '$filings.expiryEvaluations' },
    { $match: within },
    {
      $project: {
        _id: 0,
        filingId: '$filings.filingId',
        periodTo: '$filings.expiryEvaluations.periodTo',
        result: '$filings.expiryEvaluations.result',
        publishedOn: '$filings.expiryEvaluations.publishedOn',
        authority: '$filings.authority',
        agencyId: '$_id',
        name: '$body.name',
        type: '$body.type',
        synthetic: '$body.synthetic',
      },
    },
  ];
}
