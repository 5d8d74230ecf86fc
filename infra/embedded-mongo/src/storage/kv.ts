import { type Database, open, type RootDatabase, type Transaction } from 'lmdb';
import { putRow, type Row, rowsBetween, type SortedRows } from './sorted-rows.js';

/**
 * The ordered byte store under everything: LMDB tables, and overlays that hold a statement's or a transaction's writes
 * until they are applied all at once.
 */

/**
 * `records`: collection id, record id -> document. `keys`: index id, key (, record id) -> record id. `catalog`: namespace ->
 * collection. `counts`: collection id -> documents, bytes. `oplog`: cluster time -> event. `retries`: session -> answers.
 */
export const TABLES = ['records', 'keys', 'catalog', 'counts', 'oplog', 'retries'] as const;
export type Table = (typeof TABLES)[number];

export interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
}

export interface Reader {
  /** Of a snapshot: the catalog's version it was taken at. */
  readonly asOf?: number;
  get(table: Table, key: Buffer): Buffer | undefined;
  /** Entries with `low <= key < high` in key order, or from the end when `reverse`. Survives writes between steps. */
  range(table: Table, low: Buffer, high: Buffer, reverse?: boolean): Iterable<Entry>;
}

export interface Writer extends Reader {
  put(table: Table, key: Buffer, value: Buffer): void;
  remove(table: Table, key: Buffer): void;
}

type Store = Database<Buffer, Buffer>;

export interface Environment {
  readonly root: RootDatabase<Buffer, Buffer>;
  readonly tables: Readonly<Record<Table, Store>>;
}

/** Address space reserved for the map; the file only grows with the data. */
const MAP_SIZE = 2 ** 37;

export function openEnvironment(path: string, options: { temporary: boolean }): Environment {
  const root = open<Buffer, Buffer>({
    path,
    encoding: 'binary',
    keyEncoding: 'binary',
    maxDbs: TABLES.length + 1,
    mapSize: MAP_SIZE,
    maxReaders: 4096,
    // A write is acknowledged when it is committed; `flushed` tells when it has reached the disk.
    separateFlushed: true,
    // Everything is written in explicit transactions; the batches it makes by itself would only fail unheard.
    eventTurnBatching: false,
    noSync: options.temporary,
  });
  const table = (name: Table): Store =>
    root.openDB<Buffer, Buffer>({ name, encoding: 'binary', keyEncoding: 'binary' });
  return { root, tables: Object.fromEntries(TABLES.map((name) => [name, table(name)])) as Record<Table, Store> };
}

const FIRST_CHUNK = 16;
const LARGEST_CHUNK = 1024;

/**
 * Reads the last committed state, or the snapshot of `transaction`. Ranges are read in chunks that are remembered by key,
 * so a range may be left and continued while others write; inside a write callback it sees that callback's writes.
 */
export function environmentReader({ tables }: Environment, transaction?: Transaction, asOf?: number): Reader {
  const pinned = transaction ? { transaction } : {};
  return {
    ...(asOf === undefined ? {} : { asOf }),
    get: (table, key) => tables[table].get(key, pinned),
    *range(table, low, high, reverse = false) {
      let from = reverse ? high : low;
      let exclusive = reverse;
      for (let limit = FIRST_CHUNK; ; limit = Math.min(limit * 4, LARGEST_CHUNK)) {
        const chunk: Entry[] = [];
        const bounds = reverse ? { end: low, inclusiveEnd: true, reverse } : { end: high };
        for (const { key, value } of tables[table].getRange({
          start: from,
          exclusiveStart: exclusive,
          limit,
          ...bounds,
          ...pinned,
        }))
          chunk.push({ key, value });
        yield* chunk;
        if (chunk.length < limit) return;
        from = (chunk[chunk.length - 1] as Entry).key;
        exclusive = true;
      }
    },
  };
}

/** Writes kept in memory over a reader. */
export interface Overlay extends Writer {
  /** Everything written, in no particular order; a null value is a removal. */
  changes(): Iterable<{ table: Table; key: Buffer; value: Buffer | null }>;
  readonly size: number;
}

/** The writes of one table: by key for look-ups, and in key order for merging, which those made since the last range await. */
interface Layer {
  readonly values: Map<string, Buffer | null>;
  readonly sorted: SortedRows;
  readonly unsorted: Set<string>;
}

export function createOverlay(base: Reader): Overlay {
  const layers = new Map<Table, Layer>();
  const layerOf = (table: Table): Layer => {
    let layer = layers.get(table);
    if (!layer) {
      layer = { values: new Map(), sorted: [], unsorted: new Set() };
      layers.set(table, layer);
    }
    return layer;
  };
  const write = (table: Table, key: Buffer, value: Buffer | null): void => {
    const layer = layerOf(table);
    const text = key.toString('latin1');
    layer.values.set(text, value);
    layer.unsorted.add(text);
  };
  return {
    ...(base.asOf === undefined ? {} : { asOf: base.asOf }),
    get(table, key) {
      const own = layers.get(table)?.values.get(key.toString('latin1'));
      return own === undefined ? base.get(table, key) : (own ?? undefined);
    },
    range(table, low, high, reverse = false) {
      const layer = layers.get(table);
      const below = base.range(table, low, high, reverse);
      return layer ? merge(writtenRows(layer, low, high, reverse), below, reverse) : below;
    },
    put: (table, key, value) => write(table, key, value),
    remove: (table, key) => write(table, key, null),
    *changes() {
      for (const [table, { values }] of layers)
        for (const [key, value] of values) yield { table, key: Buffer.from(key, 'latin1'), value };
    },
    get size() {
      let size = 0;
      for (const { values } of layers.values()) size += values.size;
      return size;
    },
  };
}

function writtenRows(layer: Layer, low: Buffer, high: Buffer, reverse: boolean): Iterable<Row> {
  for (const key of layer.unsorted) putRow(layer.sorted, { key, value: layer.values.get(key) ?? null });
  layer.unsorted.clear();
  return rowsBetween(layer.sorted, low.toString('latin1'), high.toString('latin1'), reverse);
}

function* merge(written: Iterable<Row>, below: Iterable<Entry>, reverse: boolean): Iterable<Entry> {
  const before = (a: string, b: string): boolean => (reverse ? a > b : a < b);
  const rows = written[Symbol.iterator]();
  let row = rows.next();
  for (const entry of below) {
    const key = entry.key.toString('latin1');
    for (; !row.done && before(row.value.key, key); row = rows.next()) yield* present(row.value);
    if (row.done || row.value.key !== key) {
      yield entry;
      continue;
    }
    yield* present(row.value);
    row = rows.next();
  }
  for (; !row.done; row = rows.next()) yield* present(row.value);
}

function* present({ key, value }: Row): Iterable<Entry> {
  if (value) yield { key: Buffer.from(key, 'latin1'), value };
}
