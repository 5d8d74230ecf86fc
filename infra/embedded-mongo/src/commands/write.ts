import { Double } from 'bson';
import { evaluatePlain } from '../aggregate/expression.js';
import { decode, encode } from '../bson/decode.js';
import { type Doc, isDoc, isNumeric, toNumber } from '../bson/value.js';
import { CommandError, codeName, failedToParse } from '../errors.js';
import { compileProjection } from '../query/projection.js';
import { takeBatch } from '../read/batch.js';
import { arrayField, countField, docField, flag, namespace, variablesOf } from '../read/options.js';
import type { Commands } from '../server/command.js';
import type { Call } from '../server/engine.js';
import { runStatements } from '../write/run.js';
import {
  deleteStatement,
  insertStatement,
  type Statement,
  updateStatement,
  type UpdateOutcome,
  writeScope,
  type WriteScope,
} from '../write/statements.js';
import { cursorReply } from './read.js';

/** Source: maxWriteBatchSize in `hello`. */
const MOST_STATEMENTS = 100_000;

function scopeOf(call: Call): WriteScope {
  return writeScope(
    call,
    variablesOf(call.body, (expression) => evaluatePlain(expression, {})),
  );
}

/** Statements sent beside the body, or inside it. */
function statementsOf(call: Call, name: string): (Buffer | Doc)[] {
  const outside = call.sequences.get(name);
  const statements = outside ?? (arrayField(call.body, name) as Doc[]);
  if (statements.length === 0 || statements.length > MOST_STATEMENTS) {
    throw new CommandError(
      16,
      `Write batch sizes must be between 1 and ${MOST_STATEMENTS}. Got ${statements.length} operations.`,
    );
  }
  return statements;
}

const asDoc = (statement: Buffer | Doc): Doc => {
  const doc = Buffer.isBuffer(statement) ? decode(statement) : statement;
  if (!isDoc(doc)) throw new CommandError(14, 'a statement must be of type object');
  return doc;
};
const asBytes = (statement: Buffer | Doc): Buffer =>
  Buffer.isBuffer(statement) ? statement : encode(asDoc(statement));

function add(reply: Doc, name: string, more: number): void {
  reply[name] = toNumber(reply[name] ?? 0) + more;
}

function push(reply: Doc, name: string, item: unknown): void {
  const items = reply[name];
  reply[name] = Array.isArray(items) ? [...(items as unknown[]), item] : [item];
}

function writeError(index: number, error: CommandError): Doc {
  const { keyPattern, keyValue, errInfo, ...rest } = error.extra;
  return {
    index,
    code: error.code,
    ...(keyPattern ? { keyPattern, keyValue } : {}),
    ...(errInfo ? { errInfo } : {}),
    ...rest,
    errmsg: error.message,
  };
}

function runCommand<Parsed>(
  call: Call,
  statements: readonly Parsed[],
  reply: Doc,
  make: (scope: WriteScope, ns: string, statement: Parsed, i: number) => Statement,
): Promise<Doc> {
  const ns = namespace(call.db, call.body[call.name]);
  const scope = scopeOf(call);
  return runStatements(call, {
    count: statements.length,
    ordered: call.body['ordered'] !== false,
    reply,
    statement: (i) => make(scope, ns, statements[i] as Parsed, i),
    failed: (i, error) => push(reply, 'writeErrors', writeError(i, error)),
  });
}

function insert(call: Call): Promise<Doc> {
  const reply: Doc = { n: 0 };
  return runCommand(call, statementsOf(call, 'documents'), reply, (scope, ns, statement) =>
    insertStatement(scope, ns, asBytes(statement), () => add(reply, 'n', 1)),
  );
}

const UPDATE_FIELDS = new Set([
  'q',
  'u',
  'c',
  'multi',
  'upsert',
  'collation',
  'arrayFilters',
  'hint',
  'sort',
  'upsertSupplied',
  'sampleId',
]);
const DELETE_FIELDS = new Set(['q', 'limit', 'collation', 'hint', 'sampleId']);

function requireFields(statement: Doc, known: ReadonlySet<string>, where: string): Doc {
  for (const field of Object.keys(statement))
    if (!known.has(field)) throw new CommandError(40415, `BSON field '${where}.${field}' is an unknown field.`);
  return statement;
}

function update(call: Call): Promise<Doc> {
  const reply: Doc = { n: 0, nModified: 0 };
  const specs = statementsOf(call, 'updates').map((one) => requireFields(asDoc(one), UPDATE_FIELDS, 'update.updates'));
  return runCommand(call, specs, reply, (scope, ns, spec, index) => {
    if (spec['sort'] !== undefined && flag(spec, 'multi')) throw failedToParse('Cannot specify sort with multi=true');
    return updateStatement(scope, ns, spec, ({ upserted, modified, after }) => {
      add(reply, 'n', 1);
      add(reply, 'nModified', modified ? 1 : 0);
      if (upserted) push(reply, 'upserted', { index, _id: after?.['_id'] });
    });
  });
}

function remove(call: Call): Promise<Doc> {
  const reply: Doc = { n: 0 };
  const specs = statementsOf(call, 'deletes').map((one) => requireFields(asDoc(one), DELETE_FIELDS, 'delete.deletes'));
  return runCommand(call, specs, reply, (scope, ns, spec) =>
    deleteStatement(scope, ns, spec, () => add(reply, 'n', 1)),
  );
}

function findAndModifySpec(body: Doc): Doc {
  const spec: Doc = { q: docField(body, 'query') };
  if (flag(body, 'remove')) spec['limit'] = 1;
  else Object.assign(spec, { u: body['update'], upsert: flag(body, 'upsert') });
  for (const name of ['sort', 'hint', 'collation', 'arrayFilters'])
    if (body[name] !== undefined && body[name] !== null) spec[name] = body[name];
  return spec;
}

async function findAndModify(call: Call): Promise<Doc> {
  const { body } = call;
  const ns = namespace(call.db, body['findAndModify']);
  const removing = flag(body, 'remove');
  if (removing && (body['update'] !== undefined || flag(body, 'new') || flag(body, 'upsert')))
    throw failedToParse("Cannot specify 'update', 'new' or 'upsert' along with 'remove'");
  if (!removing && body['update'] === undefined)
    throw failedToParse("Either an update or 'remove: true' must be specified");
  const scope = scopeOf(call);
  const fields = docField(body, 'fields');
  const projection = Object.keys(fields).length > 0 ? compileProjection(fields, scope.evaluate, true) : undefined;
  const reply: Doc = { lastErrorObject: removing ? { n: 0 } : { n: 0, updatedExisting: false }, value: null };
  const shown = (doc: Doc | null): Doc | null => (doc && projection ? projection.apply(doc, { position: 0 }) : doc);
  let failure: CommandError | undefined;
  const spec = findAndModifySpec(body);

  const updated = ({ before, after, upserted }: UpdateOutcome): void => {
    reply['lastErrorObject'] = { n: 1, updatedExisting: !upserted, ...(upserted ? { upserted: after?.['_id'] } : {}) };
    reply['value'] = shown(flag(body, 'new') ? after : before);
  };
  const removed = (before: Doc): void => {
    reply['lastErrorObject'] = { n: 1 };
    reply['value'] = shown(before);
  };
  await runStatements(call, {
    count: 1,
    ordered: true,
    reply,
    statement: () => (removing ? deleteStatement(scope, ns, spec, removed) : updateStatement(scope, ns, spec, updated)),
    failed(_i, error) {
      failure = error;
    },
  });
  if (failure) throw failure;
  return reply;
}

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
const WRITE_FIELDS = ['ordered', 'bypassDocumentValidation', 'let', 'stmtId', 'stmtIds'];

export const writeCommands: Commands = {
  insert: { run: insert, fields: [...WRITE_FIELDS, 'documents'], inTransaction: true, writes: true, retryable: true },
  update: { run: update, fields: [...WRITE_FIELDS, 'updates'], inTransaction: true, writes: true, retryable: true },
  delete: { run: remove, fields: [...WRITE_FIELDS, 'deletes'], inTransaction: true, writes: true, retryable: true },
  findAndModify: {
    run: findAndModify,
    fields: [
      ...WRITE_FIELDS,
      'query',
      'sort',
      'remove',
      'update',
      'new',
      'fields',
      'upsert',
      'collation',
      'arrayFilters',
      'hint',
    ],
    inTransaction: true,
    writes: true,
    retryable: true,
  },
  bulkWrite: {
    run: bulkWrite,
    fields: BULK_FIELDS,
    adminOnly: true,
    inTransaction: true,
    writes: true,
    retryable: true,
  },
};
