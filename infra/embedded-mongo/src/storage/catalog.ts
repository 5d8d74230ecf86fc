import { UUID } from 'bson';
import { evaluatePlain } from '../aggregate/expression.js';
import { decode, encode } from '../bson/decode.js';
import { splitPath } from '../bson/path.js';
import { type Doc, entriesOf, isDoc, toNumber } from '../bson/value.js';
import { createMatcher, type Matcher } from '../query/match.js';
import { type Environment, environmentReader, type Reader } from './kv.js';
import { idRange, readRecordId } from './layout.js';

/** Which collections and indexes there are. The stored rows are the truth; this is their form in memory. */

export interface IndexField {
  readonly name: string;
  readonly path: readonly string[];
  readonly descending: boolean;
}

export interface Index {
  readonly id: number;
  readonly name: string;
  readonly fields: readonly IndexField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial: Matcher | undefined;
  /** As it was asked for and `listIndexes` shows it. */
  spec: Doc;
  /** Seconds after which the TTL loop removes a document; undefined: no TTL index. */
  expireAfterSeconds: number | undefined;
  hidden: boolean;
  /** Being filled: kept up by writes, not yet read. */
  building: boolean;
  /** The catalog's version when it was filled; 0: before this start, or with its collection. */
  readableSince: number;
  /** Per field: some document gave several keys through an array. */
  arrays: boolean[];
  /** Some key was too long and is stored cut and hashed, so that order is not exact. */
  hashed: boolean;
}

export interface Collection {
  readonly id: number;
  readonly db: string;
  readonly name: string;
  readonly ns: string;
  readonly uuid: UUID;
  options: Doc;
  validator: Matcher | undefined;
  indexes: Index[];
  count: number;
  bytes: number;
  nextRecord: number;
  /** The flags of some index have changed since the row was written. */
  unsaved: boolean;
  /** The catalog's version when the collection was made or got this name; 0: before this start. */
  since: number;
}

export interface Catalog {
  readonly collections: Map<string, Collection>;
  /** Ids are taken at once, also by a transaction that is never committed, so that none is given twice. */
  nextId: number;
  /** Grows whenever what an older snapshot holds no longer fits the catalog in memory. */
  version: number;
}

const NEXT_ID = Buffer.from('\0nextId');
/** Rows of dropped collections and indexes whose entries are still being removed. */
export const GARBAGE = '\0garbage\0';

export function catalogKey(ns: string): Buffer {
  return Buffer.from(ns, 'utf8');
}

export function keyPattern(index: Index): Doc {
  return index.spec['key'] as Doc;
}

export function makeIndex(id: number, spec: Doc): Index {
  const partial = spec['partialFilterExpression'];
  const fields = entriesOf(spec['key'] as Doc).map(([name, direction]) => ({
    name,
    path: splitPath(name),
    descending: toNumber(direction) < 0,
  }));
  const ttl = spec['expireAfterSeconds'];
  return {
    id,
    name: String(spec['name']),
    fields,
    unique: spec['unique'] === true || spec['name'] === '_id_',
    sparse: spec['sparse'] === true,
    partial: isDoc(partial) ? createMatcher(partial, evaluatePlain) : undefined,
    spec,
    expireAfterSeconds: ttl === undefined ? undefined : toNumber(ttl),
    hidden: spec['hidden'] === true,
    building: false,
    readableSince: 0,
    arrays: fields.map(() => false),
    hashed: false,
  };
}

export function setOptions(collection: Collection, options: Doc): void {
  collection.options = options;
  const { validator } = options;
  collection.validator =
    isDoc(validator) && Object.keys(validator).length > 0 ? createMatcher(validator, evaluatePlain) : undefined;
}

export function makeCollection(ns: string, id: number, uuid: UUID, options: Doc, indexes: Index[]): Collection {
  const dot = ns.indexOf('.');
  const collection: Collection = {
    id,
    db: ns.slice(0, dot),
    name: ns.slice(dot + 1),
    ns,
    uuid,
    options: {},
    validator: undefined,
    indexes,
    count: 0,
    bytes: 0,
    nextRecord: 1,
    unsaved: false,
    since: 0,
  };
  setOptions(collection, options);
  return collection;
}

export function encodeCollection(collection: Collection): Buffer {
  return encode({
    id: collection.id,
    uuid: collection.uuid,
    options: collection.options,
    indexes: collection.indexes.map((index) => ({
      id: index.id,
      spec: index.spec,
      arrays: index.arrays,
      hashed: index.hashed,
      building: index.building,
    })),
  });
}

function decodeCollection(ns: string, bytes: Buffer): Collection {
  const row = decode(bytes);
  const indexes = (row['indexes'] as Doc[]).map((stored): Index => {
    const index = makeIndex(toNumber(stored['id']), stored['spec'] as Doc);
    index.arrays = stored['arrays'] as boolean[];
    index.hashed = stored['hashed'] === true;
    index.building = stored['building'] === true;
    return index;
  });
  return makeCollection(ns, toNumber(row['id']), row['uuid'] as UUID, row['options'] as Doc, indexes);
}

export function countsKey(id: number): Buffer {
  return idRange(id).low;
}

export function encodeCounts(count: number, bytes: number): Buffer {
  const row = Buffer.allocUnsafe(16);
  row.writeDoubleBE(count, 0);
  row.writeDoubleBE(bytes, 8);
  return row;
}

function loadCounts(collection: Collection, reader: Reader): void {
  const counts = reader.get('counts', countsKey(collection.id));
  collection.count = counts?.readDoubleBE(0) ?? 0;
  collection.bytes = counts?.readDoubleBE(8) ?? 0;
  const { low, high } = idRange(collection.id);
  for (const { key } of reader.range('records', low, high, true)) {
    collection.nextRecord = readRecordId(key) + 1;
    break;
  }
}

export const nextIdEntry = (nextId: number): { key: Buffer; value: Buffer } => ({
  key: NEXT_ID,
  value: idRange(nextId).low,
});

/** Reads the whole catalog from the last committed state. */
export function loadCatalog(environment: Environment): Catalog {
  const reader = environmentReader(environment);
  const collections = new Map<string, Collection>();
  for (const { key, value } of reader.range('catalog', Buffer.from([1]), Buffer.from([0xff, 0xff]))) {
    const ns = key.toString('utf8');
    const collection = decodeCollection(ns, value);
    loadCounts(collection, reader);
    collections.set(ns, collection);
  }
  const nextId = reader.get('catalog', NEXT_ID)?.readUInt32BE(0) ?? 1;
  return { collections, nextId, version: 0 };
}
