import { createHash } from 'node:crypto';
import { type Binary, type BSONRegExp, type Code, Decimal128, Long, type ObjectId, type Timestamp } from 'bson';
import { binaryParts, compareNumbers, exactDecimal, isBeyondDoubles, orderClass, refDoc } from './compare.js';
import { type Doc, entriesOf, toNumber } from './value.js';

/**
 * Order-preserving bytes of BSON values: `Buffer.compare(keyOf(a), keyOf(b))` has the sign of `compare(a, b)`, and no key
 * is a prefix of another, so that the keys of several fields can be written one after the other.
 */

/** A key longer than this is cut here and its SHA-256 appended: equality stays exact, order holds up to the cut. */
export const KEY_LIMIT = 1800;

class Bytes {
  private buffer = Buffer.allocUnsafe(256);
  length = 0;

  room(more: number): Buffer {
    if (this.length + more > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + more));
      this.buffer.copy(larger, 0, 0, this.length);
      this.buffer = larger;
    }
    return this.buffer;
  }

  byte(value: number): void {
    this.room(1)[this.length++] = value;
  }

  raw(bytes: Uint8Array): void {
    this.room(bytes.length).set(bytes, this.length);
    this.length += bytes.length;
  }

  /** UTF-8 with 00 written as 00 FF and ended by 00 00, so that a prefix sorts first. */
  text(value: string): void {
    if (value.includes('\0')) {
      for (const byte of Buffer.from(value, 'utf8')) {
        this.byte(byte);
        if (byte === 0) this.byte(0xff);
      }
    } else {
      const most = value.length * 3;
      this.room(most);
      this.length += this.buffer.write(value, this.length, 'utf8');
    }
    this.byte(0);
    this.byte(0);
  }

  uint32(value: number): void {
    this.room(4).writeUInt32BE(value >>> 0, this.length);
    this.length += 4;
  }

  double(value: number): void {
    const buffer = this.room(8);
    buffer.writeDoubleBE(value === 0 ? 0 : value, this.length);
    const at = this.length;
    if ((buffer[at] as number) & 0x80) for (let i = at; i < at + 8; i++) buffer[i] = ~(buffer[i] as number) & 0xff;
    else buffer[at] = (buffer[at] as number) | 0x80;
    this.length += 8;
  }

  complementFrom(start: number): void {
    for (let i = start; i < this.length; i++) this.buffer[i] = ~(this.buffer[i] as number) & 0xff;
  }

  take(): Buffer {
    const bytes = Buffer.from(this.buffer.subarray(0, this.length));
    this.length = 0;
    return bytes;
  }
}

/** Orders numbers that round to the same double: by their exact decimal digits. */
function exactTail(out: Bytes, value: Long | Decimal128, rounded: number): void {
  const order = compareNumbers(value, rounded);
  out.byte(0x80 + order);
  if (order === 0) return;
  const { digits, exponent } = exactDecimal(value);
  const text = (digits < 0n ? -digits : digits).toString();
  const start = out.length;
  out.uint32(0x8000 + exponent + text.length);
  out.text(text.replace(/0+$/, ''));
  if (digits < 0n) out.complementFrom(start);
}

function writeNumber(out: Bytes, value: unknown): void {
  const rounded = toNumber(value);
  if (Number.isNaN(rounded)) {
    for (let i = 0; i < 9; i++) out.byte(0);
    return;
  }
  out.double(rounded);
  if (value instanceof Long || (value instanceof Decimal128 && (Number.isFinite(rounded) || isBeyondDoubles(value))))
    exactTail(out, value, rounded);
  else out.byte(0x80);
}

function writeInt64(out: Bytes, high: number, low: number, signed: boolean): void {
  out.uint32(signed ? (high ^ 0x80000000) >>> 0 : high);
  out.uint32(low);
}

function writeDoc(out: Bytes, doc: Doc): void {
  for (const [name, field] of entriesOf(doc)) {
    out.byte(orderClass(field));
    out.text(name);
    writeValue(out, field);
  }
  out.byte(0);
}

function writeValue(out: Bytes, value: unknown): void {
  const kind = orderClass(value);
  out.byte(kind);
  switch (kind) {
    case 10:
      writeNumber(out, value);
      return;
    case 15:
      out.text(String(value));
      return;
    case 20:
      writeDoc(out, refDoc(value as Doc));
      return;
    case 25:
      for (const item of value as unknown[]) writeValue(out, item);
      out.byte(0);
      return;
    case 30: {
      const { length, subtype, bytes } = binaryParts(value as Binary);
      out.uint32(length);
      out.byte(subtype);
      out.raw(bytes);
      return;
    }
    case 35:
      out.raw((value as ObjectId).id);
      return;
    case 40:
      out.byte(value ? 1 : 0);
      return;
    case 45: {
      const millis = Long.fromNumber((value as Date).getTime());
      writeInt64(out, millis.high, millis.low, true);
      return;
    }
    case 47:
      writeInt64(out, (value as Timestamp).t, (value as Timestamp).i, false);
      return;
    case 50:
      out.text((value as BSONRegExp).pattern);
      out.text((value as BSONRegExp).options);
      return;
    case 60:
    case 65:
      out.text((value as Code).code);
      if (kind === 65) writeDoc(out, (value as Code).scope ?? {});
      return;
    default:
  }
}

const scratch = new Bytes();

/** The key of one value, complemented for a descending field. */
export function keyOf(value: unknown, descending = false): Buffer {
  writeValue(scratch, value);
  if (descending) scratch.complementFrom(0);
  return scratch.take();
}

/** The key of a compound index entry or sort, field after field. */
export function compoundKey(values: readonly unknown[], descending: readonly boolean[]): Buffer {
  for (let i = 0; i < values.length; i++) {
    const start = scratch.length;
    writeValue(scratch, values[i]);
    if (descending[i]) scratch.complementFrom(start);
  }
  return scratch.take();
}

/** What is stored for a key: the key itself, or its first bytes and a hash. */
export function storedKey(key: Buffer): Buffer {
  if (key.length <= KEY_LIMIT) return key;
  return Buffer.concat([key.subarray(0, KEY_LIMIT), createHash('sha256').update(key).digest()]);
}

/** The least byte string above every string that begins with `prefix`; undefined when there is none. */
export function afterPrefix(prefix: Buffer): Buffer | undefined {
  let end = prefix.length;
  while (end > 0 && prefix[end - 1] === 0xff) end--;
  if (end === 0) return undefined;
  const next = Buffer.from(prefix.subarray(0, end));
  next[end - 1] = (next[end - 1] as number) + 1;
  return next;
}
