import type { SupervisedSubjectResolvers, SupervisionStandingResolvers } from '../generated/resolvers.js';
import { districtsOf, leftOpen } from '../subject/list-subjects.js';
import { territorialFactsOf } from '../subject/subject-rules.js';
import { missingSubjects } from '../subject/standing-rules.js';
import { shownDistricts } from '../territory/supervise-agency.js';

export const SupervisedSubject = {
  id: ({ subject }) => subject._id,
  // A list holds subjects whose body is known.
  agency: ({ subject }) => {
    const { type, ...supervisionFacts } = territorialFactsOf(subject)!;
    return { id: subject._id, type, supervisionFacts };
  },
  name: ({ subject }) => subject.body!.name,
  type: ({ subject }) => subject.body!.type,
  synthetic: ({ subject }) => subject.body!.synthetic,
  territories: (seen) => shownDistricts(districtsOf(seen)),
  undetermined: (seen) => leftOpen(seen),
  grade: () => null,
  openCases: () => null,
} satisfies SupervisedSubjectResolvers;

export const SupervisionStanding = {
  undetermined: (standing) => missingSubjects(standing)?.message ?? null,
} satisfies SupervisionStandingResolvers;
