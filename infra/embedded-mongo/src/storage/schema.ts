import { UUID } from 'bson';
import type { Doc } from '../bson/value.js';
import { CommandError } from '../errors.js';
import {
  catalogKey,
  type Collection,
  countsKey,
  encodeCollection,
  type Index,
  makeCollection,
  makeIndex,
} from './catalog.js';
import type { Batch } from './records.js';
import { discard } from './garbage.js';
import { type Store, unclaimed } from './store.js';

/** Making and removing collections and indexes, each as part of a batch. */

export function saveCollection(batch: Batch, collection: Collection): void {
  batch.view.put('catalog', catalogKey(collection.ns), encodeCollection(collection));
}

const ID_INDEX: Doc = { v: 2, key: { _id: 1 }, name: '_id_' };

/** @throws CommandError 48 when it exists */
export function createCollection(batch: Batch, { catalog }: Store, ns: string, options: Doc): Collection {
  if (batch.created.has(ns) || catalog.collections.has(ns))
    throw new CommandError(48, `Collection ${ns} already exists.`);
  const collection = makeCollection(ns, catalog.nextId++, new UUID(), options, [makeIndex(catalog.nextId++, ID_INDEX)]);
  batch.created.set(ns, collection);
  batch.onApply.push(() => (collection.since = ++catalog.version));
  batch.events.push({ operation: 'create', collection });
  saveCollection(batch, collection);
  return collection;
}

/** The collection, made when it does not exist, as every insert does. */
export function ensureCollection(batch: Batch, store: Store, ns: string): Collection {
  return batch.created.get(ns) ?? store.catalog.collections.get(ns) ?? createCollection(batch, store, ns, {});
}

export function dropCollection(batch: Batch, store: Store, collection: Collection): void {
  batch.view.remove('catalog', catalogKey(collection.ns));
  batch.view.remove('counts', countsKey(collection.id));
  discard(batch.view, collection.id, 'records');
  for (const index of collection.indexes) discard(batch.view, index.id, 'keys');
  batch.events.push({ operation: 'drop', collection });
  batch.onApply.push(() => store.catalog.collections.delete(collection.ns));
}

/** The collection under another name; what was there must have been dropped. Indexes that are being filled are given up. */
export function renameCollection(batch: Batch, store: Store, collection: Collection, to: string): void {
  for (const index of collection.indexes) if (index.building) discard(batch.view, index.id, 'keys');
  const renamed: Collection = {
    ...collection,
    db: to.slice(0, to.indexOf('.')),
    name: to.slice(to.indexOf('.') + 1),
    ns: to,
    indexes: collection.indexes.filter(({ building }) => !building),
  };
  batch.view.remove('catalog', catalogKey(collection.ns));
  saveCollection(batch, renamed);
  batch.events.push({ operation: 'rename', collection, to });
  batch.onApply.push(() => {
    store.catalog.collections.delete(collection.ns);
    store.catalog.collections.set(to, renamed);
    renamed.since = ++store.catalog.version;
  });
}

/** Adds an index that is still empty; `building` keeps the planner away from it. */
export function addIndex(batch: Batch, store: Store, collection: Collection, spec: Doc, building: boolean): Index {
  const index = makeIndex(store.catalog.nextId++, spec);
  index.building = building;
  // A new array each time: an open transaction compares it to see that the indexes it wrote to are still the same.
  collection.indexes = [...collection.indexes, index];
  saveCollection(batch, collection);
  return index;
}

export function dropIndex(batch: Batch, collection: Collection, index: Index): void {
  collection.indexes = collection.indexes.filter((other) => other !== index);
  discard(batch.view, index.id, 'keys');
  saveCollection(batch, collection);
}

/** An index that was being filled when the process ended is taken away; its client never heard that it was made. */
export async function discardUnfinished(store: Store): Promise<void> {
  await store.write((batch) => {
    for (const collection of store.catalog.collections.values()) {
      for (const index of collection.indexes) if (index.building) dropIndex(batch, collection, index);
      if (collection.name.startsWith('tmp.agg_out.')) dropCollection(batch, store, collection);
    }
  }, unclaimed);
}
