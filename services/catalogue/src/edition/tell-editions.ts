import { type Decision, performAct } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { findItemsOfEditions } from '../item/item-store.js';
import { type KeptEdition, allEditions, findKeptEdition, saveEdition } from './edition-store.js';
import { type EditionTold, tellingOf, toldEdition } from './edition-telling.js';
import { type Edition, annexedEditions } from './editions.js';

/** What this service does when it starts, without being asked. */
const SYSTEM = { role: 'SYSTEM', subject: null };

/** The lists of the notices and all that was published since. */
export async function knownEditions(store: Connection): Promise<readonly Edition[]> {
  const published = (await allEditions(store)).filter(({ publishedAt }) => publishedAt !== null);
  return [...annexedEditions, ...published];
}

/** Tells others of every edition that is not what they were last told: one act each. Gives how many were told. */
export async function tellEditions(store: Connection, at: Date): Promise<number> {
  const editions = await knownEditions(store);
  const items = await findItemsOfEditions(
    store,
    editions.map(({ id }) => id),
  );
  let told = 0;
  for (const edition of editions) {
    const telling = tellingOf(edition, items);
    // Of a faulty file that was never loaded there is nothing to tell.
    if (telling.items.length > 0 && (await tellEdition(store, edition, telling, at))) told += 1;
  }
  return told;
}

async function tellEdition(store: Connection, edition: Edition, telling: EditionTold, at: Date): Promise<boolean> {
  const { outcome } = await performAct<KeptEdition, 'UNCHANGED'>(store, {
    aggregate: `edition/${edition.id}`,
    name: 'publishEdition',
    caller: SYSTEM,
    at,
    payload: null,
    idempotencyKey: null,
    expectedVersion: null,
    load: async (session) => findKeptEdition(store, edition.id, session),
    decide: (current): Decision<KeptEdition, 'UNCHANGED'> => {
      const state = toldEdition(edition, telling, current?.statementHash ?? null);
      return current?.contentHash === state.contentHash
        ? { accepted: false, refusals: ['UNCHANGED'] }
        : { accepted: true, state, reason: null, grounds: [], event: { type: 'edition.published', payload: telling } };
    },
    save: async (state, version, session) => saveEdition(store, state, version, session),
  });
  return outcome === 'DONE';
}
