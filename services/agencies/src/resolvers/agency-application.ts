import { findDistrict } from '@shanghai/kernel';
import { actsOpenTo } from '../application/open-acts.js';
import { deadlinesOfApplication } from '../deadline/application-deadline-rules.js';
import type {
  AgencyApplicationResolvers,
  AgencyAssessmentResolvers,
  ApplicationItemResolvers,
  SiteRecommendationResolvers,
} from '../generated/resolvers.js';
import { historyOfApplication } from './history.js';
import { levelId } from './level.js';

export const AgencyApplication: AgencyApplicationResolvers = {
  __resolveReference: async ({ id }, { loaders }) => loaders.application.load(id),
  id: ({ _id }) => _id,
  applicantName: ({ form }) => form.name,
  agency: async ({ applicantId }, _arguments, { loaders }) => loaders.agency.load(applicantId),
  districtsToRecommend: ({ districtsToRecommend }) => districtsToRecommend.map((code) => findDistrict(code)!),
  round: async ({ roundId }, _arguments, { loaders }) => (roundId === null ? null : loaders.round.load(roundId)),
  agencyAssessment: ({ assessment }) => assessment,
  publicity: (application) => (application.publicity ? application : null),
  filing: async ({ filingId }, _arguments, { loaders }) => (filingId === null ? null : loaders.filing.load(filingId)),
  availableActs: ({ status }, _arguments, { caller }) => actsOpenTo(caller.role, status),
  deadlines: (application, { asOf }, { today }) => deadlinesOfApplication(application, asOf ?? today),
  history: async ({ _id }, page, context) => historyOfApplication(context, _id, page),
};

export const ApplicationItem: ApplicationItemResolvers = {
  item: ({ itemId }) => ({ id: itemId }),
  levels: ({ levels }) => levels.map(levelId),
};

export const AgencyAssessment: AgencyAssessmentResolvers = {
  panelSize: ({ panel }) => panel.length,
  passed: ({ result }) => (result === null ? null : result === 'PASSED'),
};

export const SiteRecommendation: SiteRecommendationResolvers = {
  district: ({ district }) => findDistrict(district)!,
};
