import { setTimeout as delay } from 'node:timers/promises';
import { Binary, Long } from 'bson';
import { type Doc, isDoc, toNumber } from '../bson/value.js';
import { COMMANDS } from '../commands/index.js';
import { CommandError, refused, toCommandError } from '../errors.js';
import { deadlineOf, stringField } from '../read/options.js';
import { endsTransaction, retryNumber, transactionOf } from '../sessions/numbers.js';
import type { Request } from '../wire/message.js';
import { type Command, COMMON_FIELDS, STABLE_COMMANDS } from './command.js';
import { applyWriteConcern, requireConcerns } from './concerns.js';
import { type Call, type Connection, type Engine, topologyVersion } from './engine.js';
import type { Failure } from './failpoints.js';
import { labelsFor } from './labels.js';
import { table } from '../table.js';

/** From a request to its reply: checks, session, transaction, failpoint, the command, write concern, labels. */

/** Close the socket instead of answering. */
export const CLOSE = Symbol('close');

const ALIASES = table<string>({
  findandmodify: 'findAndModify',
  ismaster: 'hello',
  isMaster: 'hello',
  buildinfo: 'buildInfo',
  dropindexes: 'dropIndexes',
  deleteIndexes: 'dropIndexes',
  dbstats: 'dbStats',
  collstats: 'collStats',
});

export async function dispatch(engine: Engine, connection: Connection, request: Request): Promise<Doc | typeof CLOSE> {
  const { body } = request;
  const sent = Object.keys(body)[0] ?? '';
  const name = ALIASES[sent] ?? sent;
  if (name !== sent) body[name] = body[sent];
  const failure = engine.failPoints?.match([sent, name], body, appNameOf(connection, body));
  if (failure && failure.blockMs > 0)
    await delay(failure.blockMs, undefined, { signal: connection.closed }).catch(() => undefined);
  if (failure?.closeConnection) return CLOSE;
  let reply: Doc;
  try {
    if (failure?.error) throw failure.error;
    reply = await inSessionOrder(engine, body, name, () => run(engine, connection, request, name, sent));
  } catch (error) {
    reply = toCommandError(error).toReply();
  }
  return finish(engine, reply, body, name, failure);
}

function appNameOf({ client }: Connection, body: Doc): string | undefined {
  const metadata = client ?? body['client'];
  const application = isDoc(metadata) ? metadata['application'] : undefined;
  return isDoc(application) && typeof application['name'] === 'string' ? application['name'] : undefined;
}

/** Commands of one session with a transaction number wait for each other. */
async function inSessionOrder(engine: Engine, body: Doc, name: string, act: () => Promise<Doc>): Promise<Doc> {
  if (!isDoc(body['lsid']) || body['txnNumber'] === undefined || name === 'hello') return act();
  const session = engine.sessions.get(body['lsid']);
  const result = session.queue.then(act);
  session.queue = result.catch(() => undefined);
  return result;
}

async function run(engine: Engine, connection: Connection, request: Request, name: string, sent: string): Promise<Doc> {
  const { body, sequences } = request;
  if (engine.stopping) throw new CommandError(91, 'The server is in quiesce mode and will shut down');
  const command = COMMANDS[name];
  if (!command) throw new CommandError(59, `no such command: '${sent}'`);
  requireApi(body, name);
  requireKnownFields(command, body, name);
  const db = body['$db'];
  if (typeof db !== 'string' || !/^[^/\\. "$\0]{1,63}$|^\$external$/.test(db))
    throw new CommandError(73, `Invalid database name: '${String(db)}'`);
  if (command.adminOnly === true && db !== 'admin')
    throw new CommandError(13, `${name} may only be run against the admin database.`);
  const session = isDoc(body['lsid']) ? engine.sessions.get(body['lsid']) : undefined;
  const transaction = transactionOf(engine, session, body, name, command);
  const txnNumber = retryNumber(engine, session, body, command);
  if (session && transaction) session.connection = connection.id;
  try {
    requireConcerns(body, command, transaction !== undefined);
    const deadline = deadlineOf(body);
    return await runCall(
      { engine, connection, name, db, body, sequences, session, transaction, txnNumber, deadline },
      command,
    );
  } catch (error) {
    // Any error inside a transaction ends it, as on a real server.
    if (transaction && !endsTransaction(name)) engine.transactions.abort(transaction);
    throw error;
  }
}

async function runCall(call: Call, command: Command): Promise<Doc> {
  const { engine, name, body, transaction } = call;
  engine.operations.add(call);
  try {
    const reply = await command.run(call);
    if (reply['abortsTransaction'] === true) {
      delete reply['abortsTransaction'];
      if (transaction) engine.transactions.abort(transaction);
    }
    const concern =
      command.writes === true || endsTransaction(name) ? await applyWriteConcern(engine, body) : undefined;
    return { ...reply, ...(concern ? { writeConcernError: concern } : {}), ok: 1 };
  } finally {
    engine.operations.delete(call);
  }
}

/** Source: MongoDB manual, "Stable API". */
function requireApi(body: Doc, name: string): void {
  const version = body['apiVersion'] === undefined ? undefined : stringField(body, 'apiVersion');
  if (version === undefined) {
    if (body['apiStrict'] !== undefined || body['apiDeprecationErrors'] !== undefined)
      throw new CommandError(72, 'Provided apiStrict and/or apiDeprecationErrors without passing apiVersion');
    return;
  }
  if (version !== '1') throw new CommandError(322, `API version must be "1", not ${version}`);
  if (body['apiStrict'] === true && !STABLE_COMMANDS.has(name))
    throw new CommandError(323, `Provided apiStrict:true, but the command ${name} is not in API Version 1.`);
}

/** Of the fields in every command the first is its name, and a second spelling of it is ours. */
function requireKnownFields(command: Command, body: Doc, name: string): void {
  if (command.anyField === true) return;
  Object.keys(body).forEach((field, i) => {
    if (i === 0 || field === name || COMMON_FIELDS.has(field) || command.fields.includes(field)) return;
    if (field === 'encryptionInformation' || field === 'encryptedFields') throw refused('encrypted collections');
    throw new CommandError(40415, `BSON field '${name}.${field}' is an unknown field.`);
  });
}

function finish(engine: Engine, reply: Doc, body: Doc, name: string, failure: Failure | undefined): Doc {
  if (failure?.writeConcernError && reply['ok'] === 1) reply['writeConcernError'] = failure.writeConcernError;
  const labels =
    failure?.errorLabels && (failure.error ?? failure.writeConcernError)
      ? failure.errorLabels
      : labelsFor(reply, {
          inTransaction: body['autocommit'] === false,
          endsTransaction: endsTransaction(name),
          retryableWrite: body['txnNumber'] !== undefined && body['autocommit'] === undefined,
          changeStream: name === 'getMore' || (name === 'aggregate' && opensChangeStream(body)),
        });
  if (labels.length > 0) reply['errorLabels'] = labels;
  // Tells drivers that the error is of this very state of the server, so that they need not ask for a newer one.
  if (leavesPrimary(reply)) reply['topologyVersion'] = topologyVersion(engine);
  const time = engine.store.clusterTime;
  reply['$clusterTime'] = { clusterTime: time, signature: { hash: NO_SIGNATURE, keyId: Long.ZERO } };
  reply['operationTime'] = time;
  return reply;
}

/** Source: MongoDB specifications, "Server Discovery and Monitoring", not writable primary and node is shutting down. */
const LEAVES_PRIMARY = new Set([91, 189, 10058, 10107, 11600, 11602, 13435, 13436]);

function leavesPrimary({ ok, code, writeConcernError }: Doc): boolean {
  if (ok === 0) return LEAVES_PRIMARY.has(toNumber(code));
  return isDoc(writeConcernError) && LEAVES_PRIMARY.has(toNumber(writeConcernError['code']));
}

const NO_SIGNATURE = new Binary(Buffer.alloc(20));

function opensChangeStream(body: Doc): boolean {
  const { pipeline } = body;
  const first: unknown = Array.isArray(pipeline) ? pipeline[0] : undefined;
  return isDoc(first) && '$changeStream' in first;
}

/** A driver's monitor asks to be told when the topology changes, and at the latest after maxAwaitTimeMS. */
export function isAwaitableHello(body: Doc): boolean {
  return 'hello' in body && body['topologyVersion'] !== undefined && body['maxAwaitTimeMS'] !== undefined;
}
