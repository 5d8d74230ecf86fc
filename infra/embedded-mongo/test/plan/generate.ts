import { BSONRegExp, Decimal128, type Document, Double, Long, MaxKey, MinKey, ObjectId } from 'bson';
import fc from 'fast-check';

/** Documents, indexes and queries that meet each other often: few fields, few values, every trap of arrays and types. */

const LONG = 'x'.repeat(2_000);

/** A tree of plain values, so that fast-check can shrink it; BSON classes are named. */
const scalar: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(0, 1, 2, 3) },
  { weight: 3, arbitrary: fc.constantFrom('', 'a', 'ab', 'b') },
  { weight: 3, arbitrary: fc.constant(null) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      new Double(1),
      Long.fromNumber(1),
      Decimal128.fromString('1.0'),
      1.5,
      -0,
      NaN,
      Decimal128.fromString('NaN'),
      Long.fromString('9007199254740993'),
      9007199254740992,
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom(LONG, `${LONG}y`, `${LONG}z`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      true,
      false,
      new Date(0),
      new Date(1),
      new ObjectId('0123456789abcdef01234567'),
      new BSONRegExp('^a', ''),
      new MinKey(),
      new MaxKey(),
    ),
  },
);

const nested = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Document> =>
  fc.record({ b: value, c: value }, { requiredKeys: [] });

const list = (item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown[]> => fc.array(item, { maxLength: 3 });

const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 2, arbitrary: nested(fc.oneof(scalar, list(scalar))) },
  { weight: 2, arbitrary: list(scalar) },
  { weight: 2, arbitrary: list(fc.oneof(nested(fc.oneof(scalar, list(scalar))), scalar)) },
  { weight: 1, arbitrary: list(list(fc.oneof(scalar, nested(scalar)))) },
);

export const documents: fc.Arbitrary<Document[]> = fc.array(
  fc.record({ a: value, b: value, c: scalar }, { requiredKeys: [] }),
  { minLength: 1, maxLength: 25 },
);

const PATHS = ['a', 'b', 'c', 'a.b', 'a.c', 'b.b', 'a.0', 'a.0.b', 'a.b.0'];
const path = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b') },
  { weight: 2, arbitrary: fc.constantFrom('c', 'a.b') },
  { weight: 1, arbitrary: fc.constantFrom(...PATHS) },
);
const direction = fc.constantFrom<1 | -1>(1, -1);

const pattern = fc
  .uniqueArray(fc.tuple(path, direction), { minLength: 1, maxLength: 3, selector: ([name]) => name })
  .map((fields) => Object.fromEntries(fields));

export interface GeneratedIndex {
  readonly key: Record<string, 1 | -1>;
  readonly options: { sparse?: boolean; partialFilterExpression?: Document };
}

const range = fc.constantFrom('$gt', '$gte', '$lt', '$lte');

const partialFilter: fc.Arbitrary<Document> = fc
  .tuple(
    fc.constantFrom('a', 'b', 'c', 'a.b'),
    fc.oneof(
      fc.constant<Document>({ $exists: true }),
      fc
        .tuple(
          range,
          scalar.filter((operand) => !(operand instanceof BSONRegExp)),
        )
        .map(([name, operand]) => ({ [name]: operand })),
      scalar.map((operand) => ({ $eq: operand })),
      fc.constantFrom<Document>({ $type: 'string' }, { $type: ['int', 'string'] }),
    ),
  )
  .map(([name, predicate]) => ({ [name]: predicate }));

export const indexes: fc.Arbitrary<GeneratedIndex[]> = fc.uniqueArray(
  fc.record({
    key: pattern,
    options: fc.oneof(
      { weight: 4, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: fc.constant({ sparse: true }) },
      { weight: 2, arbitrary: partialFilter.map((partialFilterExpression) => ({ partialFilterExpression })) },
    ),
  }),
  { minLength: 1, maxLength: 3, selector: ({ key }) => JSON.stringify(key) },
);

const operand = fc.oneof({ weight: 4, arbitrary: scalar }, { weight: 1, arbitrary: value });
const comparable = operand.filter((candidate) => !(candidate instanceof BSONRegExp));

const predicate: fc.Arbitrary<Document> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(range, fc.constantFrom(0, 1, 2)).map(([name, wanted]) => ({ [name]: wanted })) },
  comparable.map((wanted) => ({ $eq: wanted })),
  fc.tuple(range, comparable).map(([name, wanted]) => ({ [name]: wanted })),
  fc.tuple(comparable, comparable).map(([low, high]) => ({ $gte: low, $lt: high })),
  fc.array(operand, { maxLength: 4 }).map((wanted) => ({ $in: wanted })),
  fc.constantFrom<Document>({ $exists: true }, { $exists: false }, { $type: 'array' }, { $type: ['string', 'null'] }),
  fc.constantFrom<Document>({ $regex: '^a' }, { $regex: '^ab?' }, { $regex: 'b$' }, { $regex: '^x' }, { $size: 2 }),
  comparable.map((wanted) => ({ $ne: wanted })),
  fc.array(operand, { maxLength: 2 }).map((wanted) => ({ $nin: wanted })),
  fc.array(operand, { minLength: 1, maxLength: 2 }).map((wanted) => ({ $all: wanted })),
  fc.tuple(range, comparable).map(([name, wanted]) => ({ $not: { [name]: wanted } })),
  fc.tuple(range, comparable, range, comparable).map(([x, low, y, high]) => ({ $elemMatch: { [x]: low, [y]: high } })),
  fc.array(operand, { minLength: 1, maxLength: 2 }).map((wanted) => ({ $elemMatch: { $in: wanted } })),
  fc.tuple(range, comparable).map(([name, wanted]) => ({ $elemMatch: { $elemMatch: { [name]: wanted } } })),
  fc
    .tuple(fc.constantFrom('b', 'c', '0'), range, comparable, fc.option(comparable))
    .map(([name, low, wanted, other]) => ({
      $elemMatch: { [name]: { [low]: wanted }, ...(other === null ? {} : { c: other }) },
    })),
);

const clause: fc.Arbitrary<Document> = fc.tuple(path, predicate).map(([name, test]) => ({ [name]: test }));

export const filter: fc.Arbitrary<Document> = fc.oneof(
  { weight: 10, arbitrary: fc.constant({}) },
  { weight: 6, arbitrary: fc.array(clause, { minLength: 1, maxLength: 2 }).map((clauses) => ({ $and: clauses })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.array(clause, { minLength: 1, maxLength: 3 }), fc.array(clause, { maxLength: 1 }))
      .map(([either, both]) => ({ $and: [{ $or: either }, ...both] })),
  },
  { weight: 1, arbitrary: fc.array(clause, { minLength: 1, maxLength: 2 }).map((clauses) => ({ $nor: clauses })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('$a', '$b', '$c', '$a.b'), fc.constantFrom<unknown>(1, 2, 'a', true))
      .map((args) => ({ $expr: { $eq: args } })),
  },
);

type Sort = Readonly<Record<string, 1 | -1>>;

export interface GeneratedQuery {
  readonly filter: Document;
  /** Some fields, or the first fields of one of the indexes, forwards or backwards. */
  readonly sort: Sort | { readonly index: number; readonly fields: number; readonly backwards: boolean };
  /** Adds the filter of this index, when it is a partial one. */
  readonly within: number;
  /** Adds a predicate on a field of an index, or of its filter. */
  readonly bound: { readonly index: number; readonly field: number; readonly predicate: Document } | null;
  readonly skip: number;
  readonly limit: number;
}

export const query: fc.Arbitrary<GeneratedQuery> = fc.record({
  filter,
  sort: fc.oneof(
    fc.constant({}),
    pattern,
    fc.record({ index: fc.nat({ max: 2 }), fields: fc.constantFrom(1, 1, 2, 3), backwards: fc.boolean() }),
  ),
  within: fc.nat({ max: 5 }),
  bound: fc.option(fc.record({ index: fc.nat({ max: 2 }), field: fc.nat({ max: 3 }), predicate }), { freq: 4 }),
  skip: fc.nat({ max: 3 }),
  limit: fc.nat({ max: 6 }),
});

const at = <T>(items: readonly T[], i: number): T => items[i % items.length] as T;

export function filterOf({ filter: own, within, bound }: GeneratedQuery, made: readonly GeneratedIndex[]): Document {
  const parts = [own];
  const partial = made[within]?.options.partialFilterExpression;
  if (partial) parts.push(partial);
  if (bound) {
    const { key, options } = at(made, bound.index);
    const [first = '', ...others] = Object.keys({ ...key, ...options.partialFilterExpression });
    parts.push({ [at([first, first, ...others], bound.field)]: bound.predicate });
  }
  return parts.length === 1 ? own : { $and: parts.filter((part) => Object.keys(part).length > 0) };
}

export function sortOf({ sort }: GeneratedQuery, made: readonly GeneratedIndex[]): Sort {
  if (!('backwards' in sort)) return sort;
  const { key } = at(made, sort.index);
  const fields = Object.entries(key).slice(0, sort.fields);
  return Object.fromEntries(fields.map(([name, way]) => [name, sort.backwards ? -way : way])) as Sort;
}
