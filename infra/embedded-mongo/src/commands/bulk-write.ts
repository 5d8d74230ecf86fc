import { Double } from 'bson';
import { decode, encode } from '../bson/decode.js';
import { type Doc, isDoc, isNumeric, toNumber } from '../bson/value.js';
import { CommandError, codeName, failedToParse } from '../errors.js';
import { takeBatch } from '../read/batch.js';
import { arrayField, countField, docField, flag, namespace } from '../read/options.js';
import type { Commands } from '../server/command.js';
import type { Call } from '../server/engine.js';
import { runStatements } from '../write/run.js';
import {
  deleteStatement,
  insertStatement,
  type Statement,
  updateStatement,
  type WriteScope,
} from '../write/statements.js';
import { cursorReply } from './read.js';
import { add, asDoc, requireFields, scopeOf, statementsOf } from './write-batch.js';

/** The command bulkWrite of MongoDB 8.0: inserts, updates and deletes in several collections, one result for each. */

interface BulkOperation {
  readonly kind: 'insert' | 'update' | 'delete';
  readonly ns: string;
  readonly spec: Doc;
}

const BULK_OPERATION_FIELDS = {
  insert: new Set(['insert', 'document']),
  update: new Set(
    'update filter updateMods multi upsert arrayFilters hint collation constants sort upsertSupplied sampleId'.split(
      ' ',
    ),
  ),
  delete: new Set(['delete', 'filter', 'multi', 'hint', 'collation', 'sampleId']),
} as const;

/** @throws CommandError 2 or 9 for an operation that names no namespace or is of no known kind */
function bulkOperation(operation: Doc, namespaces: readonly string[]): BulkOperation {
  const [kind = ''] = Object.keys(operation);
  if (kind !== 'insert' && kind !== 'update' && kind !== 'delete')
    throw failedToParse(`BulkWrite ops entry must be an insert, update or delete, found '${kind}'`);
  const ns = namespaces[toNumber(operation[kind])];
  if (ns === undefined)
    throw new CommandError(2, `BulkWrite ops entry ${String(operation[kind])} has an invalid nsInfo index.`);
  requireFields(operation, BULK_OPERATION_FIELDS[kind], 'bulkWrite.ops');
  return { kind, ns, spec: operation };
}

const BULK_COUNTS = ['nInserted', 'nMatched', 'nModified', 'nUpserted', 'nDeleted'];

async function bulkWrite(call: Call): Promise<Doc> {
  const scope = scopeOf(call);
  const operations = statementsOf(call, 'ops');
  const namespaces = (
    call.sequences.get('nsInfo')?.map((bytes) => decode(bytes)) ?? (arrayField(call.body, 'nsInfo') as Doc[])
  ).map((info) => String(info['ns']));
  for (const ns of namespaces) namespace(ns.slice(0, ns.indexOf('.')), ns.slice(ns.indexOf('.') + 1));
  const errorsOnly = flag(call.body, 'errorsOnly');
  const reply: Doc = { results: [], nErrors: 0, ...Object.fromEntries(BULK_COUNTS.map((name) => [name, 0])) };
  const parsed = operations.map((operation) => bulkOperation(asDoc(operation), namespaces));

  await runStatements(call, {
    count: operations.length,
    ordered: call.body['ordered'] !== false,
    reply,
    statement: (i) =>
      bulkStatement(scope, parsed[i] as BulkOperation, reply, (result) =>
        (reply['results'] as Doc[]).push({ ok: new Double(1), idx: i, ...result }),
      ),
    failed(i, error) {
      add(reply, 'nErrors', 1);
      (reply['results'] as Doc[]).push({
        ok: new Double(0),
        idx: i,
        code: error.code,
        codeName: codeName(error.code),
        errmsg: error.message,
        ...error.extra,
        n: 0,
      });
    },
  });
  const all = reply['results'] as Doc[];
  const shown = errorsOnly ? all.filter((result) => toNumber(result['ok']) === 0) : merged(all);
  const iterator = shown.map(encode)[Symbol.iterator]();
  const cursor = docField(call.body, 'cursor');
  const batchSize = cursor['batchSize'] === undefined ? undefined : countField(cursor, 'batchSize', 0);
  const first = takeBatch(iterator, batchSize ?? Number.MAX_SAFE_INTEGER);
  const opened = {
    first,
    take: (count: number) => Promise.resolve(takeBatch(iterator, count)),
    close: () => undefined,
  };
  const { results: _, ...counts } = reply;
  return { ...cursorReply(call, 'admin.$cmd.bulkWrite', opened), ...counts };
}

/** A multi-update answers once for each document; the client wants one result for each operation. */
function merged(results: readonly Doc[]): Doc[] {
  const byOperation = new Map<number, Doc>();
  for (const result of results) {
    const at = toNumber(result['idx']);
    const known = byOperation.get(at);
    if (!known) byOperation.set(at, { ...result });
    else
      for (const name of ['n', 'nModified'])
        if (isNumeric(result[name])) known[name] = toNumber(known[name]) + toNumber(result[name]);
  }
  return [...byOperation.values()].sort((a, b) => toNumber(a['idx']) - toNumber(b['idx']));
}

function bulkStatement(
  scope: WriteScope,
  { kind, ns, spec }: BulkOperation,
  reply: Doc,
  result: (doc: Doc) => void,
): Statement {
  switch (kind) {
    case 'insert':
      if (!isDoc(spec['document']))
        throw new CommandError(40414, "BSON field 'bulkWrite.ops.document' is missing but a required field");
      return insertStatement(scope, ns, encode(spec['document']), () => {
        add(reply, 'nInserted', 1);
        result({ n: 1 });
      });
    case 'update': {
      const { filter, updateMods, multi, upsert, arrayFilters, hint, collation, constants, sort } = spec;
      const statement = defined({
        q: filter,
        u: updateMods,
        c: constants,
        multi,
        upsert,
        arrayFilters,
        hint,
        collation,
        sort,
      });
      return counted(
        updateStatement(scope, ns, statement, ({ modified, upserted, after }) => {
          add(reply, upserted ? 'nUpserted' : 'nMatched', 1);
          add(reply, 'nModified', modified ? 1 : 0);
          result({ n: 1, nModified: modified ? 1 : 0, ...(upserted ? { upserted: { _id: after?.['_id'] } } : {}) });
        }),
        () => result({ n: 0, nModified: 0 }),
      );
    }
    case 'delete': {
      const { filter, multi, hint, collation } = spec;
      const statement = defined({ q: filter, limit: multi === true ? 0 : 1, hint, collation });
      return counted(
        deleteStatement(scope, ns, statement, () => {
          add(reply, 'nDeleted', 1);
          result({ n: 1 });
        }),
        () => result({ n: 0 }),
      );
    }
  }
}

const defined = (spec: Doc): Doc => Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));

/** Adds an empty result first, so that an operation that matched nothing has one too. */
function counted(statement: Statement, start: () => void): Statement {
  return {
    ...statement,
    run(batch, tick) {
      statement.run(batch, tick);
      batch.outcomes.push(start);
    },
    ...(statement.wide
      ? {
          wide: {
            ...statement.wide,
            none(batch) {
              statement.wide?.none(batch);
              batch.outcomes.push(start);
            },
          },
        }
      : {}),
  };
}

const BULK_FIELDS = ['ops', 'nsInfo', 'ordered', 'bypassDocumentValidation', 'errorsOnly', 'let', 'cursor'];

export const bulkWriteCommands: Commands = {
  bulkWrite: {
    run: bulkWrite,
    fields: BULK_FIELDS,
    adminOnly: true,
    inTransaction: true,
    writes: true,
    retryable: true,
  },
};
