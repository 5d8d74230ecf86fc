import { listImports } from '@shanghai/platform';
import type { ClientSession, Connection } from 'mongoose';
import { findBasis, storeBasis } from '../basis-store.js';
import { type Edition, inOrder } from '../edition/editions.js';
import { findNamedSuccessions, replaceSuccessions } from '../succession/succession-store.js';
import { findAnnexRows } from './annex-row-store.js';
import { replaceItems } from './item-store.js';
import { makeItems } from './make-items.js';

/** Raised when the same rows make other items. */
const MAKER = 2;

/** Makes items and successions anew when what they are made from is not what they were made from. */
export async function remakeItemsIfChanged(store: Connection, editions: readonly Edition[]): Promise<void> {
  if ((await findBasis(store)) === (await basisOf(store, editions))) return;
  await store.transaction(async (session) => remakeItems(store, editions, session));
}

/** Makes items and successions of all editions anew from their rows. */
export async function remakeItems(
  store: Connection,
  editions: readonly Edition[],
  session: ClientSession,
): Promise<void> {
  const rows = await findAnnexRows(store, session);
  const { items, successions } = makeItems(rows, await findNamedSuccessions(store, session), inOrder(editions));
  await replaceItems(store, items, session);
  await replaceSuccessions(store, successions, session);
  await storeBasis(store, await basisOf(store, editions), session);
}

/** The files by what is in them, and the editions that were published since, which never change. */
async function basisOf(store: Connection, editions: readonly Edition[]): Promise<string> {
  const files = (await listImports(store)).map(({ _id, checksum, loader }) => `${_id} ${checksum} ${loader}`);
  const published = editions.filter(({ publishedAt }) => publishedAt !== null).map(({ id }) => `edition ${id}`);
  return [`maker ${MAKER}`, ...files, ...published].join('\n');
}
