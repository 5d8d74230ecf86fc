import { ObjectId } from 'bson';
import { compileUpdatePipeline } from '../aggregate/pipeline.js';
import { createEvaluate, evaluatePlain } from '../aggregate/expression.js';
import { decode, encode } from '../bson/decode.js';
import { splitPath, valuesAt } from '../bson/path.js';
import { type Doc, hasField, isDoc } from '../bson/value.js';
import { CommandError, refused } from '../errors.js';
import { createClock, select } from '../plan/execute.js';
import { flag, namespace, stringField } from '../read/options.js';
import { parseSelection } from '../read/produce.js';
import type { Call } from '../server/engine.js';
import { HeldByTransaction, type Transaction } from '../sessions/transactions.js';
import type { Collection } from '../storage/catalog.js';
import { type Batch, insertRecord, readRecord, requireValid, updateRecord } from '../storage/records.js';
import { addIndex, createCollection, dropCollection, ensureCollection, renameCollection } from '../storage/schema.js';
import { absorb, subBatch, unclaimed } from '../storage/store.js';
import { prepareInsert, requireId } from './prepare.js';
import { waitFor } from './run.js';
import type { OpenedRead } from '../read/cursors.js';

/** The last stages `$out` and `$merge`: what a pipeline gives, written to a collection. */

export interface CompileMergeTools {
  readonly call: Call;
  readonly source: OpenedRead;
  readonly variables: Doc;
}

async function* documents({ source, call }: CompileMergeTools): AsyncIterable<Buffer[]> {
  let { docs, done } = source.first;
  yield docs;
  while (!done) {
    ({ docs, done } = await source.take(1_000, { deadline: call.deadline, wait: 0 }));
    yield docs;
  }
}

/** Replaces the target as a whole: the new collection takes the place of the old one when all is written. */
export async function outTo(tools: CompileMergeTools, operand: unknown): Promise<void> {
  const { call } = tools;
  const { store } = call.engine;
  const spec = isDoc(operand) ? operand : { db: call.db, coll: operand };
  if (spec['timeseries'] !== undefined) throw refused('time series collections');
  const target = namespace(typeof spec['db'] === 'string' ? spec['db'] : call.db, spec['coll']);
  const current = store.catalog.collections.get(target);
  const temporary = `${target.slice(0, target.indexOf('.'))}.tmp.agg_out.${new ObjectId().toHexString()}`;
  const bypass = flag(call.body, 'bypassDocumentValidation');
  if (current?.options['capped'] === true)
    throw new CommandError(17152, `namespace '${target}' is capped so it can't be used for $out`);
  const made = await store.write((batch) => {
    const empty = createCollection(batch, store, temporary, current?.options ?? {});
    for (const { name, spec: index, building } of current?.indexes ?? [])
      if (name !== '_id_' && !building) addIndex(batch, store, empty, index, false);
    return empty;
  }, unclaimed);
  try {
    for await (const docs of documents(tools)) {
      await store.write((batch) => {
        for (const raw of docs) {
          const { doc, bytes } = prepareInsert(raw);
          if (!bypass) requireValid(made, doc);
          insertRecord(batch, made, doc, bytes);
        }
      }, unclaimed);
    }
    await store.write((batch) => {
      const existing = store.catalog.collections.get(target);
      if (existing) dropCollection(batch, store, existing);
      renameCollection(batch, store, made, target);
    }, unclaimed);
  } catch (error) {
    await store.write((batch) => dropCollection(batch, store, made), unclaimed);
    throw error;
  }
}

interface Merge {
  readonly on: readonly string[];
  readonly whenMatched: unknown;
  readonly whenNotMatched: string;
  readonly variables: Doc;
  readonly ns: string;
  readonly bypassValidation: boolean;
}

const MATCHED = new Set(['replace', 'keepExisting', 'merge', 'fail']);
const NOT_MATCHED = new Set(['insert', 'discard', 'fail']);

function parseMerge(call: Call, operand: unknown): Merge {
  const spec = typeof operand === 'string' ? { into: operand } : operand;
  if (!isDoc(spec)) throw new CommandError(51182, `$merge requires a string or object argument`);
  const { into } = spec;
  const ns = isDoc(into)
    ? namespace(typeof into['db'] === 'string' ? into['db'] : call.db, into['coll'])
    : namespace(call.db, into);
  const on =
    spec['on'] === undefined ? ['_id'] : Array.isArray(spec['on']) ? spec['on'].map(String) : [stringField(spec, 'on')];
  const whenMatched =
    spec['whenMatched'] === undefined
      ? 'merge'
      : Array.isArray(spec['whenMatched'])
        ? spec['whenMatched']
        : stringField(spec, 'whenMatched');
  const whenNotMatched = spec['whenNotMatched'] === undefined ? 'insert' : stringField(spec, 'whenNotMatched');
  if (!Array.isArray(whenMatched) && !MATCHED.has(whenMatched))
    throw new CommandError(2, `Enumeration value '${whenMatched}' for field 'whenMatched' is not a valid value.`);
  if (!NOT_MATCHED.has(whenNotMatched))
    throw new CommandError(2, `Enumeration value '${whenNotMatched}' for field 'whenNotMatched' is not a valid value.`);
  return {
    on,
    whenMatched,
    whenNotMatched,
    variables: isDoc(spec['let']) ? spec['let'] : {},
    ns,
    bypassValidation: flag(call.body, 'bypassDocumentValidation'),
  };
}

export async function mergeInto(tools: CompileMergeTools, operand: unknown): Promise<void> {
  const { call } = tools;
  const { store, transactions } = call.engine;
  const merge = parseMerge(call, operand);
  const unique = merge.on.length === 1 && merge.on[0] === '_id';
  for await (const docs of documents(tools)) {
    for (let at = 0; at < docs.length;) {
      const held = await store.write(
        (batch): Transaction | null => {
          const target = ensureCollection(batch, store, merge.ns);
          if (!unique) requireUniqueIndex(target, merge.on);
          for (; at < docs.length; at++) {
            const part = subBatch(batch);
            try {
              mergeOne(part, target, docs[at] as Buffer, merge, tools.variables);
            } catch (error) {
              if (error instanceof HeldByTransaction) return error.transaction;
              throw error;
            }
            absorb(batch, part);
          }
          return null;
        },
        { claim: transactions.claim },
      );
      if (held) await waitFor(held, call.deadline);
    }
  }
}

function requireUniqueIndex(target: Collection, on: readonly string[]): void {
  const found = target.indexes.some(
    (index) =>
      index.unique &&
      !index.partial &&
      index.fields.length === on.length &&
      index.fields.every(({ name }) => on.includes(name)),
  );
  if (!found) throw new CommandError(51183, 'Cannot find index to verify that join fields will be unique');
}

function mergeOne(batch: Batch, target: Collection, raw: Buffer, merge: Merge, outer: Doc): void {
  const incoming = decode(raw);
  if (!hasField(incoming, '_id') && merge.on.includes('_id')) incoming['_id'] = new ObjectId();
  const filter: Doc = {};
  for (const name of merge.on) {
    const [value] = valuesAt(incoming, splitPath(name)).values;
    if (value === null || value === undefined || Array.isArray(value))
      throw new CommandError(51132, "$merge write error: 'on' field cannot be missing, null, undefined or an array");
    filter[name] = { $eq: value };
  }
  const selection = parseSelection(target, { filter }, { filter: 'filter', limit: 1 }, evaluatePlain);
  const [found] = [...select(batch.view, selection, createClock(Infinity, Infinity).tick)];
  const stored = found ? readRecord(batch, target, found.record) : null;
  if (!stored) {
    if (merge.whenNotMatched === 'fail')
      throw new CommandError(
        13113,
        '$merge could not find a matching document in the target collection for at least one document in the source collection',
      );
    if (merge.whenNotMatched === 'discard') return;
    const { doc, bytes } = prepareInsert(encode(incoming));
    requireId(doc['_id']);
    if (!merge.bypassValidation) requireValid(target, doc);
    insertRecord(batch, target, doc, bytes);
    return;
  }
  if (merge.whenMatched === 'fail')
    throw new CommandError(
      11000,
      `$merge found a document that exists: E11000 duplicate key error collection: ${target.ns}`,
      {
        keyPattern: Object.fromEntries(merge.on.map((name) => [name, 1])),
        keyValue: Object.fromEntries(merge.on.map((name) => [name, valuesAt(incoming, splitPath(name)).values[0]])),
      },
    );
  if (merge.whenMatched === 'keepExisting') return;
  const before = stored.doc;
  const { _id: _, ...fields } = incoming;
  const after = changed(merge, before, incoming, fields, outer);
  if (!merge.bypassValidation) requireValid(target, after);
  updateRecord(batch, target, stored, after, merge.whenMatched === 'replace');
}

function changed(merge: Merge, before: Doc, incoming: Doc, fields: Doc, outer: Doc): Doc {
  if (Array.isArray(merge.whenMatched)) {
    const evaluate = createEvaluate(outer);
    const variables: Doc = { new: incoming };
    for (const [name, expression] of Object.entries(merge.variables))
      variables[name] = evaluate(expression, incoming) ?? null;
    const after = compileUpdatePipeline(merge.whenMatched, variables)(before);
    return { ...after, _id: before['_id'] };
  }
  if (merge.whenMatched === 'replace') return { _id: before['_id'], ...fields };
  return { ...before, ...fields };
}
