import type { Day, LevelNumber, NoticeNumber } from '@shanghai/kernel';
import { type Decision, canonicalJson, performAct } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { createHash } from 'node:crypto';
import { comparisonCatalogues } from './comparison-catalogues.js';
import type { ComparisonKind, ComparisonMapping } from './comparison-mapping.js';
import { findMappingsOf } from './mapping-store.js';
import { type PublishedMappings, findPublishedMappings, savePublishedMappings } from './published-mappings-store.js';

/** A certificate with what it counts as (比照项目), as other services are told of it. */
export interface PublishedMapping {
  readonly id: string;
  readonly kind: ComparisonKind;
  readonly notice: NoticeNumber;
  readonly annex: string;
  readonly row: number;
  readonly certificate: string;
  readonly certifyingBody: string;
  readonly occupationFullName: string;
  readonly occupationKey: string;
  readonly level: LevelNumber;
  readonly from: Day;
  readonly to: Day | null;
}

/** The payload of `comparison.published`: all mappings of all catalogues. A later one takes the place of an earlier. */
export interface ComparisonPublished {
  readonly mappings: readonly PublishedMapping[];
}

/** What this service does when it starts, without being asked. */
const SYSTEM = { role: 'SYSTEM', subject: null };

const CATALOGUES = 'comparison/catalogues';

/** Tells others of the mappings when these are not what they were last told: one act. Gives whether it told them. */
export async function publishMappings(store: Connection, at: Date): Promise<boolean> {
  const mappings = await findMappingsOf(
    store,
    comparisonCatalogues.map(({ title: { notice, item: annex } }) => ({ notice, annex })),
  );
  // Of a faulty file that was never loaded there is nothing to tell.
  if (mappings.length === 0) return false;
  const payload: ComparisonPublished = { mappings: mappings.map(publishedMapping) };
  const contentHash = createHash('sha256').update(canonicalJson(payload)).digest('hex');
  const { outcome } = await performAct<PublishedMappings, 'UNCHANGED'>(store, {
    ...{ aggregate: CATALOGUES, name: 'publishMappings', caller: SYSTEM, at, payload: contentHash },
    ...{ idempotencyKey: null, expectedVersion: null },
    load: async (session) => findPublishedMappings(store, CATALOGUES, session),
    decide: (current): Decision<PublishedMappings, 'UNCHANGED'> =>
      current?.contentHash === contentHash
        ? { accepted: false, refusals: ['UNCHANGED'] }
        : {
            accepted: true,
            state: { contentHash, mappingCount: mappings.length },
            reason: null,
            grounds: comparisonCatalogues.map(({ title }) => title),
            event: { type: 'comparison.published', payload },
          },
    save: async (state, version, session) => savePublishedMappings(store, CATALOGUES, { ...state, version }, session),
  });
  return outcome === 'DONE';
}

function publishedMapping(mapping: ComparisonMapping): PublishedMapping {
  const { _id: id, kind, notice, annex, row, certificate, certifyingBody, from, to } = mapping;
  const { occupationFullName, occupationKey, level } = mapping;
  const names = { certificate: certificate.nameZh, certifyingBody: certifyingBody.nameZh };
  return { id, kind, notice, annex, row, ...names, occupationFullName, occupationKey, level, from, to };
}
