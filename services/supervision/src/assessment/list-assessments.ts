import { type Caller, type Page, type PageArguments, pageOf, pageQuery } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import type { StoredAssessment } from './annual-assessment.js';
import {
  type AssessmentFilter,
  type Condition,
  assessmentsVisibleTo,
  assessmentsWhere,
  countAssessments,
  findAssessmentPage,
  latestYears,
  publishedFirst,
  publishedIn,
} from './assessment-store.js';

/** One page of assessments; they are counted when the number is asked for. */
export type AssessmentPage = Page<StoredAssessment, () => Promise<number>>;

/** The assessments in the caller's scope, the latest year first. */
export async function listAssessments(
  store: Connection,
  caller: Caller,
  { first, after, ...filter }: AssessmentFilter & PageArguments,
): Promise<AssessmentPage> {
  const conditions = [assessmentsWhere(filter), assessmentsVisibleTo(caller)];
  return listed(
    store,
    { page: { first, after }, order: latestYears, filter: { list: 'assessments', ...filter } },
    conditions,
  );
}

/** The results that were published, the newest first. */
export async function listPublishedAssessments(
  store: Connection,
  { year, first, after }: Pick<AssessmentFilter, 'year'> & PageArguments,
): Promise<AssessmentPage> {
  const filter = { list: 'published assessments', year };
  return listed(store, { page: { first, after }, order: publishedFirst, filter }, [publishedIn(year)]);
}

async function listed(
  store: Connection,
  request: Parameters<typeof pageQuery<StoredAssessment>>[0],
  conditions: readonly Condition[],
): Promise<AssessmentPage> {
  const rows = await findAssessmentPage(store, conditions, pageQuery(request));
  return pageOf(request, rows, async () => countAssessments(store, conditions));
}
