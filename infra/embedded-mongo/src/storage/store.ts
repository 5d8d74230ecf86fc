import { Timestamp } from 'bson';
import { CommandError } from '../errors.js';
import {
  type Catalog,
  catalogKey,
  countsKey,
  encodeCollection,
  encodeCounts,
  loadCatalog,
  nextIdEntry,
} from './catalog.js';
import { DEFAULT_LIMITS, type Limits } from '../limits.js';
import { createOverlay, type Environment, environmentReader, type Reader } from './kv.js';
import { encodeEvent, type EventOrigin, keyTime, lastEventTime, oldestRows, timeKey } from './oplog.js';
import type { Batch } from './records.js';

/** All there is to read and write, with one writer: batches are applied one after the other and committed in groups. */
export interface Store {
  readonly environment: Environment;
  readonly catalog: Catalog;
  /** The last committed state. */
  readonly reader: Reader;
  /**
   * Runs `decide` on the newest state, then applies all its writes or, when it throws, none. Resolves when they are
   * committed (they survive the death of the process); `flushed()` resolves when they are on the disk.
   */
  write<T>(decide: (batch: Batch) => T, options: WriteOptions): Promise<T>;
  flushed(): Promise<void>;
  /** Time of the newest event that the oplog no longer has; undefined while it has all. */
  trimmedTo(): Timestamp | undefined;
  /** Cluster time of the newest event, or of now when there is none. */
  readonly clusterTime: Timestamp;
  /** Runs work that no client waits for, one piece after the other. */
  background(work: () => Promise<void>): void;
  /** Called after each commit that appended events. */
  readonly onEvents: Set<() => void>;
  /** Refuses new writes, waits for those under way and closes the files; nothing may be read afterwards. */
  close(): Promise<void>;
}

/** The oplog keeps at least the newest events, as many as both numbers allow. */
export type OplogLimits = Pick<Limits, 'oplogEvents' | 'oplogBytes'>;

export interface WriteOptions {
  readonly claim: Batch['claim'];
  readonly origin?: EventOrigin;
}

const TRIMMED = Buffer.from('\0trimmed');

const nothing: Batch['claim'] = () => undefined;
/** For writes that no transaction can hold. */
export const unclaimed: WriteOptions = { claim: nothing };

/** A part of a batch that can fail by itself: its writes count only once `absorb` has taken them over. */
export function subBatch(parent: Batch): Batch {
  return { ...newBatch(parent.view, parent.claim), created: parent.created, parent };
}

export function absorb(parent: Batch, part: Batch): void {
  for (const { table, key, value } of part.view.changes()) {
    if (value) parent.view.put(table, key, value);
    else parent.view.remove(table, key);
  }
  for (const event of part.events) parent.events.push(event);
  for (const apply of part.onApply) parent.onApply.push(apply);
  for (const [collection, { documents, bytes }] of part.counts) {
    const counts = parent.counts.get(collection) ?? { documents: 0, bytes: 0 };
    parent.counts.set(collection, { documents: counts.documents + documents, bytes: counts.bytes + bytes });
  }
}

export function newBatch(base: Reader, claim: Batch['claim']): Batch {
  return {
    view: createOverlay(base),
    claim,
    events: [],
    created: new Map(),
    counts: new Map(),
    outcomes: [],
    onApply: [],
  };
}

export function openStore(environment: Environment, limits: OplogLimits = DEFAULT_LIMITS): Store {
  const reader = environmentReader(environment);
  const catalog = loadCatalog(environment);
  const onEvents = new Set<() => void>();
  const log = openLog(reader, limits);
  let savedNextId = catalog.nextId;
  let closing = false;
  let working = Promise.resolve();

  const put = ({
    table,
    key,
    value,
  }: {
    table: keyof Environment['tables'];
    key: Buffer;
    value: Buffer | null;
  }): void => {
    if (value) void environment.tables[table].put(key, value);
    else void environment.tables[table].remove(key);
  };

  const apply = (batch: Batch, origin: EventOrigin | undefined): void => {
    for (const change of batch.view.changes()) put(change);
    for (const [ns, collection] of batch.created) catalog.collections.set(ns, collection);
    for (const act of batch.onApply) act();
    for (const [collection, change] of batch.counts) {
      collection.count += change.documents;
      collection.bytes += change.bytes;
      put({ table: 'counts', key: countsKey(collection.id), value: encodeCounts(collection.count, collection.bytes) });
      if (!collection.unsaved) continue;
      // Of memory, not of the batch: flags that a failed statement has set must reach the disk too, and a transaction's
      // copy of the row may be older than what is there.
      put({ table: 'catalog', key: catalogKey(collection.ns), value: encodeCollection(collection) });
      collection.unsaved = false;
    }
    if (catalog.nextId !== savedNextId) {
      put({ table: 'catalog', ...nextIdEntry(catalog.nextId) });
      savedNextId = catalog.nextId;
    }
    const wall = new Date();
    for (const event of batch.events) {
      const row = encodeEvent(event, wall, origin);
      put({ table: 'oplog', key: timeKey(log.next()), value: row });
      log.added(row.length);
    }
    const surplus = log.surplus();
    for (const key of surplus) put({ table: 'oplog', key, value: null });
    const newest = surplus[surplus.length - 1];
    if (newest) put({ table: 'catalog', key: TRIMMED, value: newest });
  };

  /** Nothing of the group was written: what memory holds of it is forgotten, and the clients hear of it. */
  const refusedByDisk = async (failure: unknown): Promise<never> => {
    const cause: unknown = await (failure as { commitError?: Promise<unknown> }).commitError?.catch(
      (error: unknown) => error,
    );
    const stored = loadCatalog(environment);
    catalog.collections.clear();
    for (const [ns, collection] of stored.collections) catalog.collections.set(ns, collection);
    savedNextId = 0;
    catalog.version++;
    const reason = cause instanceof Error ? cause.message : String(failure);
    throw new CommandError(14031, `The disk refused a write, nothing of it is stored: ${reason}`);
  };

  return {
    environment,
    catalog,
    reader,
    onEvents,
    trimmedTo() {
      const key = reader.get('catalog', TRIMMED);
      return key && keyTime(key);
    },
    get clusterTime() {
      return log.last;
    },
    async write(decide, { claim, origin }) {
      if (closing) throw new CommandError(91, 'The server is in quiesce mode and will shut down');
      // A throw inside an LMDB transaction does not undo its puts: the batch is decided first and applied only whole.
      const outcome = await environment.root
        .transaction(() => {
          try {
            const batch = newBatch(reader, claim);
            const result = decide(batch);
            apply(batch, origin);
            return { result, events: batch.events.length };
          } catch (error) {
            return { error: error instanceof Error ? error : new Error(String(error)) };
          }
        })
        .catch(refusedByDisk);
      if ('error' in outcome) throw outcome.error as Error;
      if (outcome.events > 0) for (const notify of onEvents) notify();
      return outcome.result;
    },
    background(work) {
      working = working
        .then(() => (closing ? undefined : work()))
        .catch((error: unknown) => {
          if (!closing) process.emitWarning(`embedded-mongo: work in the background failed: ${String(error)}`);
        });
    },
    async flushed() {
      await environment.root.flushed;
    },
    async close() {
      closing = true;
      await working;
      await environment.root.committed;
      await environment.root.close();
    },
  };
}

/** Cluster times never go back, not even when the clock does; the log remembers how much it holds. */
function openLog(
  reader: Reader,
  limits: OplogLimits,
): {
  readonly last: Timestamp;
  next(): Timestamp;
  added(bytes: number): void;
  surplus(): Buffer[];
} {
  let last = lastEventTime(reader) ?? new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 });
  let events = 0;
  let bytes = 0;
  for (const row of oldestRows(reader)) {
    events++;
    bytes += row.bytes;
  }
  return {
    get last() {
      return last;
    },
    next() {
      const seconds = Math.max(Math.floor(Date.now() / 1000), last.t);
      last = new Timestamp({ t: seconds, i: seconds === last.t ? last.i + 1 : 1 });
      return last;
    },
    added(size) {
      events++;
      bytes += size;
    },
    surplus() {
      // Trimmed by the twenty-fifth part at once, so that not every write has to look.
      if (events <= limits.oplogEvents * 1.04 && bytes <= limits.oplogBytes * 1.1) return [];
      const keys: Buffer[] = [];
      for (const row of oldestRows(reader)) {
        if (events <= limits.oplogEvents && bytes <= limits.oplogBytes) break;
        keys.push(row.key);
        events--;
        bytes -= row.bytes;
      }
      return keys;
    },
  };
}
