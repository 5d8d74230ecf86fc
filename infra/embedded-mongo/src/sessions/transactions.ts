import type { Transaction as Snapshot } from 'lmdb';
import type { Long } from 'bson';
import type { Doc } from '../bson/value.js';
import { CommandError } from '../errors.js';
import type { Limits } from '../limits.js';
import { catalogKey, type Collection, type Index } from '../storage/catalog.js';
import { environmentReader } from '../storage/kv.js';
import type { Batch } from '../storage/records.js';
import { absorb, newBatch, type Store } from '../storage/store.js';

/** Multi-document transactions: writes in an overlay over a snapshot, committed as one write. First writer wins. */

export interface Transaction {
  readonly lsid: Doc;
  readonly number: Long;
  state: 'active' | 'committing' | 'committed' | 'aborted';
  readonly batch: Batch;
  /** Resolves when the transaction has ended either way, so that a waiting write can go on. */
  readonly ended: Promise<void>;
  /** Indexes of each collection when this transaction first wrote to it. */
  readonly indexes: Map<Collection, readonly Index[]>;
  /** Of the catalog that its snapshot belongs to. */
  readonly catalogVersion: number;
}

/** A write met a record or key that an open transaction has changed. */
export class HeldByTransaction extends Error {
  readonly transaction: Transaction;

  constructor(transaction: Transaction) {
    super('held by a transaction');
    this.transaction = transaction;
  }
}

const conflict = (): CommandError =>
  new CommandError(
    112,
    'Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.',
  );

interface Private {
  readonly snapshot: Snapshot;
  /** What each claimed key held in the snapshot. */
  readonly expected: Map<string, { table: 'records' | 'keys'; key: Buffer; value: Buffer | undefined }>;
  readonly finish: () => void;
  timer: NodeJS.Timeout;
}

export interface Transactions {
  start(lsid: Doc, number: Long): Transaction;
  commit(transaction: Transaction, also: (batch: Batch) => void): Promise<void>;
  abort(transaction: Transaction): void;
  /** For writes outside transactions. @throws HeldByTransaction */
  readonly claim: Batch['claim'];
  readonly open: number;
}

/**
 * A collection that the snapshot has and that was then dropped, renamed or made anew cannot be read through it.
 * @throws CommandError 246, on which drivers run the whole transaction again
 */
export function requireUnchanged(transaction: Transaction, ns: string, collection: Collection | undefined): void {
  const { batch, catalogVersion } = transaction;
  if (batch.created.has(ns) || (collection && collection.since <= catalogVersion)) return;
  if (!batch.view.get('catalog', catalogKey(ns))) return;
  throw new CommandError(
    246,
    `Unable to read from a snapshot due to pending collection catalog changes to ${ns}; please retry the operation.`,
  );
}

const sameBytes = (a: Buffer | undefined, b: Buffer | undefined): boolean => (a && b ? a.equals(b) : a === b);

export function createTransactions(store: Store, limits: Pick<Limits, 'transactionSeconds'>): Transactions {
  const holders = new Map<string, Transaction>();
  const details = new Map<Transaction, Private>();

  const end = (transaction: Transaction, state: 'committed' | 'aborted'): void => {
    const own = details.get(transaction);
    if (!own) return;
    details.delete(transaction);
    transaction.state = state;
    clearTimeout(own.timer);
    for (const name of own.expected.keys()) if (holders.get(name) === transaction) holders.delete(name);
    own.snapshot.done();
    own.finish();
  };

  /** A commit that is on its way is not taken back: it alone knows how it ends. */
  const abort = (transaction: Transaction): void => {
    if (transaction.state === 'active') end(transaction, 'aborted');
  };

  const lockName = (table: string, key: Buffer): string => table + key.toString('latin1');

  return {
    start(lsid, number) {
      // Without this the snapshot could be older than the last commit of this turn of the event loop.
      store.environment.root.resetReadTxn();
      const snapshot = store.environment.root.useReadTransaction();
      const base = environmentReader(store.environment, snapshot, store.catalog.version);
      let finish = (): void => undefined;
      const ended = new Promise<void>((resolve) => (finish = resolve));
      const expected: Private['expected'] = new Map();
      const claim: Batch['claim'] = (table, key) => {
        const name = lockName(table, key);
        const holder = holders.get(name);
        if (holder === transaction) return;
        if (holder) throw conflict();
        const value = base.get(table, key);
        if (!sameBytes(value, store.reader.get(table, key))) throw conflict();
        holders.set(name, transaction);
        expected.set(name, { table, key, value });
      };
      const transaction: Transaction = {
        lsid,
        number,
        state: 'active',
        batch: newBatch(base, claim),
        ended,
        indexes: new Map(),
        catalogVersion: store.catalog.version,
      };
      const timer = setTimeout(() => abort(transaction), limits.transactionSeconds * 1000);
      timer.unref();
      details.set(transaction, { snapshot, expected, finish, timer });
      return transaction;
    },
    async commit(transaction, also) {
      const own = details.get(transaction);
      if (!own) throw new CommandError(251, `Transaction ${transaction.number.toString()} has been aborted.`);
      transaction.state = 'committing';
      try {
        await store.write(
          (batch) => {
            // The snapshot was compared when a key was claimed; a write that was then still on its way is found here.
            for (const { table, key, value } of own.expected.values())
              if (!sameBytes(batch.view.get(table, key), value)) throw conflict();
            for (const [collection, indexes] of transaction.indexes) {
              const known =
                transaction.batch.created.get(collection.ns) ?? store.catalog.collections.get(collection.ns);
              if (known !== collection || collection.indexes !== indexes) throw conflict();
            }
            for (const ns of transaction.batch.created.keys()) if (store.catalog.collections.has(ns)) throw conflict();
            absorb(batch, transaction.batch);
            for (const [ns, collection] of transaction.batch.created) batch.created.set(ns, collection);
            also(batch);
          },
          { claim: () => undefined, origin: { lsid: transaction.lsid, txnNumber: transaction.number } },
        );
      } catch (error) {
        end(transaction, 'aborted');
        throw error;
      }
      end(transaction, 'committed');
    },
    abort,
    claim(table, key) {
      const holder = holders.get(lockName(table, key));
      if (holder) throw new HeldByTransaction(holder);
    },
    get open() {
      return details.size;
    },
  };
}
