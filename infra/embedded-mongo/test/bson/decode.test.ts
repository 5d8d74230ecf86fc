import { describe, expect, test } from '@jest/globals';
import { Binary, BSONRegExp, Code, serialize } from 'bson';
import fc from 'fast-check';
import { decode, encode } from '../../dist/bson/decode.js';
import { bsonDocument, RUNS } from './generate.js';
import { IN_ORDER, show } from './values.js';

/** Tests of our own BSON reader, without a server. */

const bytesOf = (doc: object): Buffer => Buffer.from(serialize(doc));

/** The error code of decoding, or undefined when it succeeds. */
function codeOf(bytes: Buffer, only?: ReadonlySet<string>): unknown {
  try {
    decode(bytes, only);
    return undefined;
  } catch (error) {
    return (error as { code?: unknown }).code ?? error;
  }
}

const INVALID = 22;
const OVERFLOW = 15;

describe('a document', () => {
  test.each(
    IN_ORDER.flat()
      .filter((value) => value !== undefined)
      .map((value) => [show(value), value]),
  )('keeps its bytes through decode and encode with the value %s', (_, value) => {
    const bytes = bytesOf({ value, list: [value], nested: { value } });
    expect(encode(decode(bytes))).toEqual(bytes);
  });

  test('keeps its bytes through decode and encode for random contents', () => {
    fc.assert(
      fc.property(bsonDocument, (doc) => {
        const bytes = bytesOf(doc);
        expect(encode(decode(bytes)).equals(bytes)).toBe(true);
      }),
      { seed: 3, numRuns: RUNS },
    );
  });

  test('gives only the wanted fields, and the same values for them', () => {
    fc.assert(
      fc.property(bsonDocument, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), (doc, wanted) => {
        const whole = decode(bytesOf(doc));
        const names = Object.keys(whole).filter((_, i) => wanted[i]);
        const part = decode(bytesOf(doc), new Set(names));
        expect(Object.keys(part)).toEqual(names);
        const expected = Object.fromEntries(names.map((name) => [name, whole[name]]));
        expect(encode(part).equals(encode(expected))).toBe(true);
      }),
      { seed: 4, numRuns: RUNS },
    );
  });

  test('keeps a field called __proto__ as a field', () => {
    const bytes = bytesOf(JSON.parse('{ "__proto__": { "admin": true } }') as object);
    const doc = decode(bytes);
    expect(Object.keys(doc)).toEqual(['__proto__']);
    expect('admin' in doc).toBe(false);
  });

  test('keeps a DBRef as the document it is', () => {
    const doc = decode(bytesOf({ ref: { $ref: 'people', $id: 1 } }));
    expect(doc).toEqual({ ref: { $ref: 'people', $id: 1 } });
  });
});

describe('bad BSON is refused', () => {
  const example = bytesOf({
    number: 1.5,
    text: 'abc',
    nested: { list: [1, { deep: true }] },
    data: new Binary(Buffer.from('abc')),
    pattern: new BSONRegExp('a', 'i'),
    code: new Code('x', { y: 1 }),
  });

  test('cut at every byte', () => {
    for (let length = 0; length < example.length; length++) expect(codeOf(example.subarray(0, length))).toBe(INVALID);
  });

  test('cut at every byte, also when no field is wanted', () => {
    for (let length = 0; length < example.length; length++)
      expect([length, codeOf(example.subarray(0, length), new Set())]).toEqual([length, INVALID]);
  });

  test('with bytes after the end', () => {
    expect(codeOf(Buffer.concat([example, Buffer.from([0])]))).toBe(INVALID);
  });

  test('with any byte changed it is read or refused, and never fails in another way', () => {
    for (let at = 0; at < example.length; at++) {
      for (const byte of [0, 1, 2, 0x0c, 0x7f, 0x80, 0xff]) {
        const bytes = Buffer.from(example);
        bytes[at] = byte;
        expect([undefined, INVALID, OVERFLOW]).toContain(codeOf(bytes));
        expect([undefined, INVALID, OVERFLOW]).toContain(codeOf(bytes, new Set(['code'])));
      }
    }
  });

  const oneField = (type: number, ...value: number[]): Buffer => {
    const bytes = Buffer.from([0, 0, 0, 0, type, 0x61, 0, ...value, 0]);
    bytes.writeInt32LE(bytes.length, 0);
    return bytes;
  };

  test.each([
    ['a negative document length', Buffer.from([0xff, 0xff, 0xff, 0xff, 0])],
    ['a document length below 5', Buffer.from([4, 0, 0, 0, 0])],
    ['a document without its final zero', Buffer.from([5, 0, 0, 0, 1])],
    ['a string of negative length', oneField(2, 0xff, 0xff, 0xff, 0xff)],
    ['a string of length zero', oneField(2, 0, 0, 0, 0)],
    ['a string without its final zero', oneField(2, 2, 0, 0, 0, 0x61, 0x61)],
    ['a string beyond its document', oneField(2, 9, 0, 0, 0, 0x61, 0)],
    ['a boolean that is neither 0 nor 1', oneField(8, 2)],
    ['a binary of negative length', oneField(5, 0xff, 0xff, 0xff, 0xff, 0)],
    ['an old binary whose two lengths disagree', oneField(5, 6, 0, 0, 0, 2, 9, 0, 0, 0, 1, 2)],
    ['an old binary too short for its second length', oneField(5, 1, 0, 0, 0, 2, 1)],
    ['a nested document beyond its parent', oneField(3, 6, 0, 0, 0, 0, 0)],
    ['an unknown type', oneField(0x20)],
    ['a DBPointer', oneField(0x0c, 2, 0, 0, 0, 0x61, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)],
    ['an unknown regular expression option', oneField(0x0b, 0x61, 0, 0x71, 0)],
    ['a date beyond what a JS Date holds', oneField(9, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f)],
  ])('%s', (_, bytes) => {
    expect(codeOf(bytes)).toBe(INVALID);
  });

  const nested = (depth: number): object => (depth === 0 ? {} : { a: nested(depth - 1) });
  const nestedArrays = (depth: number): unknown[] => (depth === 0 ? [] : [nestedArrays(depth - 1)]);

  test('nested deeper than 200 levels', () => {
    expect(codeOf(bytesOf(nested(200)))).toBeUndefined();
    expect(codeOf(bytesOf(nested(201)))).toBe(OVERFLOW);
    expect(codeOf(bytesOf({ a: nestedArrays(199) }))).toBeUndefined();
    expect(codeOf(bytesOf({ a: nestedArrays(200) }))).toBe(OVERFLOW);
  });
});
