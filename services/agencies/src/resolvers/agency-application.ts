import { findDistrict, levelId } from '@shanghai/kernel';
import { actsOpenTo } from '../application/open-acts.js';
import { deadlinesOfApplication } from '../deadline/application-deadline-rules.js';
import type {
  AgencyApplicationResolvers,
  AgencyAssessmentResolvers,
  ApplicationConsentResolvers,
  ApplicationItemResolvers,
  SiteRecommendationResolvers,
  TechnicalAssessmentResolvers,
} from '../generated/resolvers.js';
import { historyOfApplication } from './history.js';

export const AgencyApplication: AgencyApplicationResolvers = {
  __resolveReference: async ({ id }, { loaders }) => loaders.application.load(id),
  id: ({ _id }) => _id,
  applicantName: ({ form }) => form.name,
  agency: async ({ applicantId }, _arguments, { loaders }) => loaders.agency.load(applicantId),
  districtsToRecommend: ({ districtsToRecommend }) => districtsToRecommend.map((code) => findDistrict(code)!),
  round: async ({ roundId }, _arguments, { loaders }) => (roundId === null ? null : loaders.round.load(roundId)),
  agencyAssessment: ({ assessment }) => assessment,
  reviewedAt: ({ centreReview }) => centreReview?.at ?? null,
  publicity: (application) => (application.publicity ? application : null),
  filing: async ({ filingId }, _arguments, { loaders }) => (filingId === null ? null : loaders.filing.load(filingId)),
  availableActs: (application, _arguments, { caller }) => actsOpenTo(caller, application),
  deadlines: (application, { asOf }, { today }) => deadlinesOfApplication(application, asOf ?? today),
  history: async ({ _id }, page, context) => historyOfApplication(context, _id, page),
};

export const ApplicationItem: ApplicationItemResolvers = {
  item: ({ itemId, source }) => (source === 'CATALOGUE' ? { id: itemId } : null),
  mapping: ({ itemId, source }) => (source === 'COMPARISON' ? { id: itemId } : null),
  levels: ({ levels, topGrades }) => [...levels.map(levelId), ...topGrades],
};

export const AgencyAssessment: AgencyAssessmentResolvers = {
  panelSize: ({ panel }) => panel.length,
  passed: ({ result }) => (result === null ? null : result === 'PASSED'),
};

export const ApplicationConsent: ApplicationConsentResolvers = {
  district: ({ district }) => (district === null ? null : findDistrict(district)),
};

export const TechnicalAssessment: TechnicalAssessmentResolvers = {
  panelSize: ({ panel }) => panel.length,
  passed: ({ result }) => (result === null ? null : result === 'PASSED'),
};

export const SiteRecommendation: SiteRecommendationResolvers = {
  district: ({ district }) => findDistrict(district)!,
};
