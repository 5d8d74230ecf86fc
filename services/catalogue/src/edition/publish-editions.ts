import type { Day, ItemKind, LevelNumber, NoticeNumber, OccupationCode } from '@shanghai/kernel';
import { type Decision, canonicalJson, performAct } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { createHash } from 'node:crypto';
import { type StoredItem, findItemsOfEditions } from '../item/item-store.js';
import { type Edition, type EditionKind, editions } from './editions.js';
import { type PublishedEdition, findPublishedEdition, savePublishedEdition } from './published-edition-store.js';

/** An item of an edition (职业（工种）), as other services are told of it. */
export interface PublishedItem {
  readonly id: string;
  readonly fullName: string;
  readonly key: string;
  readonly code: OccupationCode | null;
  readonly kind: ItemKind;
  readonly levels: readonly LevelNumber[];
  readonly lineageIds: readonly string[];
  readonly row: number;
}

/** The payload of `edition.published`: an edition (目录) with all its items. A later one takes the place of an earlier. */
export interface EditionPublished {
  readonly edition: string;
  readonly kind: EditionKind;
  readonly notice: NoticeNumber;
  readonly effectiveOn: Day;
  readonly items: readonly PublishedItem[];
}

/** What this service does when it starts, without being asked. */
const SYSTEM = { role: 'SYSTEM', subject: null };

/** Tells others of every edition that is not what they were last told: one act each. Gives how many were told. */
export async function publishEditions(store: Connection, at: Date): Promise<number> {
  const items = await findItemsOfEditions(
    store,
    editions.map(({ id }) => id),
  );
  let told = 0;
  for (const edition of editions) {
    const own = items.filter((item) => item.edition === edition.id);
    // Of a faulty file that was never loaded there is nothing to tell.
    if (own.length > 0 && (await publishEdition(store, publishedOf(edition, own), at))) told += 1;
  }
  return told;
}

async function publishEdition(store: Connection, payload: EditionPublished, at: Date): Promise<boolean> {
  const { edition } = payload;
  const contentHash = createHash('sha256').update(canonicalJson(payload)).digest('hex');
  const { outcome } = await performAct<PublishedEdition, 'UNCHANGED'>(store, {
    aggregate: `edition/${edition}`,
    name: 'publishEdition',
    caller: SYSTEM,
    at,
    payload: contentHash,
    idempotencyKey: null,
    expectedVersion: null,
    load: async (session) => findPublishedEdition(store, edition, session),
    decide: (current): Decision<PublishedEdition, 'UNCHANGED'> =>
      current?.contentHash === contentHash
        ? { accepted: false, refusals: ['UNCHANGED'] }
        : {
            accepted: true,
            state: { contentHash, itemCount: payload.items.length },
            reason: null,
            grounds: [],
            event: { type: 'edition.published', payload },
          },
    save: async (state, version, session) => savePublishedEdition(store, edition, { ...state, version }, session),
  });
  return outcome === 'DONE';
}

function publishedOf({ id, kind, notice, effectiveOn }: Edition, items: readonly StoredItem[]): EditionPublished {
  return { edition: id, kind, notice, effectiveOn, items: items.map(publishedItem) };
}

function publishedItem(item: StoredItem): PublishedItem {
  const { _id, fullName, key, code, kind, levels, lineageIds, row } = item;
  return { id: _id, fullName, key, code, kind, levels, lineageIds, row };
}
