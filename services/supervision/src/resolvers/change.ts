import type { ChangeResolvers } from '../generated/resolvers.js';

export const Change = {
  id: ({ change }) => change._id,
  kind: ({ change }) => change.kind,
  at: ({ change }) => change.at,
  on: ({ change }) => change.on,
  subjectId: ({ change }) => change.subjectId,
  agency: ({ change }) => (change.agencyId === null ? null : { id: change.agencyId }),
  act: ({ change }) => change.act,
  districts: ({ change }) => change.districts,
  text: ({ change }) => change.text,
} satisfies ChangeResolvers;
