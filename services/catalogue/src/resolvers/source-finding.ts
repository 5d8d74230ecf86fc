import { findNotice } from '@shanghai/kernel';
import type { SourceFindingResolvers } from '../generated/resolvers.js';

export const SourceFinding = {
  id: ({ _id }) => _id,
  notices: ({ notices }) => notices.map((number) => findNotice(number)!),
} satisfies SourceFindingResolvers;
