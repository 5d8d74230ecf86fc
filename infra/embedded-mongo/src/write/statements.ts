import { compileUpdatePipeline } from '../aggregate/pipeline.js';
import { createEvaluate, type Evaluate } from '../aggregate/expression.js';
import { decode, encode } from '../bson/decode.js';
import { type Doc, isDoc, isNumeric, toNumber } from '../bson/value.js';
import { CommandError, failedToParse, refused } from '../errors.js';
import { select, type Selection, type Tick } from '../plan/execute.js';
import type { MatchDetails } from '../query/match.js';
import { flag } from '../read/options.js';
import { parseSelection } from '../read/produce.js';
import { type Call, findCollection } from '../server/engine.js';
import { requireUnchanged } from '../sessions/transactions.js';
import type { Collection } from '../storage/catalog.js';
import type { RecordId } from '../storage/layout.js';
import {
  type Batch,
  insertRecord,
  readRecord,
  removeRecord,
  requireValid,
  type StoredRecord,
  updateRecord,
} from '../storage/records.js';
import { ensureCollection } from '../storage/schema.js';
import { compileUpdate, isOperatorUpdate, type Update, upsertDocument } from '../update/update.js';
import { prepareInsert, requireId } from './prepare.js';

/** One statement of a write command. It changes only the batch it is given, so that a failed one leaves nothing. */
export interface Statement {
  /** Does it all. @throws BudgetExceeded when its query reads too much for the main thread */
  run(batch: Batch, tick: Tick): void;
  /** For a statement with a query: the query as a worker reads it, and what to do with each record it found. */
  readonly wide?: {
    readonly query: Doc;
    readonly single: boolean;
    /** False when the record no longer matches. */
    apply(batch: Batch, record: RecordId): boolean;
    /** When nothing matched. */
    none(batch: Batch): void;
  };
}

/** What the statements of one command share. */
export interface WriteScope {
  readonly call: Call;
  readonly evaluate: Evaluate;
  readonly variables: Doc;
  readonly bypassValidation: boolean;
  readonly now: Date;
}

export function writeScope(call: Call, variables: Doc): WriteScope {
  return {
    call,
    variables,
    evaluate: createEvaluate(variables),
    bypassValidation: flag(call.body, 'bypassDocumentValidation'),
    now: new Date(),
  };
}

function touch({ call }: WriteScope, collection: Collection): void {
  const { transaction } = call;
  if (!transaction) return;
  if (collection.options['capped'] === true)
    throw new CommandError(
      263,
      `Collection '${collection.ns}' is a capped collection. Writes in transactions are not allowed on capped collections.`,
    );
  requireUnchanged(transaction, collection.ns, collection);
  if (!transaction.indexes.has(collection)) transaction.indexes.set(collection, collection.indexes);
}

export function insertStatement(scope: WriteScope, ns: string, raw: Buffer, done: (id: unknown) => void): Statement {
  return {
    run(batch) {
      const { doc, bytes } = prepareInsert(raw);
      const collection = ensureCollection(batch, scope.call.engine.store, ns);
      touch(scope, collection);
      if (!scope.bypassValidation) requireValid(collection, doc);
      insertRecord(batch, collection, doc, bytes);
      batch.outcomes.push(() => done(doc['_id']));
    },
  };
}

function requireRepeatable({ call }: WriteScope, wide: boolean, what: string): void {
  if (wide && call.txnNumber) throw new CommandError(72, `Cannot use (or request) retryable writes with ${what}`);
}

export interface UpdateOutcome {
  readonly before: Doc | null;
  readonly after: Doc | null;
  readonly modified: boolean;
  readonly upserted: boolean;
}

/** `spec` has q, u, and maybe c, multi, upsert, arrayFilters, hint, sort, collation. */
export function updateStatement(
  scope: WriteScope,
  ns: string,
  spec: Doc,
  done: (outcome: UpdateOutcome) => void,
): Statement {
  const { u } = spec;
  const multi = flag(spec, 'multi');
  requireRepeatable(scope, multi, 'multi=true');
  if (multi && isDoc(u) && !isOperatorUpdate(u))
    throw failedToParse('multi update is not supported for replacement-style update');
  if (spec['upsertSupplied'] !== undefined) throw refused('upsertSupplied');
  const update = compileUpdate(u, spec['arrayFilters'], spec['c'], {
    evaluate: scope.evaluate,
    compilePipeline: (pipeline, constants) => compileUpdatePipeline(pipeline, { ...scope.variables, ...constants }),
  });
  const replaces = isDoc(u) && !isOperatorUpdate(u);

  const change = (batch: Batch, collection: Collection, stored: StoredRecord, position: number): void => {
    touch(scope, collection);
    const after = update(decode(stored.bytes), { position, inserting: false, now: scope.now });
    if (!scope.bypassValidation && collection.validator && mustStayValid(collection, stored.doc))
      requireValid(collection, after);
    const modified = updateRecord(batch, collection, stored, after, replaces);
    batch.outcomes.push(() => done({ before: stored.doc, after, modified, upserted: false }));
  };

  const none = (batch: Batch): void => {
    if (!flag(spec, 'upsert')) return;
    const outcome = upsert(scope, batch, ns, spec, update);
    batch.outcomes.push(() => done(outcome));
  };

  return queryStatement(scope, ns, spec, multi, change, none);
}

/** Moderate validation leaves alone documents that were invalid before. */
function mustStayValid(collection: Collection, before: Doc): boolean {
  return collection.options['validationLevel'] !== 'moderate' || (collection.validator?.test(before) ?? true);
}

function upsert(scope: WriteScope, batch: Batch, ns: string, spec: Doc, update: Update): UpdateOutcome {
  const collection = ensureCollection(batch, scope.call.engine.store, ns);
  const { matcher } = selectionOf(scope, collection, spec, true);
  const doc = upsertDocument(matcher.node, spec['u'], update, scope.now);
  requireId(doc['_id']);
  touch(scope, collection);
  if (!scope.bypassValidation) requireValid(collection, doc);
  insertRecord(batch, collection, doc, encode(doc));
  return { before: null, after: doc, modified: false, upserted: true };
}

/** `spec` has q, limit (0 or 1), and maybe hint, collation, sort. */
export function deleteStatement(scope: WriteScope, ns: string, spec: Doc, done: (before: Doc) => void): Statement {
  const { limit } = spec;
  if (!isNumeric(limit) || ![0, 1].includes(toNumber(limit)))
    throw failedToParse('The limit field in delete objects must be 0 or 1');
  requireRepeatable(scope, toNumber(limit) === 0, 'limit=0');
  const remove = (batch: Batch, collection: Collection, stored: StoredRecord): void => {
    touch(scope, collection);
    removeRecord(batch, collection, stored);
    batch.outcomes.push(() => done(stored.doc));
  };
  return queryStatement(scope, ns, spec, toNumber(limit) === 0, remove, () => undefined);
}

function selectionOf(scope: WriteScope, collection: Collection, spec: Doc, multi: boolean): Selection {
  return parseSelection(collection, spec, { filter: 'q', limit: multi ? 0 : 1 }, scope.evaluate);
}

type Change = (batch: Batch, collection: Collection, stored: StoredRecord, position: number) => void;

function queryStatement(
  scope: WriteScope,
  ns: string,
  spec: Doc,
  multi: boolean,
  change: Change,
  none: (batch: Batch) => void,
): Statement {
  const { call } = scope;
  const applyTo = (batch: Batch, selection: Selection, record: RecordId): boolean => {
    const stored = readRecord(batch, selection.collection, record);
    const details: MatchDetails = { position: -1 };
    if (!stored || !selection.matcher.test(stored.doc, details)) return false;
    change(batch, selection.collection, stored, details.position);
    return true;
  };
  let selection: Selection | undefined;
  const selectionFor = (batch: Batch): Selection | undefined => {
    const collection = findCollection(call, ns, batch);
    if (!collection) return undefined;
    if (selection?.collection !== collection) selection = selectionOf(scope, collection, spec, multi);
    return selection;
  };
  const query: Doc = {
    records: ns.slice(ns.indexOf('.') + 1),
    q: spec['q'],
    limit: multi ? 0 : 1,
    let: scope.variables,
  };
  for (const name of ['hint', 'sort', 'collation']) if (spec[name] !== undefined) query[name] = spec[name];
  return {
    run(batch, tick) {
      const chosen = selectionFor(batch);
      // All are found before the first is changed: an update must not meet again what it has moved.
      const found = chosen ? [...select(batch.view, chosen, tick)] : [];
      if (found.length === 0) none(batch);
      for (const { record } of found) applyTo(batch, chosen as Selection, record);
    },
    wide: {
      query,
      single: !multi,
      apply(batch, record) {
        const chosen = selectionFor(batch);
        return chosen !== undefined && applyTo(batch, chosen, record);
      },
      none,
    },
  };
}
