import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { anchorDigest } from './anchor-digest.js';
import { type Anchor, type AnchoredHead, findAnchor, listAnchors, storeAnchor, storeHeads } from './anchor-store.js';
import { walkJournal } from './walk-journal.js';

const BATCH = 1_000;

/**
 * Anchors the newest row of every aggregate, once on a day (UTC) of the given clock: what was anchored cannot be cut off any
 * more without being missed. Broken off anywhere it is begun anew.
 */
export async function anchorJournal(connection: Connection, now: Date): Promise<Anchor> {
  const id = now.toISOString().slice(0, 10);
  const known = await findAnchor(connection, id);
  if (known) return known;
  const runs = new Set((await listAnchors(connection)).map(({ run }) => run));
  const run = randomUUID();
  const digest = anchorDigest();
  let changed: AnchoredHead[] = [];
  for await (const { aggregate, rows, heads } of walkJournal(connection)) {
    const anchored = heads.findLast((head) => runs.has(head.run));
    const newest = rows.at(-1);
    // What is missing now was anchored, and stays so.
    const head = newest && newest.version >= (anchored?.version ?? 0) ? newest : anchored;
    if (!head) continue;
    const { version, hash } = head;
    digest.add({ aggregate, version, hash });
    if (version !== anchored?.version) changed.push({ run, aggregate, version, hash });
    if (changed.length < BATCH) continue;
    await storeHeads(connection, changed);
    changed = [];
  }
  if (changed.length > 0) await storeHeads(connection, changed);
  const anchor = { _id: id, run, ...digest.result(), anchoredAt: now };
  await storeAnchor(connection, anchor);
  return anchor;
}
