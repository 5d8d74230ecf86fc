import { equal } from '../bson/compare.js';
import { decode, encode } from '../bson/decode.js';
import { valuesAt } from '../bson/path.js';
import type { Doc } from '../bson/value.js';
import { evaluatePlain } from '../aggregate/expression.js';
import { CommandError } from '../errors.js';
import { validationFindings } from '../query/findings.js';
import { type Collection, type Index, keyPattern } from './catalog.js';
import { describeKey } from '../bson/describe.js';
import { keysOf } from './index-keys.js';
import type { Overlay } from './kv.js';
import { idPrefix, type RecordId, readRecordId, recordIdBytes, recordKey } from './layout.js';
import type { OplogEvent } from './oplog.js';

/** Documents and their index entries, changed together. */

/** Largest document. Source: MongoDB manual, "Limits and Thresholds". */
export const MAX_DOCUMENT = 16 * 1024 * 1024;

/** A unit of writes: a statement or a transaction. Nothing of it is seen by others before it is applied. */
export interface Batch {
  readonly view: Overlay;
  /** Called before a record or a unique key is changed; refuses or waits where another transaction holds it. */
  readonly claim: (table: 'records' | 'keys', key: Buffer) => void;
  readonly events: OplogEvent[];
  /** The batch that this is a part of. */
  readonly parent?: Batch;
  /** Collections made in this batch, by namespace. */
  readonly created: Map<string, Collection>;
  /** Changes to the counters of each collection. */
  readonly counts: Map<Collection, { documents: number; bytes: number }>;
  /** Tell the command what a statement did, once it is known to have succeeded. */
  readonly outcomes: (() => void)[];
  /** Run when the writes are applied, to change what is held in memory. */
  readonly onApply: (() => void)[];
}

export interface StoredRecord {
  readonly record: RecordId;
  readonly bytes: Buffer;
  readonly doc: Doc;
}

function tally(batch: Batch, collection: Collection, documents: number, bytes: number): void {
  const counts = batch.counts.get(collection) ?? { documents: 0, bytes: 0 };
  batch.counts.set(collection, { documents: counts.documents + documents, bytes: counts.bytes + bytes });
}

/** What the batch, and those it is a part of, will add to the counters. */
function pendingCounts(batch: Batch, collection: Collection): { documents: number; bytes: number } {
  const own = batch.counts.get(collection) ?? { documents: 0, bytes: 0 };
  if (!batch.parent) return own;
  const before = pendingCounts(batch.parent, collection);
  return { documents: before.documents + own.documents, bytes: before.bytes + own.bytes };
}

function requireSize(bytes: Buffer): void {
  if (bytes.length > MAX_DOCUMENT)
    throw new CommandError(
      10334,
      `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and 16777216 (16MB)`,
    );
}

/** Where an index keeps a key: a unique index one entry for all, another one entry for each record. */
export function entryKey(index: Index, key: Buffer, record: RecordId): Buffer {
  return index.unique
    ? Buffer.concat([idPrefix(index.id), key])
    : Buffer.concat([idPrefix(index.id), key, recordIdBytes(record)]);
}

/** @throws CommandError 11000 with keyPattern and keyValue */
function addEntries(batch: Batch, collection: Collection, index: Index, doc: Doc, record: RecordId): void {
  const { keys, arrays, hashed } = keysOf(index, doc);
  for (const key of keys) {
    const entry = entryKey(index, key, record);
    if (index.unique) {
      batch.claim('keys', entry);
      const holder = batch.view.get('keys', entry);
      if (holder && readRecordId(holder) !== record) throw duplicateKey(collection, index, doc);
    }
    batch.view.put('keys', entry, recordIdBytes(record));
  }
  if ((hashed && !index.hashed) || arrays.some((through, i) => through && index.arrays[i] !== true)) {
    // Noted at once and never taken back: too careful is right for the planner, too late is not.
    index.hashed ||= hashed;
    index.arrays = index.arrays.map((known, i) => known || arrays[i] === true);
    collection.unsaved = true;
  }
}

function removeEntries(batch: Batch, index: Index, doc: Doc, record: RecordId): void {
  for (const key of keysOf(index, doc).keys) {
    const entry = entryKey(index, key, record);
    if (index.unique) batch.claim('keys', entry);
    batch.view.remove('keys', entry);
  }
}

function duplicateKey(collection: Collection, index: Index, doc: Doc): CommandError {
  const value: Doc = {};
  for (const field of index.fields) value[field.name] = valuesAt(doc, field.path).values[0] ?? null;
  return new CommandError(
    11000,
    `E11000 duplicate key error collection: ${collection.ns} index: ${index.name} dup key: ${describeKey(value)}`,
    {
      keyPattern: keyPattern(index),
      keyValue: value,
    },
  );
}

/** Adds one document to one index that is being built. */
export function indexRecord(batch: Batch, collection: Collection, index: Index, record: RecordId, doc: Doc): void {
  addEntries(batch, collection, index, doc, record);
}

export function requireValid(collection: Collection, doc: Doc): void {
  const { validator, options } = collection;
  if (
    !validator ||
    options['validationAction'] === 'warn' ||
    options['validationLevel'] === 'off' ||
    validator.test(doc)
  )
    return;
  throw new CommandError(121, 'Document failed validation', {
    errInfo: {
      failingDocumentId: doc['_id'] ?? null,
      details: validationFindings(options['validator'] as Doc, doc, evaluatePlain),
    },
  });
}

/** @throws CommandError 11000, 10334 */
export function insertRecord(batch: Batch, collection: Collection, doc: Doc, bytes: Buffer): RecordId {
  requireSize(bytes);
  const record = collection.nextRecord++;
  for (const index of collection.indexes) addEntries(batch, collection, index, doc, record);
  batch.view.put('records', recordKey(collection.id, record), bytes);
  tally(batch, collection, 1, bytes.length);
  batch.events.push({ operation: 'insert', collection, id: doc['_id'], document: bytes });
  if (collection.options['capped'] === true) trimCapped(batch, collection);
  return record;
}

export function readRecord(batch: Batch, collection: Collection, record: RecordId): StoredRecord | null {
  const bytes = batch.view.get('records', recordKey(collection.id, record));
  return bytes ? { record, bytes, doc: decode(bytes) } : null;
}

/** Stores the changed document; false when it is the same to the byte. */
export function updateRecord(
  batch: Batch,
  collection: Collection,
  before: StoredRecord,
  after: Doc,
  replaced: boolean,
): boolean {
  const bytes = encode(after);
  if (bytes.equals(before.bytes)) return false;
  requireSize(bytes);
  const key = recordKey(collection.id, before.record);
  batch.claim('records', key);
  for (const index of collection.indexes) {
    if (unchanged(index, before.doc, after)) continue;
    removeEntries(batch, index, before.doc, before.record);
    addEntries(batch, collection, index, after, before.record);
  }
  batch.view.put('records', key, bytes);
  tally(batch, collection, 0, bytes.length - before.bytes.length);
  batch.events.push({
    operation: replaced ? 'replace' : 'update',
    collection,
    id: after['_id'],
    document: bytes,
    before: before.doc,
    after,
  });
  return true;
}

/** True when no indexed field changed, so that the entries stay as they are. */
function unchanged(index: Index, before: Doc, after: Doc): boolean {
  if (index.partial) return false;
  return index.fields.every(({ path }) => equal(before[path[0] as string], after[path[0] as string]));
}

export function removeRecord(batch: Batch, collection: Collection, before: StoredRecord): void {
  const key = recordKey(collection.id, before.record);
  batch.claim('records', key);
  for (const index of collection.indexes) removeEntries(batch, index, before.doc, before.record);
  batch.view.remove('records', key);
  tally(batch, collection, -1, -before.bytes.length);
  batch.events.push({ operation: 'delete', collection, id: before.doc['_id'], before: before.doc });
}

/** A capped collection loses its oldest documents when it grows over its size or number. */
function trimCapped(batch: Batch, collection: Collection): void {
  const most = Number(collection.options['max'] ?? Infinity);
  const size = Number(collection.options['size'] ?? Infinity);
  const counts = pendingCounts(batch, collection);
  let documents = collection.count + counts.documents;
  let bytes = collection.bytes + counts.bytes;
  if (documents <= most && bytes <= size) return;
  for (const { key, value } of batch.view.range(
    'records',
    idPrefix(collection.id),
    recordKey(collection.id, collection.nextRecord),
  )) {
    if (documents <= most && bytes <= size) return;
    removeRecord(batch, collection, { record: readRecordId(key), bytes: value, doc: decode(value) });
    documents--;
    bytes -= value.length;
  }
}
