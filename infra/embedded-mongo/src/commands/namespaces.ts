import { encode } from '../bson/decode.js';
import type { Doc } from '../bson/value.js';
import { CommandError } from '../errors.js';
import { takeBatch } from '../read/batch.js';
import { countField, namespace } from '../read/options.js';
import { type Call, findCollection } from '../server/engine.js';
import type { Collection } from '../storage/catalog.js';
import { sweepGarbage } from '../storage/garbage.js';
import type { Batch } from '../storage/records.js';
import { cursorReply } from './read.js';

/** What the commands about collections and indexes share. */

/** Runs a change of the catalog in the call's transaction, or at once. */
export async function change<T>(call: Call, act: (batch: Batch) => T): Promise<T> {
  return call.transaction
    ? act(call.transaction.batch)
    : call.engine.store.write(act, { claim: call.engine.transactions.claim });
}

/** What was dropped is removed in the background; the names are free at once. */
export function sweep(call: Call): void {
  const { store } = call.engine;
  store.background(() => sweepGarbage(store));
}

export function collectionsOf(call: Call, db: string): Collection[] {
  return [...call.engine.store.catalog.collections.values()]
    .filter((collection) => collection.db === db)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function asCursor(call: Call, ns: string, docs: readonly Doc[], cursor: Doc): Doc {
  const iterator = docs.map(encode)[Symbol.iterator]();
  const batchSize = cursor['batchSize'] === undefined ? undefined : countField(cursor, 'batchSize', 0);
  const first = takeBatch(iterator, batchSize ?? Number.MAX_SAFE_INTEGER);
  return cursorReply(call, ns, {
    first,
    take: (count) => Promise.resolve(takeBatch(iterator, count)),
    close: () => undefined,
  });
}

export function required(call: Call, name: unknown): Collection {
  const ns = namespace(call.db, name);
  const collection = findCollection(call, ns);
  if (!collection) throw new CommandError(26, `ns does not exist: ${ns}`);
  return collection;
}
