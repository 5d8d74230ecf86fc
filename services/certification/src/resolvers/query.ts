import { type LevelNumber, skillLevels } from '@shanghai/kernel';
import { listImports } from '@shanghai/platform';
import type { QueryResolvers, SkillLevel } from '../generated/resolvers.js';
import { listMappings } from '../mapping/list-mappings.js';

export const Query = {
  comparisonMappings: async (_, { kind, text, countryOrRegion, level, asOf, first, after }, { store, today }) => {
    const filter = {
      on: asOf ?? today,
      kind: kind ?? undefined,
      text: text ?? undefined,
      countryOrRegion: countryOrRegion ?? undefined,
      level: level ? numberOf(level) : undefined,
    };
    return listMappings(store, filter, { first, after });
  },
  comparisonMapping: async (_, { id }, { loaders }) => loaders.mapping.load(id),
  certificationImports: async (_, __, { store }) => listImports(store),
} satisfies QueryResolvers;

/** Null for the two grades above level one, which no certificate counts as. */
function numberOf(level: SkillLevel): LevelNumber | null {
  return skillLevels.find(({ id }) => id === level)?.number ?? null;
}
