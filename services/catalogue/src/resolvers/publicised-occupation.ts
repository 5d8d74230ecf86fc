import { displayName, levelId, refusalsOf } from '@shanghai/kernel';
import type { PreparedRowResolvers, PublicisedOccupationResolvers } from '../generated/resolvers.js';
import { judgeObjection } from '../recommendation/publicity-rules.js';
import { fullNameOf, isInvented } from '../recommendation/recommendation-form.js';

export const PublicisedOccupation = {
  id: ({ _id }) => _id,
  fullName: ({ form }) => displayName(fullNameOf(form)),
  code: ({ form }) => form.code!,
  synthetic: ({ form }) => isInvented(form),
  levels: ({ evaluation }) => evaluation!.levels.map(levelId),
  publishedAt: ({ publicity }) => publicity!.publishedAt,
  endsOn: ({ publicity }) => publicity!.endsOn,
  isRunning: ({ status, publicity }, { asOf }, { today }) =>
    status === 'PUBLICITY' && refusalsOf([judgeObjection({ publicity }, asOf ?? today)]).length === 0,
  isListed: ({ status }) => status === 'LISTED',
} satisfies PublicisedOccupationResolvers;

export const PreparedRow = {
  levels: ({ levels }) => levels.map(levelId),
} satisfies PreparedRowResolvers;
