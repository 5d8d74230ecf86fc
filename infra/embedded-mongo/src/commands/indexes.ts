import { equal } from '../bson/compare.js';
import { decode } from '../bson/decode.js';
import { type Doc, isDoc } from '../bson/value.js';
import { CommandError } from '../errors.js';
import { arrayField, docField, namespace } from '../read/options.js';
import type { Commands } from '../server/command.js';
import { type Call, findCollection } from '../server/engine.js';
import { type Collection, type Index, keyPattern } from '../storage/catalog.js';
import { idPrefix, idRange, readRecordId } from '../storage/layout.js';
import { type Batch, indexRecord } from '../storage/records.js';
import { addIndex, dropIndex, ensureCollection, saveCollection } from '../storage/schema.js';
import { unclaimed } from '../storage/store.js';
import { indexSpec } from './index-spec.js';
import { change, sweep, asCursor, required } from './namespaces.js';

/** createIndexes and its like. */

/** What tells indexes with the same keys apart. Source: MongoDB manual, "createIndexes", since 5.0. */
const signature = (spec: Doc): Doc => ({
  key: spec['key'],
  partial: spec['partialFilterExpression'] ?? null,
  unique: spec['unique'] === true,
  sparse: spec['sparse'] === true,
});

/** True when the very same index is there. @throws CommandError 85 or 86 when one like it is in the way */
function exists(collection: Collection, spec: Doc): boolean {
  if (equal(spec['key'], { _id: 1 })) return true;
  const like = (index: Index): boolean => equal(signature(index.spec), signature(spec));
  const sameOptions = (index: Index): boolean =>
    equal(index.spec['expireAfterSeconds'] ?? null, spec['expireAfterSeconds'] ?? null);
  const both = (index: Index): string =>
    `Requested index: ${JSON.stringify(spec)}, existing index: ${JSON.stringify(index.spec)}`;
  const namesake = collection.indexes.find(({ name }) => name === spec['name']);
  if (namesake && !like(namesake))
    throw new CommandError(
      86,
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. ${both(namesake)}`,
    );
  if (namesake && !sameOptions(namesake))
    throw new CommandError(
      85,
      `An equivalent index already exists with the same name but different options. ${both(namesake)}`,
    );
  if (namesake) return true;
  const other = collection.indexes.find(like);
  if (!other) return false;
  throw new CommandError(
    85,
    sameOptions(other)
      ? `Index already exists with a different name: ${other.name}`
      : `An equivalent index already exists with a different name and options. ${both(other)}`,
  );
}

/** Adds those that are not there yet; none when one of them cannot be added. */
function addIndexes(call: Call, batch: Batch, collection: Collection, specs: readonly Doc[]): Index[] {
  const before = collection.indexes;
  const isNew = batch.created.has(collection.ns);
  const inTransaction = call.transaction !== undefined;
  try {
    const added: Index[] = [];
    for (const spec of specs) {
      if (exists(collection, spec)) continue;
      if (inTransaction && (!isNew || (batch.counts.get(collection)?.documents ?? 0) > 0))
        throw new CommandError(
          263,
          `Cannot create new indexes on ${isNew ? 'non-empty' : 'existing'} collection ${collection.ns} in a multi-document transaction.`,
        );
      added.push(addIndex(batch, call.engine.store, collection, spec, !isNew));
    }
    return added;
  } catch (error) {
    collection.indexes = before;
    throw error;
  }
}

async function createIndexes(call: Call): Promise<Doc> {
  const { store } = call.engine;
  const ns = namespace(call.db, call.body['createIndexes']);
  const asked = arrayField(call.body, 'indexes');
  if (asked.length === 0) throw new CommandError(2, 'Must specify at least one index to create');
  const specs = asked.map(indexSpec);
  const { collection, made, ...reply } = await change(call, (batch) => {
    const known = findCollection(call, ns, batch);
    const target = known ?? ensureCollection(batch, store, ns);
    const before = target.indexes.length;
    const added = addIndexes(call, batch, target, specs);
    return {
      collection: target,
      made: added,
      numIndexesBefore: before,
      numIndexesAfter: target.indexes.length,
      createdCollectionAutomatically: known === undefined,
    };
  });
  const pending = made.filter(({ building }) => building);
  if (pending.length > 0) await build(call, collection, pending);
  return made.length === 0 ? { ...reply, note: 'all indexes already exist' } : reply;
}

const RECORDS_AT_ONCE = 500;

/** Fills new indexes a few records at a time; writes in between keep them up. A duplicate key takes them away again. */
async function build(call: Call, collection: Collection, indexes: readonly Index[]): Promise<void> {
  const { store } = call.engine;
  const stands = (): boolean =>
    store.catalog.collections.get(collection.ns) === collection &&
    indexes.every((index) => collection.indexes.includes(index));
  const write = (act: (batch: Batch) => boolean): Promise<boolean> =>
    store.write((batch) => {
      if (!stands())
        throw new CommandError(276, `Index build failed: ${collection.ns}: the index or its collection was dropped`);
      return act(batch);
    }, unclaimed);
  let from = idPrefix(collection.id);
  try {
    for (let more = true; more;) {
      more = await write((batch) => {
        let seen = 0;
        for (const { key, value } of batch.view.range('records', from, idRange(collection.id).high)) {
          if (seen++ === RECORDS_AT_ONCE) {
            from = key;
            return true;
          }
          const doc = decode(value);
          for (const index of indexes) indexRecord(batch, collection, index, readRecordId(key), doc);
        }
        return false;
      });
    }
    await write((batch) => {
      const since = ++store.catalog.version;
      for (const index of indexes) Object.assign(index, { building: false, readableSince: since });
      saveCollection(batch, collection);
      return true;
    });
  } catch (error) {
    await store.write((batch) => {
      if (store.catalog.collections.get(collection.ns) !== collection) return;
      for (const index of indexes) if (collection.indexes.includes(index)) dropIndex(batch, collection, index);
    }, unclaimed);
    sweep(call);
    throw error;
  }
}

function listIndexes(call: Call): Doc {
  const collection = required(call, call.body['listIndexes']);
  return asCursor(
    call,
    collection.ns,
    collection.indexes.map(({ spec }) => spec),
    docField(call.body, 'cursor'),
  );
}

function findIndexes(collection: Collection, asked: unknown): Index[] {
  if (asked === '*') return collection.indexes.filter(({ name }) => name !== '_id_');
  if (Array.isArray(asked)) return asked.flatMap((name) => findIndexes(collection, name));
  const index = collection.indexes.find((candidate) =>
    typeof asked === 'string' ? candidate.name === asked : isDoc(asked) && equal(keyPattern(candidate), asked),
  );
  if (!index)
    throw new CommandError(
      27,
      typeof asked === 'string'
        ? `index not found with name [${asked}]`
        : `can't find index with key: ${JSON.stringify(asked)}`,
    );
  if (index.name === '_id_') throw new CommandError(72, 'cannot drop _id index');
  return [index];
}

async function dropIndexes(call: Call): Promise<Doc> {
  const collection = required(call, call.body['dropIndexes']);
  const before = collection.indexes.length;
  await call.engine.store.write((batch) => {
    for (const index of findIndexes(collection, call.body['index'])) dropIndex(batch, collection, index);
  }, unclaimed);
  sweep(call);
  return {
    nIndexesWas: before,
    ...(call.body['index'] === '*' ? { msg: 'non-_id indexes dropped for collection' } : {}),
  };
}

export const indexCommands: Commands = {
  createIndexes: { run: createIndexes, fields: ['indexes', 'commitQuorum', 'v'], inTransaction: true, writes: true },
  listIndexes: { run: listIndexes, fields: ['cursor', 'includeBuildUUIDs'] },
  dropIndexes: { run: dropIndexes, fields: ['index'], writes: true },
};
