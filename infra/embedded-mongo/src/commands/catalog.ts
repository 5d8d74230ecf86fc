import { Long } from 'bson';
import { evaluatePlain } from '../aggregate/expression.js';
import { equal } from '../bson/compare.js';
import { type Doc, isDoc, isNumeric, toNumber } from '../bson/value.js';
import { CommandError, refused } from '../errors.js';
import { createMatcher } from '../query/match.js';
import { docField, flag, namespace, requireSimpleCollation, stringField } from '../read/options.js';
import type { Commands } from '../server/command.js';
import { type Call, findCollection } from '../server/engine.js';
import { type Collection, keyPattern, setOptions } from '../storage/catalog.js';
import { createCollection, dropCollection, renameCollection, saveCollection } from '../storage/schema.js';
import { unclaimed } from '../storage/store.js';
import { change, sweep, collectionsOf, asCursor, required } from './namespaces.js';

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

async function collMod(call: Call): Promise<Doc> {
  const collection = required(call, call.body['collMod']);
  for (const [name, feature] of Object.entries(REFUSED_OPTIONS))
    if (call.body[name] !== undefined) throw refused(feature);
  const reply: Doc = {};
  await call.engine.store.write((batch) => {
    const options = { ...collection.options };
    for (const name of ['validator', 'validationLevel', 'validationAction'])
      if (call.body[name] !== undefined) options[name] = call.body[name];
    // Memory is changed last: what is refused must not have changed it.
    if (isDoc(options['validator'])) createMatcher(options['validator'], evaluatePlain);
    if (call.body['index'] !== undefined) modifyIndex(collection, docField(call.body, 'index'), reply);
    setOptions(collection, options);
    saveCollection(batch, collection);
  }, unclaimed);
  return reply;
}

function modifyIndex(collection: Collection, change: Doc, reply: Doc): void {
  for (const name of Object.keys(change))
    if (!['name', 'keyPattern', 'expireAfterSeconds', 'hidden'].includes(name))
      throw refused(`the collMod index option ${name}`);
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
  listDatabases: { run: listDatabases, adminOnly: true, fields: ['filter', 'nameOnly', 'authorizedDatabases'] },
  collMod: {
    run: collMod,
    fields: ['index', 'validator', 'validationLevel', 'validationAction', ...Object.keys(REFUSED_OPTIONS)],
    writes: true,
  },
  renameCollection: { run: rename, adminOnly: true, fields: ['to', 'dropTarget', 'stayTemp'], writes: true },
};
