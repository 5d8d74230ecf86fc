import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'bson';
import fc from 'fast-check';

/** Runs of a property: few by default, many when DEEP is set. */
export const RUNS = process.env['DEEP'] === '1' ? 50_000 : 2_000;

const isInt32 = (n: number): boolean => (n | 0) === n && !Object.is(n, -0);

/** A double in the lossless form: wrapped when bson would write it as an int32. */
const double = fc.double().map((n) => (isInt32(n) ? new Double(n) : n));

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 34n) + 1n, max: 10n ** 34n - 1n }), fc.integer({ min: -6176, max: 6111 }))
  .map(([digits, exponent]) => Decimal128.fromString(`${digits}E${exponent}`));

const near = fc.tuple(fc.constantFrom(0n, 1n, 2n ** 31n, 2n ** 53n, 2n ** 62n), fc.integer({ min: -3, max: 3 }));

/** Numbers that lie close together in different types. */
const closeNumber = fc
  .tuple(near, fc.boolean(), fc.integer({ min: 0, max: 3 }))
  .map(([[base, offset], minus, type]) => {
    const exact = (minus ? -1n : 1n) * (base + BigInt(offset));
    if (type === 0) return Long.fromBigInt(exact);
    if (type === 1) return Decimal128.fromString(exact.toString());
    if (type === 2) return Decimal128.fromString(`${exact}.${offset + 3}`);
    return isInt32(Number(exact)) ? new Double(Number(exact)) : Number(exact);
  });

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: fc.constantFrom('\0', '\u0001', 'a', '\ud7ff', '\ue000', '\uffff', '\u{10000}'), maxLength: 5 }),
);

/** Field names: no NUL, and none like a position, whose order a JS object does not keep. */
export const fieldName = fc
  .oneof(fc.constantFrom('a', 'b', '', '__proto__', 'constructor', 'é'), fc.string({ unit: 'grapheme', maxLength: 4 }))
  .map((name) => name.replaceAll('\0', '').replace(/^\d+$/, 'n'));

const bytes = (length: number): fc.Arbitrary<Buffer> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((array) => Buffer.from(array));

const leaf: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, false, NaN, Infinity, -Infinity, -0),
  fc.integer(),
  double,
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => Long.fromBigInt(n)),
  decimal,
  closeNumber,
  fc.constantFrom('NaN', 'Infinity', '-Infinity', '-0').map((name) => Decimal128.fromString(name)),
  text,
  text.map((value) => new BSONSymbol(value)),
  fc
    .tuple(fc.uint8Array({ maxLength: 20 }), fc.constantFrom(0, 1, 2, 3, 5, 128))
    .map(([data, subtype]) => new Binary(Buffer.from(data), subtype)),
  bytes(16).map((data) => new UUID(data)),
  bytes(12).map((data) => new ObjectId(data)),
  fc.date({ noInvalidDate: true }),
  fc.tuple(fc.nat({ max: 0xffffffff }), fc.nat({ max: 0xffffffff })).map(([t, i]) => new Timestamp({ t, i })),
  fc
    .tuple(fieldName, fc.subarray(['i', 'm', 's', 'x']))
    .map(([pattern, options]) => new BSONRegExp(pattern, options.join(''))),
  text.map((source) => new Code(source)),
  fc.constantFrom(0, 1).map((which) => (which ? new MinKey() : new MaxKey())),
);

function docOf(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const doc: Record<string, unknown> = {};
  for (const [name, value] of entries)
    Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true });
  return doc;
}

const { value, doc } = fc.letrec<{ value: unknown; doc: Record<string, unknown>; array: unknown[]; code: Code }>(
  (tie) => ({
    value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('doc'), tie('array'), tie('code')),
    doc: fc.array(fc.tuple(fieldName, tie('value')), { maxLength: 4 }).map(docOf),
    array: fc.array(tie('value'), { maxLength: 4 }),
    code: fc.tuple(text, tie('doc')).map(([source, scope]) => new Code(source, scope)),
  }),
);

/** Any BSON value, and any document, in the lossless form of `value.ts`. */
export const bsonValue = value;
export const bsonDocument = doc;
