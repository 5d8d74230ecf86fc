import type { Socket } from 'node:net';
import { Long, type ObjectId } from 'bson';
import type { Doc } from '../bson/value.js';
import type { Tick } from '../plan/execute.js';
import type { Limits } from '../limits.js';
import type { Cursors } from '../read/cursors.js';
import type { ReadContext } from '../read/produce.js';
import type { WorkerPool } from '../read/workers.js';
import type { Session, Sessions } from '../sessions/sessions.js';
import { requireUnchanged, type Transaction, type Transactions } from '../sessions/transactions.js';
import type { Collection } from '../storage/catalog.js';
import type { Batch } from '../storage/records.js';
import type { Store } from '../storage/store.js';
import type { FailPoints } from './failpoints.js';

/** Everything a running server has. */
export interface Engine {
  readonly store: Store;
  readonly transactions: Transactions;
  readonly sessions: Sessions;
  readonly cursors: Cursors;
  readonly workers: WorkerPool;
  /** undefined: failpoints are off. */
  readonly failPoints: FailPoints | undefined;
  readonly address: { readonly host: string; port: number };
  readonly startedAt: Date;
  readonly limits: Limits;
  /** Of this start of the server, for drivers to tell it from the one before. */
  readonly processId: ObjectId;
  readonly operations: Set<Call>;
  /** No command is begun any more. */
  stopping: boolean;
  readonly connections: Set<Socket>;
}

/** The topology of one member never changes: only a start of the server makes a new one. */
export const topologyVersion = ({ processId }: Engine): Doc => ({ processId, counter: Long.fromNumber(1) });

/** One client's socket. */
export interface Connection {
  readonly id: number;
  /** Aborted when the socket has closed. */
  readonly closed: AbortSignal;
  client: Doc | undefined;
}

/** One command on its way through the server. */
export interface Call {
  readonly engine: Engine;
  readonly connection: Connection;
  /** The command's name as MongoDB spells it. */
  readonly name: string;
  readonly db: string;
  readonly body: Doc;
  readonly sequences: ReadonlyMap<string, Buffer[]>;
  readonly session: Session | undefined;
  readonly transaction: Transaction | undefined;
  /** Set for a retryable write outside a transaction. */
  readonly txnNumber: Long | undefined;
  readonly deadline: number;
}

/** A collection as this call sees it: one that its own open batch made counts. */
export function findCollection(call: Call, ns: string, batch?: Batch): Collection | undefined {
  const own = batch ?? call.transaction?.batch;
  const collection = own?.created.get(ns) ?? call.engine.store.catalog.collections.get(ns);
  if (call.transaction) requireUnchanged(call.transaction, ns, collection);
  return collection;
}

/** Reads through the call's transaction, through an open batch, or of the last committed state. */
export function readContext(call: Call, tick: Tick, batch?: Batch): ReadContext {
  const own = batch ?? call.transaction?.batch;
  return {
    view: own?.view ?? call.engine.store.reader,
    collection: (ns) => findCollection(call, ns, batch),
    counted: (collection) => collection.count + (own?.counts.get(collection)?.documents ?? 0),
    tick,
  };
}
