import { decode } from '../bson/decode.js';
import { type Doc, toNumber } from '../bson/value.js';
import { BudgetExceeded, CommandError } from '../errors.js';
import { createClock, MAIN_THREAD_BUDGET } from '../plan/execute.js';
import type { Call } from '../server/engine.js';
import { HeldByTransaction, type Transaction } from '../sessions/transactions.js';
import type { RecordId } from '../storage/layout.js';
import type { Batch } from '../storage/records.js';
import { absorb, subBatch } from '../storage/store.js';
import type { Statement } from './statements.js';

/** How the statements of one command are run: each whole or not at all, retried answers from the record of the first attempt. */
export interface StatementRun {
  readonly count: number;
  /** Parses statement `i`; an error here is that statement's error. */
  readonly statement: (i: number) => Statement;
  readonly ordered: boolean;
  /** The answer as it grows; kept with the session, so that a retry goes on where the first attempt was cut off. */
  readonly reply: Doc;
  readonly failed: (i: number, error: CommandError) => void;
}

/** Statements of one command hold the writer for about this long, then others have their turn. Milliseconds. */
const TURN = 8;
const RECORDS_AT_ONCE = 500;

export async function runStatements(call: Call, run: StatementRun): Promise<Doc> {
  if (call.transaction) runInTransaction(call.transaction, run);
  else await runOutside(call, run);
  return run.reply;
}

function runInTransaction(transaction: Transaction, { count, statement, reply, failed }: StatementRun): void {
  const clock = createClock(Infinity, Infinity);
  for (let i = 0; i < count; i++) {
    try {
      statement(i).run(transaction.batch, clock.tick);
      report(transaction.batch);
    } catch (error) {
      // A conflict is the whole command's error; any other is this statement's. Both end the transaction.
      if (!(error instanceof CommandError) || error.code === 112) throw error;
      failed(i, error);
      reply['abortsTransaction'] = true;
      return;
    }
  }
}

async function runOutside(call: Call, run: StatementRun): Promise<void> {
  const { store, transactions } = call.engine;
  const options = { claim: transactions.claim };
  let next = resume(call, run.reply);
  while (next < run.count) {
    const outcome = await store.write((batch): { wait?: Transaction; wide?: Statement } => {
      const turnEnds = performance.now() + TURN;
      while (next < run.count && performance.now() < turnEnds) {
        const stopped = runOne(call, run, batch, next);
        if (stopped) {
          remember(call, batch, run.reply, next);
          return stopped;
        }
        next = run.ordered && hasErrors(run.reply) ? run.count : next + 1;
      }
      remember(call, batch, run.reply, next);
      return {};
    }, options);
    if (outcome.wait) await waitFor(outcome.wait, call.deadline);
    if (outcome.wide) {
      await runWide(call, run, outcome.wide, next);
      next = run.ordered && hasErrors(run.reply) ? run.count : next + 1;
    }
  }
}

/** Only now does the answer count what a statement did: one that fails half-way has done nothing. */
function report(batch: Batch): void {
  for (const outcome of batch.outcomes.splice(0)) outcome();
}

const hasErrors = (reply: Doc): boolean => Array.isArray(reply['writeErrors']) || toNumber(reply['nErrors'] ?? 0) > 0;

function runOne(
  call: Call,
  run: StatementRun,
  batch: Batch,
  i: number,
): { wait?: Transaction; wide?: Statement } | null {
  let statement: Statement | undefined;
  try {
    const part = subBatch(batch);
    statement = run.statement(i);
    statement.run(part, createClock(MAIN_THREAD_BUDGET, call.deadline).tick);
    absorb(batch, part);
    report(part);
    return null;
  } catch (error) {
    if (error instanceof HeldByTransaction) return { wait: error.transaction };
    if (error instanceof BudgetExceeded && statement?.wide) return { wide: statement };
    if (!(error instanceof CommandError)) throw error;
    run.failed(i, error);
    return null;
  }
}

/** A retried write starts after the statements its first attempt had done. @throws CommandError 225 for a number that is past */
function resume(call: Call, reply: Doc): number {
  const { session, txnNumber, engine } = call;
  if (!session || !txnNumber) return 0;
  const record = engine.sessions.readRetry(session, engine.store.reader);
  if (!record || record.txnNumber.lessThan(txnNumber)) return 0;
  if (record.txnNumber.greaterThan(txnNumber)) {
    throw new CommandError(
      225,
      `Retryable write with txnNumber ${txnNumber.toString()} is prohibited on session because a newer retryable write with txnNumber ${record.txnNumber.toString()} has already started on this session.`,
    );
  }
  Object.assign(reply, record.reply);
  return record.next;
}

function remember({ session, txnNumber, engine }: Call, batch: Batch, reply: Doc, next: number): void {
  if (session && txnNumber) engine.sessions.putRetry(session, batch.view, { txnNumber, next, reply, committed: false });
}

export async function waitFor(transaction: Transaction, deadline: number): Promise<void> {
  if (deadline === Infinity) return transaction.ended;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((_, reject) => {
    timer = setTimeout(
      () => reject(new CommandError(50, 'operation exceeded time limit')),
      Math.max(0, deadline - Date.now()),
    );
  });
  await Promise.race([transaction.ended, late]).finally(() => clearTimeout(timer));
}

/** A statement whose query reads much: a worker finds the records, then they are changed a few at a time, each tested again. */
async function runWide(call: Call, run: StatementRun, statement: Statement, i: number): Promise<void> {
  const { wide } = statement;
  if (!wide) return;
  // With what it did: a retry after a crash must not do it twice. Only one that changes one document can be retried.
  const done = (batch: Batch): void => {
    report(batch);
    if (wide.single) remember(call, batch, run.reply, i + 1);
  };
  try {
    const applied = await applyWide(call, wide, await findWide(call, wide.query), done);
    if (applied === 0)
      await writeWhenFree(call, (batch) => {
        wide.none(batch);
        done(batch);
      });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    run.failed(i, error);
    await writeWhenFree(call, (batch) => remember(call, batch, run.reply, i + 1));
  }
}

/** One write, tried again after each transaction that holds what it changes. */
async function writeWhenFree(call: Call, act: (batch: Batch) => void): Promise<void> {
  const { store, transactions } = call.engine;
  for (let held: Transaction | undefined; ; held = undefined) {
    try {
      await store.write(act, { claim: transactions.claim });
      return;
    } catch (error) {
      if (!(error instanceof HeldByTransaction)) throw error;
      held = error.transaction;
    }
    await waitFor(held, call.deadline);
  }
}

async function findWide(call: Call, query: Doc): Promise<RecordId[]> {
  const stream = call.engine.workers.open('records', call.db, query, 0, call.deadline);
  const records: RecordId[] = [];
  for (let done = false; !done;) {
    const batch = await stream.next(10_000, call.deadline);
    for (const row of batch.docs) records.push(toNumber(decode(row)['record']));
    done = batch.done;
  }
  return records;
}

async function applyWide(
  call: Call,
  wide: NonNullable<Statement['wide']>,
  records: readonly RecordId[],
  done: (batch: Batch) => void,
): Promise<number> {
  let applied = 0;
  let at = 0;
  while (at < records.length && !(wide.single && applied > 0)) {
    const held = await call.engine.store.write(
      (batch): Transaction | null => {
        const end = Math.min(records.length, at + RECORDS_AT_ONCE);
        while (at < end && !(wide.single && applied > 0)) {
          const part = subBatch(batch);
          try {
            if (wide.apply(part, records[at] as RecordId)) applied++;
          } catch (error) {
            if (error instanceof HeldByTransaction) return error.transaction;
            throw error;
          }
          absorb(batch, part);
          batch.outcomes.push(...part.outcomes);
          done(batch);
          at++;
        }
        return null;
      },
      { claim: call.engine.transactions.claim },
    );
    if (held) await waitFor(held, call.deadline);
  }
  return applied;
}
