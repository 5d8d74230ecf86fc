import { Binary, Double, Long, ObjectId, Timestamp, UUID } from 'bson';
import { encode } from '../bson/decode.js';
import { isDoc, isNumeric, toNumber, typeName } from '../bson/value.js';
import { CommandError } from '../errors.js';

/** Operators on single values that mingo lacks, or has only for plain JS values. null and missing give null. */

const failed = (value: unknown, to: string, why?: string): CommandError =>
  new CommandError(
    241,
    why ?? `Unsupported conversion from ${typeName(value)} to ${to} in $convert with no onError value`,
  );

/** MongoDB prints doubles in C++'s way: exponents have two digits. */
function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (Object.is(value, -0)) return '-0';
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2');
}

export function toText(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' || value instanceof Double) return numberText(toNumber(value));
  if (isNumeric(value)) return value.toString();
  if (value instanceof ObjectId) return value.toHexString();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Binary && value.sub_type === Binary.SUBTYPE_UUID) return value.toUUID().toHexString();
  throw failed(value, 'string');
}

export function toObjectId(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (value instanceof ObjectId) return value;
  if (typeof value !== 'string') throw failed(value, 'objectId');
  if (!/^[0-9a-fA-F]{24}$/.test(value))
    throw failed(
      value,
      'objectId',
      value.length === 24
        ? `Failed to parse objectId '${value}' in $convert with no onError value: Invalid character found in hex string`
        : `Failed to parse objectId '${value}' in $convert with no onError value: Invalid string length for parsing to OID, expected 24 but found ${value.length}`,
    );
  return ObjectId.createFromHexString(value);
}

export function toUuid(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'string' || !UUID.isValid(value)) throw failed(value, 'binData');
  return new UUID(value);
}

export function binarySize(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Binary) return value.position;
  throw new CommandError(51276, `$binarySize requires a string or BinData argument, found: ${typeName(value)}`);
}

/** @param value a document with its BSON types */
export function bsonSize(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (!isDoc(value)) throw new CommandError(31393, `$bsonSize requires a document input, found: ${typeName(value)}`);
  return encode(value).length;
}

export function timestampPart(name: '$tsSecond' | '$tsIncrement', value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (!(value instanceof Timestamp))
    throw new CommandError(
      name === '$tsSecond' ? 5687301 : 5687302,
      `${name} requires a timestamp argument, found: ${typeName(value)}`,
    );
  return Long.fromNumber(name === '$tsSecond' ? value.t : value.i);
}

/** The place of a text in another, counted in code points; -1 when it is not there. */
export function indexOfCodePoints([text, search, start, end]: readonly unknown[]): unknown {
  if (text === null || text === undefined) return null;
  if (typeof text !== 'string')
    throw new CommandError(40093, `$indexOfCP requires a string as the first argument, found: ${typeName(text)}`);
  if (typeof search !== 'string')
    throw new CommandError(40094, `$indexOfCP requires a string as the second argument, found: ${typeName(search)}`);
  const points = [...text];
  const wanted = [...search];
  const from = isNumeric(start) ? toNumber(start) : 0;
  const to = Math.min(isNumeric(end) ? toNumber(end) : points.length, points.length);
  for (let at = from; at + wanted.length <= to; at++)
    if (wanted.every((point, i) => points[at + i] === point)) return at;
  return -1;
}
