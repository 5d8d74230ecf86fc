import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  calculateObjectSize,
  Code,
  Decimal128,
  Double,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  serialize,
  setInternalBufferSize,
  Timestamp,
  UUID,
} from 'bson';
import { CommandError } from '../errors.js';
import { type Doc, isDoc, isInt32, setField } from './value.js';

/**
 * Reads BSON into the lossless form of `value.ts`. Our own and not bson's `deserialize`, which turns `{ $ref, $id }` into
 * a DBRef object, cannot skip fields, and gives either all wrappers or a double 1.0 that comes back as an int32.
 */

/** MongoDB refuses documents nested deeper than this. */
const MAX_DEPTH = 200;

/** The greatest JS date; bson would write any greater one as 1970. */
const LAST_DATE = 8.64e15;

const invalid = (what: string): CommandError => new CommandError(22, `invalid BSON: ${what}`);

interface Cursor {
  readonly bytes: Buffer;
  at: number;
}

/** Field names come again and again: the last seen of each hash is kept, because making a string costs more than comparing. */
const NAMES = 1024;
const LONGEST_NAME = 24;
const names: (string | undefined)[] = new Array<string | undefined>(NAMES).fill(undefined);

function isAt(bytes: Buffer, start: number, name: string): boolean {
  for (let i = 0; i < name.length; i++) if (bytes[start + i] !== name.charCodeAt(i)) return false;
  return true;
}

function cstring(cursor: Cursor, end: number): string {
  const { bytes } = cursor;
  const start = cursor.at;
  let i = start;
  let every = 0;
  let hash = 0;
  for (let byte = bytes[i]; byte !== 0; byte = bytes[++i]) {
    if (i >= end) throw invalid('unterminated field name');
    every |= byte as number;
    hash = (hash * 31 + (byte as number)) | 0;
  }
  cursor.at = i + 1;
  if (i >= end) throw invalid('unterminated field name');
  if (every > 127) return bytes.toString('utf8', start, i);
  const slot = hash & (NAMES - 1);
  const known = names[slot];
  if (known?.length === i - start && isAt(bytes, start, known)) return known;
  const name = bytes.toString('latin1', start, i);
  if (name.length <= LONGEST_NAME) names[slot] = name;
  return name;
}

/** The length at the cursor. `outside`: bytes of the value that it does not count. */
function size(cursor: Cursor, end: number, least: number, outside = 0): number {
  if (cursor.at + 4 > end) throw invalid('length runs past the end');
  const length = cursor.bytes.readInt32LE(cursor.at);
  if (length < least || cursor.at + outside + length > end) throw invalid('length runs past the end');
  return length;
}

function string(cursor: Cursor, end: number): string {
  const length = size(cursor, end, 1, 4);
  const start = cursor.at + 4;
  const last = start + length - 1;
  if (cursor.bytes[last] !== 0) throw invalid('string is not terminated');
  cursor.at = last + 1;
  return cursor.bytes.toString('utf8', start, last);
}

function fixed(cursor: Cursor, end: number, length: number): number {
  const at = cursor.at;
  if (at + length > end) throw invalid('value runs past the end');
  cursor.at = at + length;
  return at;
}

function long(cursor: Cursor, end: number): Long {
  const at = fixed(cursor, end, 8);
  return new Long(cursor.bytes.readInt32LE(at), cursor.bytes.readInt32LE(at + 4));
}

function date(millis: number): Date {
  if (Math.abs(millis) > LAST_DATE) throw invalid('embedded-mongo does not support dates beyond the year 275760');
  return new Date(millis);
}

function regex(pattern: string, options: string): BSONRegExp {
  try {
    return new BSONRegExp(pattern, options);
  } catch (error) {
    throw invalid((error as Error).message);
  }
}

function binary(cursor: Cursor, end: number): Binary {
  if (cursor.at + 5 > end) throw invalid('value runs past the end');
  let length = cursor.bytes.readInt32LE(cursor.at);
  const subtype = cursor.bytes[cursor.at + 4] as number;
  let start = cursor.at + 5;
  if (length < 0 || start + length > end) throw invalid('length runs past the end');
  cursor.at = start + length;
  if (subtype === 2) {
    // The old binary subtype carries its length twice.
    length -= 4;
    if (length < 0 || cursor.bytes.readInt32LE(start) !== length) throw invalid('the lengths of a binary disagree');
    start += 4;
  }
  const data = Buffer.from(cursor.bytes.subarray(start, start + length));
  return subtype === 4 && length === 16 ? new UUID(data) : new Binary(data, subtype);
}

function codeWithScope(cursor: Cursor, end: number, depth: number): Code {
  const length = size(cursor, end, 14);
  const last = cursor.at + length;
  cursor.at += 4;
  const source = string(cursor, last);
  const scope = document(cursor, last, depth + 1, undefined);
  if (cursor.at !== last) throw invalid('code ends before its length');
  return new Code(source, scope);
}

function value(cursor: Cursor, type: number, end: number, depth: number): unknown {
  const { bytes } = cursor;
  switch (type) {
    case 0x01: {
      const n = bytes.readDoubleLE(fixed(cursor, end, 8));
      return isInt32(n) ? new Double(n) : n;
    }
    case 0x02:
      return string(cursor, end);
    case 0x03:
      return document(cursor, end, depth + 1, undefined);
    case 0x04:
      return array(cursor, end, depth + 1);
    case 0x05:
      return binary(cursor, end);
    case 0x06:
    case 0x0a:
      return null;
    case 0x07: {
      const at = fixed(cursor, end, 12);
      return new ObjectId(Buffer.from(bytes.subarray(at, at + 12)));
    }
    case 0x08: {
      const byte = bytes[fixed(cursor, end, 1)];
      if (byte !== 0 && byte !== 1) throw invalid('a boolean is neither 0 nor 1');
      return byte === 1;
    }
    case 0x09:
      return date(long(cursor, end).toNumber());
    case 0x0b: {
      return regex(cstring(cursor, end), cstring(cursor, end));
    }
    case 0x0d:
      return new Code(string(cursor, end));
    case 0x0e:
      return new BSONSymbol(string(cursor, end));
    case 0x0f:
      return codeWithScope(cursor, end, depth);
    case 0x10:
      return bytes.readInt32LE(fixed(cursor, end, 4));
    case 0x11:
      return new Timestamp(long(cursor, end).toUnsigned());
    case 0x12:
      return long(cursor, end);
    case 0x13: {
      const at = fixed(cursor, end, 16);
      return new Decimal128(Buffer.from(bytes.subarray(at, at + 16)));
    }
    case 0xff:
      return new MinKey();
    case 0x7f:
      return new MaxKey();
    default:
      throw invalid(`unknown or retired element type 0x${type.toString(16)}`);
  }
}

/** Moves past a value without reading it; lengths are checked, contents are not. */
function skip(cursor: Cursor, type: number, end: number): void {
  switch (type) {
    case 0x02:
    case 0x0d:
    case 0x0e:
      cursor.at += size(cursor, end, 1, 4) + 4;
      return;
    case 0x03:
    case 0x04:
    case 0x0f:
      cursor.at += size(cursor, end, 5);
      return;
    case 0x05:
      cursor.at += size(cursor, end, 0, 5) + 5;
      return;
    case 0x06:
    case 0x0a:
    case 0xff:
    case 0x7f:
      return;
    default:
      value(cursor, type, end, 0);
  }
}

function document(cursor: Cursor, limit: number, depth: number, only: ReadonlySet<string> | undefined): Doc {
  if (depth > MAX_DEPTH) throw new CommandError(15, `BSON nested deeper than ${MAX_DEPTH} levels`);
  const start = cursor.at;
  const end = start + size(cursor, limit, 5) - 1;
  if (cursor.bytes[end] !== 0) throw invalid('document is not terminated');
  cursor.at = start + 4;
  const doc: Doc = {};
  while (cursor.at < end) {
    const type = cursor.bytes[cursor.at++] as number;
    const name = cstring(cursor, end);
    if (only && !only.has(name)) skip(cursor, type, end);
    else setField(doc, name, value(cursor, type, end, depth));
  }
  if (cursor.at !== end) throw invalid('document ends in the middle of a value');
  cursor.at = end + 1;
  return doc;
}

function array(cursor: Cursor, limit: number, depth: number): unknown[] {
  if (depth > MAX_DEPTH) throw new CommandError(15, `BSON nested deeper than ${MAX_DEPTH} levels`);
  const start = cursor.at;
  const end = start + size(cursor, limit, 5) - 1;
  if (cursor.bytes[end] !== 0) throw invalid('array is not terminated');
  cursor.at = start + 4;
  const items: unknown[] = [];
  while (cursor.at < end) {
    const type = cursor.bytes[cursor.at++] as number;
    cstring(cursor, end);
    items.push(value(cursor, type, end, depth));
  }
  if (cursor.at !== end) throw invalid('array ends in the middle of a value');
  cursor.at = end + 1;
  return items;
}

/**
 * Decodes one document that fills `bytes` exactly. With `only`, other top-level fields are skipped.
 * @throws CommandError 22 (InvalidBSON) or 15 (nested too deep)
 */
export function decode(bytes: Buffer, only?: ReadonlySet<string>): Doc {
  const cursor = { bytes, at: 0 };
  const doc = document(cursor, bytes.length, 0, only);
  if (cursor.at !== bytes.length) throw invalid('bytes after the document');
  return doc;
}

/**
 * Encodes a document in the lossless form.
 * @throws CommandError 10334 beyond the 17 MiB that bson has room for
 */
export function encode(doc: Doc): Buffer {
  try {
    return asBuffer(serialize(doc, { ignoreUndefined: true }));
  } catch (error) {
    if (!isDoc(error) || error['code'] !== 'ERR_OUT_OF_RANGE') throw error;
    throw new CommandError(10334, `BSONObj size is invalid. Size must be between 0 and 16793600 (16MB)`);
  }
}

/** Encodes what is no document of a client, and may be larger. bson's buffer only ever grows: use it where that is rare. */
export function encodeLarge(doc: Doc): Buffer {
  setInternalBufferSize(calculateObjectSize(doc, { ignoreUndefined: true }) + 1024);
  return encode(doc);
}

export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
