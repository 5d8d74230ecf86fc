import { type OccupationCode, displayName, nameKey } from '@shanghai/kernel';
import { type Consequence, consequence } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { fullNameOf } from '../recommendation/recommendation-form.js';
import { objectionRule } from '../recommendation/publicity-rules.js';
import type { Recommendation } from '../recommendation/recommendation.js';
import { findPreparedEdition, savePreparedEdition } from './prepared-edition-store.js';
import { PREPARED, type PreparedEdition, type PreparedRow, withRow } from './prepared-edition.js';

/** What listing a recommendation does to the next edition: it gets a row (REC-017). */
export function prepareRow(store: Connection, listed: Recommendation): Consequence {
  return consequence<PreparedEdition>({
    aggregate: PREPARED,
    name: 'prepareRow',
    load: async (session) => findPreparedEdition(store, session),
    next: (current) => withRow(current ?? { rows: [] }, rowOf(listed)),
    save: async (state, version, session) => savePreparedEdition(store, state, version, session),
    grounds: objectionRule.clauses,
    event: null,
  });
}

function rowOf({ _id, form, evaluation }: Recommendation): PreparedRow {
  const fullName = displayName(fullNameOf(form));
  return {
    key: nameKey(fullName),
    fullName,
    occupation: displayName(form.occupation!),
    workType: form.workType === null ? null : displayName(form.workType),
    code: form.code as OccupationCode,
    kind: 'OCCUPATION',
    levels: evaluation!.levels,
    recommendationIds: [_id],
  };
}
