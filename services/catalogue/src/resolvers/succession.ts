import type { SuccessionResolvers } from '../generated/resolvers.js';

export const Succession = {
  id: ({ _id }) => _id,
  from: async ({ fromId }, _arguments, { loaders }) => (await loaders.itemById.load(fromId))!,
  to: async ({ toIds }, _arguments, { loaders }) =>
    Promise.all(toIds.map(async (id) => (await loaders.itemById.load(id))!)),
} satisfies SuccessionResolvers;
