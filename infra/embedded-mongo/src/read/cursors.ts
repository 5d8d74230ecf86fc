import { Long } from 'bson';
import { CommandError } from '../errors.js';
import type { Transaction } from '../sessions/transactions.js';
import type { DocumentBatch } from './batch.js';

/** Open cursors: what a client continues with getMore. */

/** Gives the next documents; `wait` (milliseconds) is how long a change stream may wait for the first. */
export type TakeNext = (
  count: number,
  options: { deadline: number; wait: number },
) => Promise<DocumentBatch & { readonly extra?: Record<string, unknown> }>;

/** A stream of documents whose first batch has been taken. */
export interface OpenedRead {
  readonly first: DocumentBatch;
  readonly take: TakeNext;
  readonly close: () => void;
}

export interface OpenCursor {
  readonly id: Long;
  readonly ns: string;
  readonly take: TakeNext;
  readonly close: () => void;
  /** Session that opened it; another session may not continue it. */
  readonly session: string | undefined;
  /** Transaction that opened it; it ends with it. */
  readonly transaction: Transaction | undefined;
  readonly keepAlive: boolean;
  lastUse: number;
  busy: boolean;
}

export interface Cursors {
  open(cursor: Omit<OpenCursor, 'id' | 'lastUse' | 'busy'>): OpenCursor;
  get(id: Long): OpenCursor;
  /** False when there is no such cursor. */
  kill(id: Long): boolean;
  killSession(session: string): void;
  expire(now: number): void;
  close(): void;
  readonly size: number;
}

/** Source: MongoDB's cursorTimeoutMillis. */
const TIMEOUT = 600_000;

export function createCursors(): Cursors {
  const cursors = new Map<string, OpenCursor>();
  let next = Math.floor(Math.random() * 2 ** 40) + 1;
  const kill = (name: string): boolean => {
    const cursor = cursors.get(name);
    cursors.delete(name);
    cursor?.close();
    return cursor !== undefined;
  };
  return {
    open(cursor) {
      const opened: OpenCursor = { ...cursor, id: Long.fromNumber(next++), lastUse: Date.now(), busy: false };
      cursors.set(opened.id.toString(), opened);
      return opened;
    },
    get(id) {
      const cursor = cursors.get(id.toString());
      if (!cursor) throw new CommandError(43, `cursor id ${id.toString()} not found`);
      cursor.lastUse = Date.now();
      return cursor;
    },
    kill: (id) => kill(id.toString()),
    killSession(session) {
      for (const [name, cursor] of [...cursors]) if (cursor.session === session) kill(name);
    },
    expire(now) {
      for (const [name, cursor] of [...cursors])
        if (!cursor.keepAlive && !cursor.busy && cursor.lastUse < now - TIMEOUT) kill(name);
    },
    close() {
      for (const name of [...cursors.keys()]) kill(name);
    },
    get size() {
      return cursors.size;
    },
  };
}
