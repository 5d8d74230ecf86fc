import { findDistrict } from '@shanghai/kernel';
import { historyPage } from '@shanghai/platform';
import { assessmentTransitions } from '../assessment/assessment-machine.js';
import { resultLabel } from '../assessment/assessment-scale.js';
import type {
  AnnualAssessmentResolvers,
  DueEvaluationResolvers,
  PublishedEvaluationResolvers,
  PublishedAssessmentResolvers,
} from '../generated/resolvers.js';

export const AnnualAssessment = {
  __resolveReference: async ({ id }, { loaders }) => loaders.assessment.load(id),
  id: ({ _id }) => _id,
  agency: ({ agencyId }) => ({ id: agencyId }),
  resultLabel: ({ result }) => resultLabel(result),
  availableActs: ({ status }, _arguments, { caller }) =>
    assessmentTransitions
      .filter(({ by, from }) => from === status && by.some((one) => one === caller.role))
      .map(({ act }) => act),
  history: async ({ _id }, page, { store, loaders }) => {
    const aggregate = `annual-assessment/${_id}`;
    return historyPage(store, aggregate, page, async (first) => loaders.historyStart(first).load(aggregate));
  },
} satisfies AnnualAssessmentResolvers;

export const PublishedAssessment = {
  id: ({ _id }) => _id,
  agency: ({ agencyId }) => ({ id: agencyId }),
  resultLabel: ({ result }) => resultLabel(result),
  // The list holds what is published.
  publishedOn: ({ publishedOn }) => publishedOn!,
} satisfies PublishedAssessmentResolvers;

export const DueEvaluation = {
  filing: ({ filingId }) => ({ id: filingId }),
  agency: ({ agencyId }) => ({ id: agencyId }),
  authority: ({ authority }) => authority?.body ?? null,
  district: ({ authority }) => (authority?.district ? findDistrict(authority.district) : null),
} satisfies DueEvaluationResolvers;

export const PublishedEvaluation = {
  agency: ({ agencyId }) => ({ id: agencyId }),
  authority: ({ authority }) => authority?.body ?? null,
  district: ({ authority }) => (authority?.district ? findDistrict(authority.district) : null),
} satisfies PublishedEvaluationResolvers;
