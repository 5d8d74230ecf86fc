import { Long } from 'bson';
import { compare, equal } from '../bson/compare.js';
import { decode, encode } from '../bson/decode.js';
import { type Doc, entriesOf, isDoc, isNumeric, toNumber, typeName } from '../bson/value.js';
import { CommandError, refused } from '../errors.js';
import { evaluatePlain } from '../aggregate/expression.js';
import { createMatcher } from '../query/match.js';
import { takeBatch } from '../read/batch.js';
import {
  arrayField,
  countField,
  docField,
  flag,
  namespace,
  requireSimpleCollation,
  stringField,
} from '../read/options.js';
import type { Commands } from '../server/command.js';
import { type Call, findCollection } from '../server/engine.js';
import { type Collection, type Index, keyPattern, setOptions } from '../storage/catalog.js';
import type { Batch } from '../storage/records.js';
import { idPrefix, idRange, readRecordId, recordKey } from '../storage/layout.js';
import { indexRecord } from '../storage/records.js';
import {
  addIndex,
  createCollection,
  dropCollection,
  dropIndex,
  ensureCollection,
  renameCollection,
  saveCollection,
} from '../storage/schema.js';
import { sweepGarbage } from '../storage/garbage.js';
import { unclaimed } from '../storage/store.js';
import { cursorReply } from './read.js';
import { statsOf } from './stats.js';
import { table } from '../table.js';

const REFUSED_OPTIONS: Readonly<Record<string, string>> = {
  timeseries: 'time series collections',
  clusteredIndex: 'clustered collections',
  encryptedFields: 'encrypted collections',
  viewOn: 'views',
  pipeline: 'views',
  changeStreamPreAndPostImages: 'pre- and post-images of change streams',
  autoIndexId: 'autoIndexId',
};
const KEPT_OPTIONS = [
  'capped',
  'size',
  'max',
  'validator',
  'validationLevel',
  'validationAction',
  'storageEngine',
  'indexOptionDefaults',
];

/** Runs a change of the catalog in the call's transaction, or at once. */
async function change<T>(call: Call, act: (batch: Batch) => T): Promise<T> {
  return call.transaction
    ? act(call.transaction.batch)
    : call.engine.store.write(act, { claim: call.engine.transactions.claim });
}

function optionsOf(body: Doc): Doc {
  requireSimpleCollation(body);
  for (const [name, feature] of Object.entries(REFUSED_OPTIONS)) {
    const value = body[name];
    if (value === undefined || value === false || (isDoc(value) && value['enabled'] === false)) continue;
    throw refused(feature);
  }
  const options: Doc = {};
  for (const name of KEPT_OPTIONS) if (body[name] !== undefined) options[name] = body[name];
  if (options['capped'] === true && !isNumeric(options['size']))
    throw new CommandError(72, "the 'size' field is required when 'capped' is true");
  if (
    options['capped'] !== true &&
    (options['size'] !== undefined || options['max'] !== undefined) &&
    options['capped'] !== undefined
  )
    throw new CommandError(
      72,
      "the 'capped' field needs to be true when either the 'size' or 'max' fields are present",
    );
  if (options['capped'] === false) delete options['capped'];
  if (isDoc(options['validator'])) createMatcher(options['validator'], evaluatePlain);
  return options;
}

async function create(call: Call): Promise<Doc> {
  const { body, engine } = call;
  const ns = namespace(call.db, body['create']);
  const options = optionsOf(body);
  await change(call, (batch) => {
    const existing = findCollection(call, ns, batch);
    // Asking again for the same is not an error. Source: MongoDB manual, "create", since 7.0.
    if (!existing) createCollection(batch, engine.store, ns, options);
    else if (!equal(existing.options, options))
      throw new CommandError(48, `Collection ${ns} already exists. NS: ${ns}`);
  });
  return {};
}

/** What was dropped is removed in the background; the names are free at once. */
function sweep(call: Call): void {
  sweepGarbage(call.engine.store).catch(() => undefined);
}

async function drop(call: Call): Promise<Doc> {
  const ns = namespace(call.db, call.body['drop']);
  const answer = await call.engine.store.write((batch): Doc => {
    const collection = findCollection(call, ns, batch);
    // Dropping what is not there is no error. Source: MongoDB manual, "drop", since 7.0.
    if (!collection) return { ns };
    dropCollection(batch, call.engine.store, collection);
    return { nIndexesWas: collection.indexes.length, ns };
  }, unclaimed);
  sweep(call);
  return answer;
}

async function dropDatabase(call: Call): Promise<Doc> {
  const { store } = call.engine;
  await store.write((batch) => {
    for (const collection of collectionsOf(call, call.db)) dropCollection(batch, store, collection);
    batch.events.push({ operation: 'dropDatabase', db: call.db });
  }, unclaimed);
  sweep(call);
  return { dropped: call.db };
}

function collectionsOf(call: Call, db: string): Collection[] {
  return [...call.engine.store.catalog.collections.values()]
    .filter((collection) => collection.db === db)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function asCursor(call: Call, ns: string, docs: readonly Doc[], cursor: Doc): Doc {
  const iterator = docs.map(encode)[Symbol.iterator]();
  const batchSize = cursor['batchSize'] === undefined ? undefined : countField(cursor, 'batchSize', 0);
  const first = takeBatch(iterator, batchSize ?? Number.MAX_SAFE_INTEGER);
  return cursorReply(
    call,
    ns,
    { first, take: (count) => Promise.resolve(takeBatch(iterator, count)), close: () => undefined },
    { batchSize },
  );
}

function listCollections(call: Call): Doc {
  const nameOnly = flag(call.body, 'nameOnly');
  const { test } = createMatcher(docField(call.body, 'filter'), evaluatePlain);
  const rows = collectionsOf(call, call.db)
    .filter(({ name }) => !name.startsWith('tmp.agg_out.'))
    .map((collection): Doc => ({
      name: collection.name,
      type: 'collection',
      options: collection.options,
      info: { readOnly: false, uuid: collection.uuid },
      idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
    }))
    .filter((row) => test(row))
    .map((row) => (nameOnly ? { name: row['name'], type: row['type'] } : row));
  return asCursor(call, `${call.db}.$cmd.listCollections`, rows, docField(call.body, 'cursor'));
}

function listDatabases(call: Call): Doc {
  if (call.db !== 'admin') throw new CommandError(13, 'listDatabases may only be run against the admin database.');
  const { test } = createMatcher(docField(call.body, 'filter'), evaluatePlain);
  const sizes = new Map<string, number>();
  for (const { db, bytes } of call.engine.store.catalog.collections.values())
    sizes.set(db, (sizes.get(db) ?? 0) + bytes);
  const rows = [...sizes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, bytes]): Doc => ({ name, sizeOnDisk: Long.fromNumber(Math.max(bytes, 4096)), empty: false }))
    .filter((row) => test(row));
  const total = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
  if (flag(call.body, 'nameOnly')) return { databases: rows.map(({ name }) => ({ name })) };
  return {
    databases: rows,
    totalSize: Long.fromNumber(total),
    totalSizeMb: Long.fromNumber(Math.floor(total / 2 ** 20)),
  };
}

const INDEX_OPTIONS = new Set([
  'v', 'key', 'name', 'unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds', 'hidden', 'background', 'collation', 'ns', 'dropDups', 'comment',
]); // prettier-ignore
const REFUSED_INDEX_OPTIONS = [
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'bucketSize',
  'storageEngine',
  'wildcardProjection',
  'prepareUnique',
  'clustered',
];
const REFUSED_INDEX_KINDS = table<string>({
  text: '$text and text indexes',
  '2dsphere': 'geo indexes',
  '2d': 'geo indexes',
  geoHaystack: 'geo indexes',
  hashed: 'hashed indexes',
});
const PARTIAL_OPERATORS = /^\$(eq|gt|gte|lt|lte|exists|type|and|or|in)$/;

/** The index as it is stored. @throws CommandError 67, 197 or 238 for what cannot be */
function indexSpec(asked: unknown): Doc {
  if (!isDoc(asked))
    throw new CommandError(14, `The elements of the 'indexes' array must be objects, but got ${typeName(asked)}`);
  const key = docField(asked, 'key');
  if (Object.keys(key).length === 0) throw new CommandError(67, 'Index keys cannot be an empty object.');
  for (const [name, kind] of entriesOf(key)) {
    if (typeof kind === 'string')
      throw kind in REFUSED_INDEX_KINDS
        ? refused(REFUSED_INDEX_KINDS[kind] as string)
        : new CommandError(67, `Unknown index plugin '${kind}'`);
    if (name.includes('$**')) throw refused('wildcard indexes');
    if (!isNumeric(kind) || toNumber(kind) === 0)
      throw new CommandError(
        67,
        `Values in v:2 index key pattern cannot be of type ${typeName(kind)} or 0. Only numbers > 0, numbers < 0, and strings are allowed.`,
      );
    if (name === '' || name.split('.').includes('')) throw new CommandError(67, 'Index keys cannot be an empty field.');
    if (name.startsWith('$') || name.includes('.$'))
      throw new CommandError(67, `Index key contains an illegal field name: field name starts with '$'.`);
  }
  for (const option of Object.keys(asked)) {
    if (REFUSED_INDEX_OPTIONS.includes(option)) throw refused(`the index option ${option}`);
    if (!INDEX_OPTIONS.has(option))
      throw new CommandError(197, `The field '${option}' is not valid for an index specification.`);
  }
  requireSimpleCollation(asked);
  const name = asked['name'];
  if (typeof name !== 'string' || name === '')
    throw new CommandError(9, "The 'name' field is a required property of an index specification");
  const partial = asked['partialFilterExpression'];
  if (partial !== undefined) requirePartial(partial);
  if (asked['sparse'] === true && partial !== undefined)
    throw new CommandError(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  const ttl = asked['expireAfterSeconds'];
  if (ttl !== undefined) {
    const seconds = toNumber(ttl);
    if (!isNumeric(ttl))
      throw new CommandError(
        67,
        `TTL index 'expireAfterSeconds' option must be numeric, but received a type of '${typeName(ttl)}'.`,
      );
    if (seconds < 0 || seconds > 2147483647)
      throw new CommandError(
        67,
        "TTL index 'expireAfterSeconds' option must be within an acceptable range, try a different number than " +
          String(seconds),
      );
    if (Object.keys(key).length > 1)
      throw new CommandError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL.');
  }
  const spec: Doc = { v: 2, key, name };
  for (const option of ['unique', 'sparse', 'hidden', 'background']) if (flag(asked, option)) spec[option] = true;
  if (partial !== undefined) spec['partialFilterExpression'] = partial;
  if (ttl !== undefined) spec['expireAfterSeconds'] = ttl;
  return spec;
}

function requirePartial(filter: unknown): void {
  if (!isDoc(filter)) throw new CommandError(67, '"partialFilterExpression" for an index must be a document');
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (isDoc(value)) {
      for (const [name, operand] of entriesOf(value)) {
        if (name.startsWith('$') && (!PARTIAL_OPERATORS.test(name) || (name === '$exists' && operand === false)))
          throw new CommandError(67, `Expression not supported in partial index: ${name}`);
        visit(operand);
      }
    }
  };
  visit(filter);
  createMatcher(filter, evaluatePlain);
}

const comparable = ({ v: _v, name: _name, background: _b, ...rest }: Doc): Doc =>
  Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));

/** True when the very same index is there. @throws CommandError 85 or 86 when one like it is in the way */
function exists(collection: Collection, spec: Doc): boolean {
  for (const index of collection.indexes) {
    const sameName = index.name === spec['name'];
    const sameKey =
      equal(keyPattern(index), spec['key']) &&
      equal(index.spec['partialFilterExpression'] ?? null, spec['partialFilterExpression'] ?? null);
    const same = compare(comparable(index.spec), comparable(spec)) === 0 || index.name === '_id_';
    if (sameKey && sameName && same) return true;
    if (sameKey && index.name === '_id_') return true;
    if (sameKey && !sameName && same)
      throw new CommandError(85, `Index already exists with a different name: ${index.name}`);
    if (sameKey && index.unique === (spec['unique'] === true) && index.sparse === (spec['sparse'] === true)) {
      throw new CommandError(
        85,
        `An equivalent index already exists with the same name but different options. Requested index: ${JSON.stringify(spec)}, existing index: ${JSON.stringify(index.spec)}`,
      );
    }
    if (sameName)
      throw new CommandError(
        86,
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${JSON.stringify(spec)}, existing index: ${JSON.stringify(index.spec)}`,
      );
    if (sameKey)
      throw new CommandError(
        86,
        `An existing index has the same key as the requested index. Requested index: ${JSON.stringify(spec)}, existing index: ${JSON.stringify(index.spec)}`,
      );
  }
  return false;
}

async function createIndexes(call: Call): Promise<Doc> {
  const { store } = call.engine;
  const ns = namespace(call.db, call.body['createIndexes']);
  const asked = arrayField(call.body, 'indexes');
  if (asked.length === 0) throw new CommandError(2, 'Must specify at least one index to create');
  const specs = asked.map(indexSpec);
  const made: Index[] = [];
  const answer = await change(call, (batch): Doc & { collection: Collection } => {
    const known = findCollection(call, ns, batch);
    if (call.transaction && known && !call.transaction.batch.created.has(ns) && known.count > 0) {
      throw new CommandError(
        263,
        `Cannot create new indexes on non-empty collection ${ns} in a multi-document transaction.`,
      );
    }
    const collection = ensureCollection(batch, store, ns);
    const before = collection.indexes.length;
    for (const spec of specs)
      if (!exists(collection, spec)) made.push(addIndex(batch, store, collection, spec, !batch.created.has(ns)));
    return {
      collection,
      numIndexesBefore: before,
      numIndexesAfter: collection.indexes.length,
      createdCollectionAutomatically: known === undefined,
    };
  });
  const { collection, ...reply } = answer;
  const pending = made.filter(({ building }) => building);
  if (pending.length > 0) await build(call, collection, pending);
  return made.length === 0 ? { ...reply, note: 'all indexes already exist' } : reply;
}

const RECORDS_AT_ONCE = 500;

/** Fills new indexes a few records at a time; writes in between keep them up. A duplicate key takes them away again. */
async function build(call: Call, collection: Collection, indexes: readonly Index[]): Promise<void> {
  const { store } = call.engine;
  let from = idPrefix(collection.id);
  try {
    for (let more = true; more;) {
      more = await store.write((batch) => {
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
      }, unclaimed);
    }
  } catch (error) {
    await store.write((batch) => indexes.forEach((index) => dropIndex(batch, collection, index)), unclaimed);
    throw error;
  }
  await store.write((batch) => {
    for (const index of indexes) index.building = false;
    saveCollection(batch, collection);
  }, unclaimed);
}

function required(call: Call, name: unknown): Collection {
  const ns = namespace(call.db, name);
  const collection = findCollection(call, ns);
  if (!collection) throw new CommandError(26, `ns does not exist: ${ns}`);
  return collection;
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
  const collection = required(call, call.body['dropIndexes'] ?? call.body['deleteIndexes']);
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

async function collMod(call: Call): Promise<Doc> {
  const collection = required(call, call.body['collMod']);
  for (const [name, feature] of Object.entries(REFUSED_OPTIONS))
    if (call.body[name] !== undefined) throw refused(feature);
  const reply: Doc = {};
  await call.engine.store.write((batch) => {
    const options = { ...collection.options };
    for (const name of ['validator', 'validationLevel', 'validationAction'])
      if (call.body[name] !== undefined) options[name] = call.body[name];
    if (call.body['index'] !== undefined) modifyIndex(collection, docField(call.body, 'index'), reply);
    setOptions(collection, options);
    saveCollection(batch, collection);
  }, unclaimed);
  return reply;
}

function modifyIndex(collection: Collection, change: Doc, reply: Doc): void {
  const index = collection.indexes.find(
    (candidate) =>
      candidate.name === change['name'] ||
      (isDoc(change['keyPattern']) && equal(keyPattern(candidate), change['keyPattern'])),
  );
  if (!index) throw new CommandError(27, `cannot find index ${JSON.stringify(change)} for ns ${collection.ns}`);
  if (change['expireAfterSeconds'] !== undefined) {
    Object.assign(reply, {
      expireAfterSeconds_old: index.spec['expireAfterSeconds'],
      expireAfterSeconds_new: change['expireAfterSeconds'],
    });
    index.spec = { ...index.spec, expireAfterSeconds: change['expireAfterSeconds'] };
    index.expireAfterSeconds = toNumber(change['expireAfterSeconds']);
  }
  if (change['hidden'] !== undefined) {
    Object.assign(reply, { hidden_old: index.hidden, hidden_new: change['hidden'] });
    const { hidden: _, ...spec } = index.spec;
    index.hidden = change['hidden'] === true;
    index.spec = index.hidden ? { ...spec, hidden: true } : spec;
  }
  for (const name of Object.keys(change))
    if (!['name', 'keyPattern', 'expireAfterSeconds', 'hidden'].includes(name))
      throw refused(`the collMod index option ${name}`);
}

async function rename(call: Call): Promise<Doc> {
  const { store } = call.engine;
  const from = stringField(call.body, 'renameCollection');
  const to = stringField(call.body, 'to');
  namespace(to.slice(0, to.indexOf('.')), to.slice(to.indexOf('.') + 1));
  await store.write((batch) => {
    const source = store.catalog.collections.get(from);
    const target = store.catalog.collections.get(to);
    if (!source) throw new CommandError(26, `Source collection ${from} does not exist`);
    if (from === to) throw new CommandError(20, "Can't rename a collection to itself");
    if (target && !flag(call.body, 'dropTarget')) throw new CommandError(48, 'target namespace exists');
    if (target) dropCollection(batch, store, target);
    renameCollection(batch, store, source, to);
  }, unclaimed);
  sweep(call);
  return {};
}

function collStats(call: Call): Doc {
  const ns = namespace(call.db, call.body['collStats'] ?? call.body['collstats']);
  const collection = findCollection(call, ns);
  return collection
    ? statsOf(collection)
    : { ns, size: 0, count: 0, storageSize: 0, nindexes: 0, totalIndexSize: 0, indexSizes: {}, scaleFactor: 1 };
}

function dbStats(call: Call): Doc {
  const all = collectionsOf(call, call.db);
  const sum = (pick: (collection: Collection) => number): number =>
    all.reduce((total, collection) => total + pick(collection), 0);
  const [objects, dataSize] = [sum(({ count }) => count), sum(({ bytes }) => bytes)];
  return {
    db: call.db,
    collections: all.length,
    views: 0,
    objects,
    avgObjSize: objects > 0 ? dataSize / objects : 0,
    dataSize,
    storageSize: dataSize,
    indexes: sum(({ indexes }) => indexes.length),
    indexSize: 0,
    totalSize: dataSize,
    scaleFactor: 1,
  };
}

/** Checks that every record decodes and that each index has as many records as it should. */
function validate(call: Call): Doc {
  const collection = required(call, call.body['validate']);
  const { reader } = call.engine.store;
  const errors: string[] = [];
  let records = 0;
  for (const { value } of reader.range('records', idRange(collection.id).low, idRange(collection.id).high)) {
    decode(value);
    records++;
  }
  const keysPerIndex: Doc = {};
  for (const index of collection.indexes) {
    let keys = 0;
    for (const { value } of reader.range('keys', idRange(index.id).low, idRange(index.id).high)) {
      if (!reader.get('records', recordKey(collection.id, readRecordId(value))))
        errors.push(`index ${index.name} names a record that is not there`);
      keys++;
    }
    keysPerIndex[index.name] = keys;
  }
  return {
    ns: collection.ns,
    nrecords: records,
    nIndexes: collection.indexes.length,
    keysPerIndex,
    valid: errors.length === 0,
    warnings: [],
    errors,
  };
}

export const catalogCommands: Commands = {
  create: {
    run: create,
    fields: [
      ...KEPT_OPTIONS,
      ...Object.keys(REFUSED_OPTIONS),
      'collation',
      'expireAfterSeconds',
      'idIndex',
      'flags',
      'temp',
    ],
    inTransaction: true,
    writes: true,
  },
  drop: { run: drop, fields: [], writes: true },
  dropDatabase: { run: dropDatabase, fields: [], writes: true },
  listCollections: { run: listCollections, fields: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'] },
  listDatabases: { run: listDatabases, fields: ['filter', 'nameOnly', 'authorizedDatabases'] },
  createIndexes: { run: createIndexes, fields: ['indexes', 'commitQuorum', 'v'], inTransaction: true, writes: true },
  listIndexes: { run: listIndexes, fields: ['cursor', 'includeBuildUUIDs'] },
  dropIndexes: { run: dropIndexes, fields: ['index'], writes: true },
  collMod: {
    run: collMod,
    fields: ['index', 'validator', 'validationLevel', 'validationAction', ...Object.keys(REFUSED_OPTIONS)],
    writes: true,
  },
  renameCollection: { run: rename, fields: ['to', 'dropTarget', 'stayTemp'], writes: true },
  collStats: { run: collStats, fields: ['scale'] },
  dbStats: { run: dbStats, fields: ['scale', 'freeStorage'] },
  validate: { run: validate, fields: ['full', 'repair', 'metadata', 'checkBSONConformance'] },
};
