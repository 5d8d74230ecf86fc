import { Timestamp, Binary, Long } from 'bson';
import { type Doc, isDoc, toNumber, typeName } from '../bson/value.js';
import { COMMANDS } from '../commands/index.js';
import { CommandError, refused, toCommandError } from '../errors.js';
import { deadlineOf, stringField } from '../read/options.js';
import { longOf, type Session } from '../sessions/sessions.js';
import type { Transaction } from '../sessions/transactions.js';
import type { Request } from '../wire/message.js';
import { type Command, COMMON_FIELDS } from './command.js';
import type { Call, Connection, Engine } from './engine.js';
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
  const failure =
    engine.failPoints?.match(sent, appNameOf(connection, body)) ??
    (name === sent ? undefined : engine.failPoints?.match(name, appNameOf(connection, body)));
  if (failure && failure.blockMs > 0) await new Promise((resolve) => setTimeout(resolve, failure.blockMs));
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
  const command = COMMANDS[name];
  if (!command) throw new CommandError(59, `no such command: '${sent}'`);
  requireApi(body);
  requireKnownFields(command, body, sent);
  const db = body['$db'];
  if (typeof db !== 'string' || !/^[^/\\. "$\0]{1,63}$|^\$external$/.test(db))
    throw new CommandError(73, `Invalid database name: '${String(db)}'`);
  const session = isDoc(body['lsid']) ? engine.sessions.get(body['lsid']) : undefined;
  const transaction = transactionOf(engine, session, body, name, command);
  const txnNumber = retryNumber(session, body, command, transaction, engine);
  requireConcerns(body, command, transaction !== undefined);
  const call: Call = {
    engine,
    connection,
    name,
    db,
    body,
    sequences,
    session,
    transaction,
    txnNumber,
    deadline: deadlineOf(body),
  };
  engine.operations.add(call);
  try {
    const reply = await command.run(call);
    if (reply['abortsTransaction'] === true) {
      delete reply['abortsTransaction'];
      if (transaction) engine.transactions.abort(transaction);
    }
    const concern =
      command.writes === true || name === 'commitTransaction' || name === 'abortTransaction'
        ? await applyWriteConcern(engine, body)
        : undefined;
    return { ...reply, ...(concern ? { writeConcernError: concern } : {}), ok: 1 };
  } catch (error) {
    // Any error inside a transaction ends it, as on a real server.
    if (transaction && name !== 'commitTransaction' && name !== 'abortTransaction')
      engine.transactions.abort(transaction);
    throw error;
  } finally {
    engine.operations.delete(call);
  }
}

function requireApi(body: Doc): void {
  const version = body['apiVersion'] === undefined ? undefined : stringField(body, 'apiVersion');
  if (version === undefined) {
    if (body['apiStrict'] !== undefined || body['apiDeprecationErrors'] !== undefined)
      throw new CommandError(72, 'Provided apiStrict and/or apiDeprecationErrors without passing apiVersion');
    return;
  }
  if (version !== '1') throw new CommandError(322, `Cannot support API version: ${version}`);
}

function requireKnownFields(command: Command, body: Doc, sent: string): void {
  if (command.anyField === true) return;
  Object.keys(body).forEach((field, i) => {
    if (i === 0 || COMMON_FIELDS.has(field) || command.fields.includes(field)) return;
    if (field === 'encryptionInformation' || field === 'encryptedFields') throw refused('encrypted collections');
    throw new CommandError(40415, `BSON field '${sent}.${field}' is an unknown field.`);
  });
}

/** The transaction a command belongs to; starts it when the command asks. */
function transactionOf(
  engine: Engine,
  session: Session | undefined,
  body: Doc,
  name: string,
  command: Command,
): Transaction | undefined {
  if (body['autocommit'] === undefined) {
    if (body['startTransaction'] !== undefined)
      throw new CommandError(72, "'startTransaction' field requires 'autocommit' field to also be specified");
    if (name === 'commitTransaction' || name === 'abortTransaction')
      throw new CommandError(125, `${name} must be run within a transaction`);
    return undefined;
  }
  if (body['autocommit'] !== false) throw new CommandError(72, 'Specifying autocommit=true is not allowed.');
  if (!session || body['txnNumber'] === undefined)
    throw new CommandError(72, "'autocommit' field requires a transaction number to also be specified");
  const number = longOf(body['txnNumber']);
  const current = session.transaction;
  if (body['startTransaction'] === true) {
    requireTransactional(command, name);
    if (current && number.equals(current.number))
      throw new CommandError(
        117,
        `Cannot start transaction ${number.toString()} on session because a transaction with the same number is already known`,
      );
    requireNewer(session, number, engine);
    if (current) engine.transactions.abort(current);
    session.transaction = engine.transactions.start(session.lsid, number);
    return session.transaction;
  }
  if (name === 'commitTransaction' || name === 'abortTransaction')
    return current && number.equals(current.number) ? current : undefined;
  requireTransactional(command, name);
  if (!current || !number.equals(current.number)) {
    throw noSuchTransaction(
      `Given transaction number ${number.toString()} does not match any in-progress transactions. The active transaction number is ${current?.number.toString() ?? '-1'}`,
    );
  }
  if (current.state === 'aborted')
    throw noSuchTransaction(`Transaction with { txnNumber: ${number.toString()} } has been aborted.`);
  if (current.state === 'committed')
    throw new CommandError(256, `Transaction with { txnNumber: ${number.toString()} } has been committed.`);
  return current;
}

const noSuchTransaction = (message: string): CommandError => new CommandError(251, message);

function requireTransactional(command: Command, name: string): void {
  if (command.inTransaction !== true)
    throw new CommandError(263, `Cannot run '${name}' in a multi-document transaction.`);
}

function requireNewer(session: Session, number: Long, engine: Engine): void {
  const known = session.transaction?.number ?? engine.sessions.readRetry(session, engine.store.reader)?.txnNumber;
  if (known?.greaterThan(number) === true) {
    throw new CommandError(
      225,
      `Cannot start transaction with { txnNumber: ${number.toString()} } on session because a newer transaction with txnNumber { txnNumber: ${known.toString()} } has already started on this session.`,
    );
  }
}

function retryNumber(
  session: Session | undefined,
  body: Doc,
  command: Command,
  transaction: Transaction | undefined,
  engine: Engine,
): Long | undefined {
  if (body['txnNumber'] === undefined || transaction || body['autocommit'] !== undefined) return undefined;
  if (!session) throw new CommandError(72, 'Transaction number requires a session ID to also be specified');
  if (command.retryable !== true)
    throw new CommandError(
      72,
      `txnNumber may only be provided for multi-document transactions and retryable write commands.`,
    );
  const number = longOf(body['txnNumber']);
  const open = session.transaction;
  if (open?.state === 'active') {
    if (open.number.greaterThanOrEqual(number))
      throw new CommandError(
        225,
        `Retryable write with txnNumber ${number.toString()} is prohibited on session because a newer transaction has already started.`,
      );
    engine.transactions.abort(open);
  }
  return number;
}

const READ_CONCERNS = new Set(['local', 'majority', 'linearizable', 'available', 'snapshot']);

function requireConcerns(body: Doc, command: Command, inTransaction: boolean): void {
  const read = body['readConcern'];
  if (read !== undefined) {
    if (!isDoc(read))
      throw new CommandError(
        14,
        `BSON field 'readConcern' is the wrong type '${typeName(read)}', expected type 'object'`,
      );
    const level = read['level'] === undefined ? undefined : stringField(read, 'level');
    if (level !== undefined && !READ_CONCERNS.has(level))
      throw new CommandError(9, `Enumeration value '${level}' for field 'readConcern.level' is not a valid value.`);
    if (inTransaction && body['startTransaction'] !== true)
      throw new CommandError(72, 'Only the first command in a transaction may specify a readConcern');
    if (inTransaction && (level === 'linearizable' || level === 'available'))
      throw new CommandError(
        72,
        "The readConcern level must be either 'local' (default), 'majority' or 'snapshot' in order to run in a transaction",
      );
    if (!inTransaction && level === 'snapshot') throw refused('snapshot reads outside transactions');
    const after = read['afterClusterTime'];
    if (after !== undefined && !(after instanceof Timestamp))
      throw new CommandError(14, "BSON field 'readConcern.afterClusterTime' is the wrong type");
  }
  const write = body['writeConcern'];
  if (write === undefined) return;
  if (!isDoc(write))
    throw new CommandError(
      14,
      `BSON field 'writeConcern' is the wrong type '${typeName(write)}', expected type 'object'`,
    );
  if (inTransaction && command.writes === true)
    throw new CommandError(72, 'writeConcern is not allowed within a multi-statement transaction');
  if (typeof write['w'] === 'number' && (write['w'] < 0 || write['w'] > 50))
    throw new CommandError(9, 'w has to be a non-negative number and not greater than 50');
}

/** Waits for the disk where that was asked for; answers with what one member alone cannot do. */
async function applyWriteConcern(engine: Engine, body: Doc): Promise<Doc | undefined> {
  const concern = isDoc(body['writeConcern']) ? body['writeConcern'] : {};
  const { w, j } = concern;
  if (j === true || w === 'majority') await engine.store.flushed();
  if (typeof w === 'string' && w !== 'majority')
    return {
      code: 79,
      codeName: 'UnknownReplWriteConcern',
      errmsg: `No write concern mode named '${w}' found in replica set configuration`,
      errInfo: { writeConcern: concern },
    };
  if (toNumber(w) > 1)
    return {
      code: 100,
      codeName: 'UnsatisfiableWriteConcern',
      errmsg: 'Not enough data-bearing nodes',
      errInfo: { writeConcern: concern },
    };
  return undefined;
}

function finish(engine: Engine, reply: Doc, body: Doc, name: string, failure: Failure | undefined): Doc {
  if (failure?.writeConcernError && reply['ok'] === 1) reply['writeConcernError'] = failure.writeConcernError;
  const labels =
    failure?.errorLabels && (failure.error ?? failure.writeConcernError)
      ? failure.errorLabels
      : labelsFor(reply, {
          inTransaction: body['autocommit'] === false,
          endsTransaction: name === 'commitTransaction' || name === 'abortTransaction',
          retryableWrite: body['txnNumber'] !== undefined && body['autocommit'] === undefined,
          changeStream: name === 'getMore' || (name === 'aggregate' && opensChangeStream(body)),
        });
  if (labels.length > 0) reply['errorLabels'] = labels;
  const time = engine.store.clusterTime;
  reply['$clusterTime'] = { clusterTime: time, signature: { hash: NO_SIGNATURE, keyId: Long.ZERO } };
  reply['operationTime'] = time;
  return reply;
}

const NO_SIGNATURE = new Binary(Buffer.alloc(20));

function opensChangeStream(body: Doc): boolean {
  const { pipeline } = body;
  const first: unknown = Array.isArray(pipeline) ? pipeline[0] : undefined;
  return isDoc(first) && '$changeStream' in first;
}
