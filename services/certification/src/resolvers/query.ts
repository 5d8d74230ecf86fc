import { type LevelNumber, levelNumber, skillLevels } from '@shanghai/kernel';
import { listImports } from '@shanghai/platform';
import type { QueryResolvers, SkillLevel } from '../generated/resolvers.js';
import { listCertificates } from '../certificate/list-certificates.js';
import { listMappings } from '../mapping/list-mappings.js';
import { listStatistics } from '../statistics/list-statistics.js';
import { findLinkOfMaker } from '../verification/find-shared-link.js';
import { verifyCertificate } from '../verification/verify-certificate.js';
import { comparisonQueries } from './comparison-root.js';
import { findBatch } from '../upload/batch-store.js';

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
  verifyCertificate: async (_, asked, context) => verifyCertificate(context, asked),
  shareLink: async (_, { control }, { store }) => findLinkOfMaker(store, control),
  certificateStatistics: async (_, { first, after, level, ...filter }, context) =>
    // The two grades above level one have no number, and no certificate.
    listStatistics(context, { ...filter, level: level && (levelNumber(level) ?? 0) }, { first, after }),
  certificationImports: async (_, __, { store }) => listImports(store),
  ...comparisonQueries,
  certificates: async (_, { first, after, ...filter }, context) => listCertificates(context, filter, { first, after }),
  certificate: async (_, { id }, { loaders }) => loaders.certificate.load(id),
  certificateBatch: async (_, { id }, { store, caller }) => findBatch(store, id, caller),
} satisfies QueryResolvers;

/** Null for the two grades above level one, which no certificate counts as. */
function numberOf(level: SkillLevel): LevelNumber | null {
  return skillLevels.find(({ id }) => id === level)?.number ?? null;
}
