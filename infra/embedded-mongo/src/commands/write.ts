import type { Doc } from '../bson/value.js';
import { CommandError, failedToParse } from '../errors.js';
import { compileProjection } from '../query/projection.js';
import { docField, flag, namespace } from '../read/options.js';
import type { Commands } from '../server/command.js';
import type { Call } from '../server/engine.js';
import { runStatements } from '../write/run.js';
import {
  deleteStatement,
  insertStatement,
  type Statement,
  updateStatement,
  type UpdateOutcome,
  type WriteScope,
} from '../write/statements.js';
import { add, asBytes, asDoc, push, requireFields, scopeOf, statementsOf } from './write-batch.js';

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
    // The whole command fails, and nothing is remembered: a retry fails in the same way, by trying again.
    failed(_i, error) {
      throw error;
    },
  });
  return reply;
}

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
};
