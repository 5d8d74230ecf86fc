import { type Role, findDistrict } from '@shanghai/kernel';
import { historyPage } from '@shanghai/platform';
import type {
  InspectedSubjectResolvers,
  InspectionDueResolvers,
  InspectionLeadResolvers,
  InspectionRectificationResolvers,
  InspectionResolvers,
  PublishedInspectionResolvers,
} from '../generated/resolvers.js';
import { inspectionActsOpenTo } from '../inspection/inspection-machine.js';

export const Inspection = {
  __resolveReference: async ({ id }, { loaders }) => loaders.inspection.load(id),
  id: ({ _id }) => _id,
  draw: async ({ drawId }, _arguments, { loaders }) => (drawId === null ? null : loaders.draw.load(drawId)),
  caseOpinion: ({ suggestion }) => suggestion?.opinion ?? null,
  caseId: ({ suggestion }) => suggestion?.caseId ?? null,
  availableActs: ({ status }, _arguments, { caller }) => inspectionActsOpenTo(caller.role, status),
  history: async ({ _id }, page, { store, loaders }) => {
    const aggregate = `inspection/${_id}`;
    return historyPage(store, aggregate, page, async (first) => loaders.historyStart(first).load(aggregate));
  },
} satisfies InspectionResolvers;

export const InspectedSubject = {
  agency: ({ agencyId }) => (agencyId === null ? null : { id: agencyId }),
  district: ({ district }) => (district === null ? null : findDistrict(district)),
} satisfies InspectedSubjectResolvers;

export const InspectionLead = {
  // A body plans with the role of its token.
  role: ({ role }) => role as Role,
  district: ({ district }) => (district === null ? null : findDistrict(district)),
} satisfies InspectionLeadResolvers;

export const InspectionRectification = {
  isOverdue: ({ dueOn, acceptedAt }, _arguments, { today }) => acceptedAt === null && dueOn < today,
} satisfies InspectionRectificationResolvers;

export const PublishedInspection = {
  id: ({ _id }) => _id,
  agency: ({ agencyId }) => (agencyId === null ? null : { id: agencyId }),
  name: ({ subject }) => subject.name,
  siteName: ({ subject }) => subject.siteName,
  // What is published has ended, and has a result.
  result: ({ result }) => result!,
  isRectified: ({ rectification }) => (rectification === null ? null : rectification.acceptedAt !== null),
  publishedOn: ({ publishedOn }) => publishedOn!,
} satisfies PublishedInspectionResolvers;

export const InspectionDue = {
  agency: ({ subject }) => ({ id: subject._id }),
  name: ({ subject }) => subject.body.name,
  type: ({ subject }) => subject.body.type,
  synthetic: ({ subject }) => subject.body.synthetic,
  grade: ({ grade }) => grade.grade,
  inspectionsPerYear: ({ grade }) => grade.inspectionsPerYear,
  lastInspectedOn: ({ lastOn }) => lastOn,
} satisfies InspectionDueResolvers;
