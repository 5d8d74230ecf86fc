import { type Day, addMonths } from '@shanghai/kernel';
import { type Caller, type Page, type PageArguments, pageOf, pageQuery } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import type { SubjectPage } from '../subject/list-subjects.js';
import { byName, countSubjects, findSubjectPage } from '../subject/subject-store.js';
import type { StoredSubject } from '../subject/subject.js';
import type { AgencyType } from '../territory/territorial-limbs.js';
import { evaluationLead, spanOf } from './assessment-rules.js';
import { findAssessedIn } from './assessment-store.js';
import type { DueEvaluation } from './due-evaluation.js';
import { countDueEvaluations, findDueEvaluations, firstToEnd, toAssess } from './due-store.js';

/** Which assessments are due: for a year, of agencies of one type or of all. */
export interface DueAssessments {
  readonly year: number;
  readonly type?: AgencyType | null | undefined;
}

/** The agencies that the caller has to assess for a year and has not, in the order of their names (SPV-010). */
export async function listDueAssessments(
  store: Connection,
  caller: Caller,
  { year, type, today, ...page }: DueAssessments & PageArguments & { readonly today: Day },
): Promise<SubjectPage> {
  const request = { page, order: byName, filter: { list: 'due assessments', year, type } };
  const assessed = await findAssessedIn(store, year);
  const conditions = [toAssess(caller, { year, assessed, type: type ?? null })];
  const rows = await findSubjectPage(store, conditions, pageQuery(request));
  const { edges, nodes, ...rest } = pageOf(request, rows, async () => countSubjects(store, conditions));
  const { to } = spanOf(year);
  const asOf = to < today ? to : today;
  const district = caller.scopes['district'] ?? null;
  const seen = (subject: StoredSubject) => ({ subject, asOf, district });
  return { ...rest, nodes: nodes.map(seen), edges: edges.map(({ cursor, node }) => ({ cursor, node: seen(node) })) };
}

/** One page of evaluations that are due; they are counted when the number is asked for. */
export type DueEvaluationPage = Page<DueEvaluation, () => Promise<number>>;

/** The filings that end within the months of the lead from a day on, and have no expiry evaluation: the first to end first (FIL-011). */
export async function listDueEvaluations(
  store: Connection,
  caller: Caller,
  { asOf, ...page }: { readonly asOf: Day } & PageArguments,
): Promise<DueEvaluationPage> {
  const request = { page, order: firstToEnd, filter: { list: 'due evaluations', asOf } };
  const { months } = evaluationLead.findLast(({ from }) => from <= asOf) ?? evaluationLead[0];
  const ending = { from: asOf, to: addMonths(asOf, months), scopes: caller.scopes };
  const rows = await findDueEvaluations(store, ending, pageQuery(request));
  return pageOf(request, rows, async () => countDueEvaluations(store, ending));
}
