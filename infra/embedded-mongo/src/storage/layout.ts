import { afterPrefix } from '../bson/key.js';

/** Byte layout of record and index keys. */

/** Position of a document in its collection: it grows with every insert and is never used twice. At most 2^48 - 1. */
export type RecordId = number;

const ID_BYTES = 6;

export function recordIdBytes(record: RecordId): Buffer {
  const bytes = Buffer.allocUnsafe(ID_BYTES);
  bytes.writeUIntBE(record, 0, ID_BYTES);
  return bytes;
}

export function readRecordId(bytes: Buffer): RecordId {
  return bytes.readUIntBE(bytes.length - ID_BYTES, ID_BYTES);
}

export function idPrefix(id: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(id, 0);
  return bytes;
}

export function recordKey(collection: number, record: RecordId): Buffer {
  const bytes = Buffer.allocUnsafe(4 + ID_BYTES);
  bytes.writeUInt32BE(collection, 0);
  bytes.writeUIntBE(record, 4, ID_BYTES);
  return bytes;
}

/** All records of a collection, or all entries of an index. */
export function idRange(id: number): { low: Buffer; high: Buffer } {
  const low = idPrefix(id);
  return { low, high: afterPrefix(low) ?? Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff]) };
}
