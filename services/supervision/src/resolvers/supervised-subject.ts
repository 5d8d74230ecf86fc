import type { SupervisedSubjectResolvers, SupervisionStandingResolvers } from '../generated/resolvers.js';
import { districtsOf, leftOpen } from '../subject/list-subjects.js';
import { missingSubjects } from '../subject/standing-rules.js';
import { shownDistricts } from '../territory/supervise-agency.js';

export const SupervisedSubject = {
  id: ({ subject }) => subject._id,
  agency: ({ subject }) => ({ id: subject._id }),
  // A list holds subjects whose body is known.
  name: ({ subject }) => subject.body!.name,
  type: ({ subject }) => subject.body!.type,
  synthetic: ({ subject }) => subject.body!.synthetic,
  territories: (seen) => shownDistricts(districtsOf(seen)),
  undetermined: (seen) => leftOpen(seen),
  grade: async ({ subject, asOf }, _arguments, { loaders }) =>
    (await loaders.grade(asOf).load(subject))?.row.grade ?? null,
  supervisionGrade: async ({ subject, asOf }, _arguments, { loaders }) => loaders.grade(asOf).load(subject),
  lastInspection: async ({ subject }, _arguments, { loaders }) => loaders.lastInspection.load(subject._id),
  openCases: async ({ subject, asOf }, _arguments, { loaders }) =>
    (await loaders.openCases(asOf).load(subject._id))?.totalCount ?? null,
} satisfies SupervisedSubjectResolvers;

export const SupervisionStanding = {
  undetermined: (standing) => missingSubjects(standing)?.message ?? null,
} satisfies SupervisionStandingResolvers;
