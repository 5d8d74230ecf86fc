import type { AgencySupervisionResolvers, EvaluationAgencyResolvers } from '../generated/resolvers.js';
import { superviseAgency, withFacts } from '../territory/supervise-agency.js';

export const EvaluationAgency = {
  // The gateway sends the facts with the id when `supervision` is asked for; without it the id is all that is needed.
  __resolveReference: (agency) => agency,
  supervision: (agency, { asOf }, { today }) => superviseAgency(withFacts(agency), asOf ?? today),
  openCases: async ({ id }, { asOf }, { today, loaders }) => loaders.openCases(asOf ?? today).load(id),
} satisfies EvaluationAgencyResolvers;

export const AgencySupervision = {
  industryAuthorities: async ({ agencyId }, _arguments, { loaders }) =>
    (await loaders.subject.load(agencyId))?.supportedBy ?? null,
} satisfies AgencySupervisionResolvers;
