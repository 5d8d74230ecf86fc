import type { Caller } from '@shanghai/platform';
import { ONE_BATCH } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { assessingLimbs, spanOf } from '../assessment/assessment-rules.js';
import { subjectsOf } from '../subject/subject-store.js';
import type { StoredSubject } from '../subject/subject.js';

/** What an inbox reads of a subject: its name, and on what it turns whether it is to assess for a year. */
export interface InboxSubject extends Pick<StoredSubject, '_id' | 'scope'> {
  readonly name: string | null;
  readonly filings: readonly Pick<StoredSubject['filings'][number], 'standing'>[];
  /** Those of the year. */
  readonly assessments: readonly unknown[];
}

/** The subjects of these ids with those that may be to assess for a year by a scope, each with its assessments of it: one command. */
export async function findInboxSubjects(
  connection: Connection,
  { scopes }: Pick<Caller, 'scopes'>,
  { ids, year }: { readonly ids: readonly string[]; readonly year: number },
): Promise<readonly InboxSubject[]> {
  const { from, to } = spanOf(year);
  const { district } = scopes;
  const own = { district, limb: { $in: assessingLimbs }, from: { $lte: to }, to: { $not: { $lt: from } } };
  const toAssess = {
    nameKey: { $gte: '' },
    since: { $ne: null, $lte: to },
    ...(district !== undefined && { scope: { $elemMatch: own } }),
  };
  return subjectsOf(connection).aggregate<InboxSubject>(
    [
      { $match: { $or: [{ _id: { $in: ids } }, toAssess] } },
      {
        $lookup: {
          ...{ from: 'annualAssessments', localField: '_id', foreignField: 'agencyId', as: 'assessments' },
          pipeline: [{ $match: { year } }, { $project: { _id: 1 } }],
        },
      },
      { $project: { name: '$body.name', scope: 1, 'filings.standing': 1, assessments: 1 } },
    ],
    { batchSize: ONE_BATCH },
  );
}
