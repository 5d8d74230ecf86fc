import { Long } from 'bson';
import { decode } from '../bson/decode.js';
import { type Doc, isDoc, isNumeric, toNumber } from '../bson/value.js';
import { BudgetExceeded, CommandError } from '../errors.js';
import { createClock, MAIN_THREAD_BUDGET } from '../plan/execute.js';
import { type DocumentBatch, takeBatch } from '../read/batch.js';
import type { OpenCursor, OpenedRead } from '../read/cursors.js';
import { arrayField, countField, flag, namespace } from '../read/options.js';
import { PRODUCERS } from '../read/producers.js';
import type { RemoteStream } from '../read/workers.js';
import type { Command, Commands } from '../server/command.js';
import { type Call, readContext } from '../server/engine.js';
import { nameOf } from '../sessions/sessions.js';
import { cursorDocument } from '../wire/message.js';

const FIRST_BATCH = 101;
/** A getMore on the main thread may examine more than a first batch, because it seldom has to. */
const CONTINUED_BUDGET = 10 * MAIN_THREAD_BUDGET;

/**
 * Opens a stream and takes its first documents. It starts on the main thread; a read that examines too much there goes
 * to a worker from its start. Inside a transaction it stays, because only the main thread has the snapshot and the writes.
 */
export async function openRead(call: Call, producer: string, body: Doc, count: number): Promise<OpenedRead> {
  const budget = call.transaction ? Infinity : MAIN_THREAD_BUDGET;
  const clock = createClock(budget, call.deadline);
  const produce = PRODUCERS[producer] as (typeof PRODUCERS)[string];
  let remote: RemoteStream | undefined;
  let delivered = 0;
  let iterator: Iterator<Buffer> | undefined;

  const moveToWorker = (): RemoteStream => {
    iterator = undefined;
    return call.engine.workers.open(producer, call.db, body, delivered, call.deadline);
  };
  const take = async (wanted: number, deadline: number): Promise<DocumentBatch> => {
    let batch: DocumentBatch | undefined;
    if (iterator) {
      try {
        batch = takeBatch(iterator, wanted);
      } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error;
        remote = moveToWorker();
      }
    }
    batch ??= await (remote as RemoteStream).next(wanted, deadline);
    delivered += batch.docs.length;
    return batch;
  };

  iterator = produce(readContext(call, clock.tick), call.db, body)[Symbol.iterator]();
  const first = await take(count, call.deadline);
  return {
    first,
    take(wanted, { deadline }) {
      clock.grant(call.transaction ? Infinity : CONTINUED_BUDGET, deadline);
      return take(wanted, deadline);
    },
    close: () => remote?.close(),
  };
}

/** The one document of a command like count. */
export async function readOne(call: Call, producer: string): Promise<Doc> {
  const { first } = await openRead(call, producer, call.body, 1);
  return decode(first.docs[0] as Buffer);
}

export function cursorReply(
  call: Call,
  ns: string,
  opened: OpenedRead,
  options: { empty?: boolean; keepAlive?: boolean; extra?: Doc } = {},
): Doc {
  const { first, take, close } = opened;
  let id = Long.ZERO;
  if (!first.done || options.empty === true) {
    const { cursors } = call.engine;
    id = cursors.open({
      ns,
      take,
      close,
      session: call.session && nameOf(call.session),
      transaction: call.transaction,
      keepAlive: options.keepAlive ?? false,
    }).id;
    // What it reads through ends with the transaction.
    void call.transaction?.ended.then(() => cursors.kill(id));
  }
  return { cursor: cursorDocument('firstBatch', first.docs, { ...options.extra, id, ns }) };
}

async function runFind(call: Call): Promise<Doc> {
  const { body } = call;
  const ns = namespace(call.db, body['find']);
  const batchSize = body['batchSize'] === undefined ? undefined : countField(body, 'batchSize', FIRST_BATCH);
  const limit = countField(body, 'limit', 0);
  const wanted = batchSize ?? FIRST_BATCH;
  const opened = await openRead(
    call,
    'find',
    body,
    flag(body, 'singleBatch') && limit > 0 ? Math.min(limit, wanted) : wanted,
  );
  if (flag(body, 'singleBatch')) {
    opened.close();
    return cursorReply(call, ns, { ...opened, first: { ...opened.first, done: true } });
  }
  return cursorReply(call, ns, opened, { empty: batchSize === 0, keepAlive: flag(body, 'noCursorTimeout') });
}

async function getMore(call: Call): Promise<Doc> {
  const { body, engine } = call;
  const id = body['getMore'];
  if (!(id instanceof Long))
    throw new CommandError(14, "BSON field 'getMore.getMore' is the wrong type, expected type 'long'");
  const cursor = engine.cursors.get(id);
  const ns =
    cursor.ns === `${call.db}.$cmd.aggregate` || cursor.ns.startsWith('admin.$cmd')
      ? cursor.ns
      : namespace(call.db, body['collection']);
  if (cursor.ns !== ns)
    throw new CommandError(
      13,
      `Requested getMore on namespace '${ns}', but cursor belongs to a different namespace ${cursor.ns}`,
    );
  requireOwner(cursor, call);
  if (cursor.busy) throw new CommandError(12051, `cursor id ${id.toString()} is already in use`);
  // Zero and absent are the same: as many as fit.
  const count = countField(body, 'batchSize', 0) || Number.MAX_SAFE_INTEGER;
  cursor.busy = true;
  try {
    const wait = isNumeric(body['maxTimeMS']) ? toNumber(body['maxTimeMS']) : 1_000;
    const batch = await cursor.take(count, { deadline: call.deadline, wait });
    if (batch.done) engine.cursors.kill(id);
    return { cursor: cursorDocument('nextBatch', batch.docs, { ...batch.extra, id: batch.done ? Long.ZERO : id, ns }) };
  } catch (error) {
    engine.cursors.kill(id);
    throw error;
  } finally {
    cursor.busy = false;
  }
}

/** Source: MongoDB's getMore, which has a code for each way to hold somebody else's cursor. */
function requireOwner({ id, session, transaction }: OpenCursor, call: Call): void {
  const refuse = (code: number, why: string): never => {
    throw new CommandError(code, `Cannot run getMore on cursor ${id.toString()}, which was ${why}`);
  };
  if (session !== undefined && !call.session) refuse(50737, 'created in a session, without an lsid');
  if (session !== undefined && call.session && session !== nameOf(call.session))
    refuse(50738, 'created in another session');
  if (!transaction && call.transaction) refuse(50739, 'not created in a transaction, in one');
  if (transaction && !call.transaction) refuse(50740, 'created in a transaction, without a txnNumber');
  if (transaction !== call.transaction) refuse(50741, 'created in another transaction');
}

function killCursors(call: Call): Doc {
  namespace(call.db, call.body['killCursors']);
  const killed: unknown[] = [];
  const missing: unknown[] = [];
  for (const id of arrayField(call.body, 'cursors')) {
    if (!(id instanceof Long)) throw new CommandError(14, 'cursor ids must be of type long');
    (call.engine.cursors.kill(id) ? killed : missing).push(id);
  }
  return { cursorsKilled: killed, cursorsNotFound: missing, cursorsAlive: [], cursorsUnknown: [] };
}

const VERBOSITIES = ['queryPlanner', 'executionStats', 'allPlansExecution'];

/** Explains the command `inner`. @throws CommandError 9 for an unknown verbosity */
export async function explain(call: Call, inner: unknown, asked?: unknown): Promise<Doc> {
  if (!isDoc(inner)) throw new CommandError(14, "BSON field 'explain' is the wrong type, expected type 'object'");
  const verbosity = asked ?? 'allPlansExecution';
  if (typeof verbosity !== 'string' || !VERBOSITIES.includes(verbosity))
    throw new CommandError(
      9,
      `verbosity string must be one of {'queryPlanner', 'executionStats', 'allPlansExecution'}`,
    );
  const { first } = await openRead(call, 'explain', { inner, run: verbosity !== 'queryPlanner' }, 1);
  return {
    ...decode(first.docs[0] as Buffer),
    command: { ...inner, $db: call.db },
    serverInfo: {
      host: call.engine.address.host,
      port: call.engine.address.port,
      version: '8.0.0',
      gitVersion: 'embedded-mongo',
    },
  };
}

const single = (producer: string, fields: readonly string[], inTransaction: boolean): Command => ({
  fields,
  inTransaction,
  run: (call) => {
    namespace(call.db, call.body[producer]);
    return readOne(call, producer);
  },
});

const FIND_FIELDS =
  'filter projection sort skip limit batchSize singleBatch hint max min returnKey showRecordId tailable awaitData oplogReplay noCursorTimeout allowPartialResults collation allowDiskUse let'.split(
    ' ',
  );

export const readCommands: Commands = {
  find: { run: runFind, fields: FIND_FIELDS, inTransaction: true },
  getMore: {
    run: getMore,
    fields: ['collection', 'batchSize', 'term', 'lastKnownCommittedOpTime'],
    inTransaction: true,
  },
  killCursors: { run: killCursors, fields: ['cursors'], inTransaction: true },
  count: single('count', ['query', 'limit', 'skip', 'hint', 'collation', 'fields'], false),
  distinct: single('distinct', ['key', 'query', 'collation', 'hint'], true),
  explain: { run: (call) => explain(call, call.body['explain'], call.body['verbosity']), fields: ['verbosity'] },
};
