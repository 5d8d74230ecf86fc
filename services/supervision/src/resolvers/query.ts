import type { QueryResolvers } from '../generated/resolvers.js';
import { inspectionKinds, inspectionMethods, inspectionTopics } from '../inspection/inspection-rules.js';
import { supervisionDuties } from '../territory/supervision-duties.js';
import { findSubject, listSubjects } from '../subject/list-subjects.js';
import { subjectStanding } from '../subject/subject-standing.js';
import { tiersOn } from '../violation/tier-rules.js';

export const Query = {
  supervisionDuties: () => supervisionDuties,
  inspectionKinds: () => inspectionKinds,
  inspectionMethods: () => inspectionMethods,
  inspectionTopics: () => inspectionTopics,
  violationTiers: (_, { asOf }, { today }) => tiersOn(asOf ?? today),
  supervisedSubjects: async (_, { asOf, ...search }, { store, caller, today }) =>
    listSubjects(store, caller, { ...search, asOf: asOf ?? today }),
  supervisedSubject: async (_, { id, asOf }, { store, caller, today }) =>
    findSubject(store, caller, { id, asOf: asOf ?? today }),
  supervisionStanding: async (_, _arguments, { store, lag }) => subjectStanding(store, lag),
} satisfies QueryResolvers;
