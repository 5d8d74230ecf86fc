import { correctAnnualAssessment, publishAnnualAssessment } from '../assessment/acts/publish-annual-assessment.js';
import { recordAnnualAssessment } from '../assessment/acts/record-annual-assessment.js';
import { assessmentResults } from '../assessment/assessment-scale.js';
import { listAssessments, listPublishedAssessments } from '../assessment/list-assessments.js';
import { listPublishedEvaluations } from '../assessment/list-published-evaluations.js';
import { listDueAssessments, listDueEvaluations } from '../assessment/list-due.js';
import type { MutationResolvers, QueryResolvers } from '../generated/resolvers.js';
import { supervisionStatistics } from '../statistics/supervision-statistics.js';
import { given, textOf, yearOf } from './given.js';

/** What is asked of annual assessments and expiry evaluations. */
export const assessmentQueries = {
  assessmentResults: () => assessmentResults,
  annualAssessments: async (_, search, { store, caller }) => listAssessments(store, caller, search),
  annualAssessment: async (_, { id }, { loaders }) => loaders.assessment.load(id),
  assessmentsDue: async (_, { year, ...search }, { store, caller, today }) =>
    listDueAssessments(store, caller, { ...search, year: yearOf(year), today }),
  expiryEvaluationsDue: async (_, { asOf, ...page }, { store, caller, today }) =>
    listDueEvaluations(store, caller, { ...page, asOf: asOf ?? today }),
  publishedEvaluations: async (_, page, { store, today }) => listPublishedEvaluations(store, { ...page, today }),
  supervisionStatistics: async (_, { year }, { store, today }) =>
    supervisionStatistics(store, { year: yearOf(year), today }),
  publishedAssessments: async (_, search, { store }) => listPublishedAssessments(store, search),
} satisfies QueryResolvers;

/** What is done to annual assessments. */
export const assessmentMutations = {
  recordAnnualAssessment: async (_root, { result, opinion, year, ...on }, context) =>
    recordAnnualAssessment(context, {
      ...on,
      year: yearOf(year),
      result: given('result', result),
      opinion: textOf(opinion),
    }),
  correctAnnualAssessment: async (_root, { result, opinion, reason, ...on }, context) =>
    correctAnnualAssessment(context, on, {
      result: given('result', result),
      opinion: textOf(opinion),
      reason: given('reason', reason),
    }),
  publishAnnualAssessment: async (_root, on, context) => publishAnnualAssessment(context, on),
} satisfies MutationResolvers;
