import type { Long } from 'bson';
import type { Doc } from '../bson/value.js';
import { CommandError } from '../errors.js';
import type { Command } from '../server/command.js';
import type { Engine } from '../server/engine.js';
import { longOf, type Session } from './sessions.js';
import type { Transaction } from './transactions.js';

/** What a command's transaction number says: which transaction it belongs to, or that it is a retryable write. */

export const endsTransaction = (name: string): boolean => name === 'commitTransaction' || name === 'abortTransaction';

/**
 * The transaction a command belongs to; starts it when the command asks. Undefined outside transactions, and for the end of
 * a transaction that this server does not know, or knows only from before its last start.
 */
export function transactionOf(
  engine: Engine,
  session: Session | undefined,
  body: Doc,
  name: string,
  command: Command,
): Transaction | undefined {
  if (body['autocommit'] === undefined) {
    if (body['startTransaction'] !== undefined)
      throw new CommandError(72, "'startTransaction' field requires 'autocommit' field to also be specified");
    if (endsTransaction(name)) throw new CommandError(125, `${name} must be run within a transaction`);
    return undefined;
  }
  if (body['autocommit'] !== false) throw new CommandError(72, 'Specifying autocommit=true is not allowed.');
  if (!session || body['txnNumber'] === undefined)
    throw new CommandError(72, "'autocommit' field requires a transaction number to also be specified");
  requireTransactional(command, name);
  const number = longOf(body['txnNumber']);
  requireNotPast(engine, session, number);
  if (body['startTransaction'] === true) return start(engine, session, number);
  const current = session.transaction?.number.equals(number) === true ? session.transaction : undefined;
  return endsTransaction(name) ? current : requireOpen(session, current, number);
}

function start(engine: Engine, session: Session, number: Long): Transaction {
  if (newestNumber(engine, session)?.equals(number) === true)
    throw new CommandError(
      50911,
      `Cannot start a transaction at given transaction number ${number.toString()} a transaction with the same number is in state ${session.transaction?.state ?? 'unknown'}`,
    );
  if (session.transaction) engine.transactions.abort(session.transaction);
  session.transaction = engine.transactions.start(session.lsid, number);
  return session.transaction;
}

function requireOpen(session: Session, current: Transaction | undefined, number: Long): Transaction {
  if (!current) throw unknownTransaction(session, number);
  requireNotAborted(current);
  if (current.state !== 'active')
    throw new CommandError(256, `Transaction with { txnNumber: ${number.toString()} } has been committed.`);
  return current;
}

export function unknownTransaction({ transaction }: Session, number: Long): CommandError {
  return new CommandError(
    251,
    `Given transaction number ${number.toString()} does not match any in-progress transactions. The active transaction number is ${transaction?.number.toString() ?? '-1'}`,
  );
}

/** @throws CommandError 251 */
export function requireNotAborted({ state, number }: Transaction): void {
  if (state === 'aborted')
    throw new CommandError(251, `Transaction with { txnNumber: ${number.toString()} } has been aborted.`);
}

function requireTransactional(command: Command, name: string): void {
  if (command.inTransaction !== true)
    throw new CommandError(263, `Cannot run '${name}' in a multi-document transaction.`);
}

/** The highest number that was used, by a transaction or a retryable write. */
function newestNumber(engine: Engine, session: Session): Long | undefined {
  const written = engine.sessions.readRetry(session, engine.store.reader)?.txnNumber;
  const open = session.transaction?.number;
  return written && open ? (written.greaterThan(open) ? written : open) : (written ?? open);
}

function requireNotPast(engine: Engine, session: Session, number: Long): void {
  const newest = newestNumber(engine, session);
  if (newest?.greaterThan(number) === true)
    throw new CommandError(
      225,
      `Cannot continue with txnNumber ${number.toString()} on session because a newer operation with txnNumber ${newest.toString()} has already started on this session.`,
    );
}

/** The number of a retryable write outside transactions. An open transaction of the session ends with it. */
export function retryNumber(
  engine: Engine,
  session: Session | undefined,
  body: Doc,
  command: Command,
): Long | undefined {
  if (body['txnNumber'] === undefined || body['autocommit'] !== undefined) return undefined;
  if (!session) throw new CommandError(72, 'Transaction number requires a session ID to also be specified');
  if (command.retryable !== true)
    throw new CommandError(
      72,
      'txnNumber may only be provided for multi-document transactions and retryable write commands.',
    );
  const number = longOf(body['txnNumber']);
  requireNotPast(engine, session, number);
  const open = session.transaction;
  if (open?.number.equals(number) === true)
    throw new CommandError(217, `txnNumber ${number.toString()} was that of a transaction, not of a retryable write.`);
  if (open) engine.transactions.abort(open);
  return number;
}
