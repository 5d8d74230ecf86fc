import { type Long, Timestamp } from 'bson';
import { equal } from '../bson/compare.js';
import { decode, encode } from '../bson/decode.js';
import { type Doc, entriesOf, hasField, isDoc, setField } from '../bson/value.js';
import type { Collection } from './catalog.js';
import type { Reader } from './kv.js';

/** The bounded log of changes that change streams read. */

export type OplogEvent =
  | { readonly operation: 'insert'; readonly collection: Collection; readonly id: unknown; readonly document: Buffer }
  | {
      readonly operation: 'update' | 'replace';
      readonly collection: Collection;
      readonly id: unknown;
      readonly document: Buffer;
      readonly before: Doc;
      readonly after: Doc;
    }
  | { readonly operation: 'delete'; readonly collection: Collection; readonly id: unknown; readonly before: Doc }
  | {
      readonly operation: 'drop' | 'create' | 'createIndexes' | 'dropIndexes' | 'modify';
      readonly collection: Collection;
      readonly description?: Doc;
    }
  | { readonly operation: 'rename'; readonly collection: Collection; readonly to: string }
  | { readonly operation: 'dropDatabase'; readonly db: string };

/** The transaction an event was part of. */
export interface EventOrigin {
  readonly lsid: Doc;
  readonly txnNumber: Long;
}

/** A change as it is read back; `document` is the document after an insert, update or replacement. */
export interface LoggedEvent {
  readonly time: Timestamp;
  readonly header: Doc;
  readonly document: Doc | undefined;
}

export function timeKey(time: Timestamp): Buffer {
  const key = Buffer.allocUnsafe(8);
  key.writeUInt32BE(time.t, 0);
  key.writeUInt32BE(time.i, 4);
  return key;
}

export function keyTime(key: Buffer): Timestamp {
  return new Timestamp({ t: key.readUInt32BE(0), i: key.readUInt32BE(4) });
}

/** One row: a header and, where there is one, the document as it was written, one BSON document after the other. */
export function encodeEvent(event: OplogEvent, wall: Date, origin: EventOrigin | undefined): Buffer {
  const header = encode({ ...headerOf(event), wall, ...origin });
  return 'document' in event ? Buffer.concat([header, event.document]) : header;
}

function headerOf(event: OplogEvent): Doc {
  if (event.operation === 'dropDatabase') return { operation: event.operation, db: event.db };
  const where = {
    operation: event.operation,
    db: event.collection.db,
    coll: event.collection.name,
    uuid: event.collection.uuid,
  };
  switch (event.operation) {
    case 'insert':
    case 'delete':
      return { ...where, id: event.id };
    case 'replace':
      return { ...where, id: event.id };
    case 'update':
      return { ...where, id: event.id, update: difference(event.before, event.after) };
    case 'rename':
      return { ...where, to: event.to };
    default:
      return where;
  }
}

export function decodeEvent(key: Buffer, value: Buffer): LoggedEvent {
  const length = value.readInt32LE(0);
  const document = length < value.length ? decode(value.subarray(length)) : undefined;
  return { time: keyTime(key), header: decode(value.subarray(0, length)), document };
}

/** `updateDescription` of a change event: dotted paths that were set, removed, and arrays that were shortened. */
export function difference(before: Doc, after: Doc): Doc {
  const found = { updatedFields: {} as Doc, removedFields: [] as string[], truncatedArrays: [] as Doc[] };
  compareFields(before, after, '', found);
  return found;
}

function compareFields(
  before: Doc,
  after: Doc,
  prefix: string,
  found: { updatedFields: Doc; removedFields: string[]; truncatedArrays: Doc[] },
): void {
  for (const [name, value] of entriesOf(after)) {
    const path = prefix + name;
    if (!hasField(before, name)) setField(found.updatedFields, path, value);
    else compareValues(before[name], value, path, found);
  }
  for (const name of Object.keys(before)) if (!hasField(after, name)) found.removedFields.push(prefix + name);
}

function compareValues(
  before: unknown,
  after: unknown,
  path: string,
  found: { updatedFields: Doc; removedFields: string[]; truncatedArrays: Doc[] },
): void {
  if (equal(before, after)) return;
  if (isDoc(before) && isDoc(after)) {
    compareFields(before, after, `${path}.`, found);
    return;
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    if (after.length < before.length) {
      const kept = before.slice(0, after.length).every((item, i) => equal(item, after[i]));
      if (kept && after.length > 0) {
        found.truncatedArrays.push({ field: path, newSize: after.length });
        return;
      }
    } else if (before.length > 0) {
      after.forEach((item: unknown, i) => {
        if (i >= before.length) setField(found.updatedFields, `${path}.${i}`, item);
        else compareValues(before[i], item, `${path}.${i}`, found);
      });
      return;
    }
  }
  setField(found.updatedFields, path, after);
}

const START = Buffer.alloc(8, 0);
const END = Buffer.alloc(9, 0xff);

/** Events after a time, oldest first. */
export function* eventsAfter(reader: Reader, time: Timestamp): Iterable<LoggedEvent> {
  const from = Buffer.concat([timeKey(time), Buffer.from([0])]);
  for (const { key, value } of reader.range('oplog', from, END)) yield decodeEvent(key, value);
}

export function firstEventTime(reader: Reader): Timestamp | undefined {
  for (const { key } of reader.range('oplog', START, END)) return keyTime(key);
  return undefined;
}

export function lastEventTime(reader: Reader): Timestamp | undefined {
  for (const { key } of reader.range('oplog', START, END, true)) return keyTime(key);
  return undefined;
}

/** Keys and sizes of the oldest rows, for trimming. */
export function* oldestRows(reader: Reader): Iterable<{ key: Buffer; bytes: number }> {
  for (const { key, value } of reader.range('oplog', START, END)) yield { key, bytes: value.length };
}
