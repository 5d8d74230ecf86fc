import { type Binary, Long } from 'bson';
import { decode, encode, encodeLarge } from '../bson/decode.js';
import { type Doc, isDoc, toNumber } from '../bson/value.js';
import { CommandError } from '../errors.js';
import type { Cursors } from '../read/cursors.js';
import type { Reader } from '../storage/kv.js';
import type { Batch } from '../storage/records.js';
import { type Store, unclaimed } from '../storage/store.js';
import type { Transaction, Transactions } from './transactions.js';

/** Logical sessions: transaction numbers, the answers of retryable writes, and the open transaction. */

export interface Session {
  readonly id: Buffer;
  readonly lsid: Doc;
  lastUse: number;
  transaction: Transaction | undefined;
  /** The connection that last sent a command of the transaction. */
  connection: number | undefined;
  /** Operations of one session run one after the other: a retry waits for the attempt it repeats. */
  queue: Promise<unknown>;
}

/** What is kept of the last retryable write of a session. */
export interface RetryRecord {
  readonly txnNumber: Long;
  /** Statements that are done, and what they have answered so far. */
  readonly next: number;
  readonly reply: Doc;
  readonly committed: boolean;
}

export interface Sessions {
  get(lsid: Doc): Session;
  readonly all: ReadonlyMap<string, Session>;
  readRetry(session: Session, view: Reader): RetryRecord | undefined;
  putRetry(session: Session, view: Batch['view'], record: RetryRecord): void;
  end(lsid: Doc): void;
  /** Aborts every transaction and closes every cursor that belongs to a session. */
  killAll(): void;
  /** Forgets sessions that were not used for half an hour, and their answers. */
  expire(now: number): Promise<void>;
}

/** The answer of a bulkWrite is larger than a document may be when its results name large ids. */
function encodeRetry(record: Doc): Buffer {
  try {
    return encode(record);
  } catch (error) {
    if (error instanceof CommandError && error.code === 10334) return encodeLarge(record);
    throw error;
  }
}

export const SESSION_MINUTES = 30;

export function createSessions(store: Store, transactions: Transactions, cursors: Cursors): Sessions {
  const all = new Map<string, Session>();

  const kill = (session: Session): void => {
    if (session.transaction) transactions.abort(session.transaction);
    cursors.killSession(nameOf(session));
  };
  const drop = (session: Session): void => {
    kill(session);
    all.delete(nameOf(session));
  };

  return {
    all,
    get(lsid) {
      const { id } = lsid;
      if (!isDoc(lsid) || typeof id !== 'object' || id === null || !('buffer' in id))
        throw new CommandError(14, "BSON field 'lsid.id' is missing or not a UUID");
      const bytes = Buffer.from((id as Binary).buffer);
      const name = bytes.toString('latin1');
      let session = all.get(name);
      if (!session) {
        session = {
          id: bytes,
          lsid: { id },
          lastUse: 0,
          transaction: undefined,
          connection: undefined,
          queue: Promise.resolve(),
        };
        all.set(name, session);
      }
      session.lastUse = Date.now();
      return session;
    },
    readRetry(session, view) {
      const row = view.get('retries', session.id);
      if (!row) return undefined;
      const stored = decode(row);
      return {
        txnNumber: stored['txnNumber'] as Long,
        next: toNumber(stored['next']),
        reply: stored['reply'] as Doc,
        committed: stored['committed'] === true,
      };
    },
    putRetry(session, view, record) {
      view.put('retries', session.id, encodeRetry({ ...record, at: new Date() }));
    },
    end(lsid) {
      const session = isDoc(lsid) && lsid['id'] ? this.get(lsid) : undefined;
      if (session) drop(session);
    },
    killAll() {
      for (const session of all.values()) kill(session);
    },
    async expire(now) {
      const oldest = now - SESSION_MINUTES * 60_000;
      for (const session of [...all.values()]) if (session.lastUse < oldest) drop(session);
      await store.write(({ view }) => {
        let examined = 0;
        for (const { key, value } of view.range('retries', Buffer.alloc(0), Buffer.alloc(64, 0xff))) {
          if ((decode(value)['at'] as Date).getTime() < oldest) view.remove('retries', key);
          if (++examined > 10_000) return;
        }
      }, unclaimed);
    },
  };
}

/** The session's name where strings are wanted, as among cursors. */
export const nameOf = ({ id }: Session): string => id.toString('latin1');

export function longOf(value: unknown): Long {
  return value instanceof Long ? value : Long.fromNumber(toNumber(value));
}
