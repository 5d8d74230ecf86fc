import { describe, expect, test } from '@jest/globals';
import { buildSchema, getOperationAST, getVariableValues, parse } from 'graphql';
import { compileCost } from '../../dist/limits/cost/compile-cost.js';
import { readCostWeights } from '../../dist/limits/cost/cost-weights.js';

const sdl = `
  directive @cost(weight: Int!) on FIELD_DEFINITION | OBJECT
  directive @listSize(
    assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean
  ) on FIELD_DEFINITION
  scalar PageSize
  type Query {
    one: Thing
    dear: Thing @cost(weight: 7)
    few: [Thing!]! @listSize(assumedSize: 3)
    unsaid: [Thing!]!
    page(first: PageSize = 4): Page @listSize(assumedSize: 20, sizedFields: ["nodes"])
    sliced(limit: Int): [Thing!]! @listSize(slicingArguments: ["limit"])
    heavy: Heavy
    digits: [Int!]! @listSize(assumedSize: 100)
  }
  type Thing { id: ID! one: Thing few: [Thing!]! @listSize(assumedSize: 3) }
  type Page { nodes: [Thing!]! totalCount: Int! }
  type Heavy @cost(weight: 50) { id: ID! }
`;
const schema = buildSchema(sdl);
const weights = readCostWeights(sdl);

function priced(query: string, variables = {}) {
  const document = parse(query);
  const operation = getOperationAST(document)!;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  return { cost: compileCost({ schema, weights, document, operation }), given: coerced! };
}

type Priced = ReturnType<typeof priced>;
const estimateCost = ({ cost, given }: Priced): number => cost.estimate(given);
const actualCost = ({ cost, given }: Priced, data: Record<string, unknown>): number => cost.actual(given, data);

describe('the estimate', () => {
  test.each([
    ['an object', '{ one { id } }', 1],
    ['an object in an object', '{ one { one { id } } }', 2],
    ['a field with a weight', '{ dear { id } }', 8],
    ['a type with a weight', '{ heavy { id } }', 50],
    ['a list of a said length', '{ few { id } }', 3],
    ['a list in a list', '{ few { few { id } } }', 12],
    ['a list of which nothing is said', '{ unsaid { id } }', 10],
    ['a page of the size that is said', '{ page(first: 2) { nodes { id } } }', 3],
    ['a page of null', '{ page(first: null) { nodes { id one { id } } } }', 41],
    ['the number of entries alone', '{ page(first: 100) { totalCount } }', 1],
    ['a page that is larger than pages are', '{ page(first: 1000000000) { nodes { id } } }', 101],
    ['a list of the length of an argument', '{ sliced(limit: 5) { id } }', 5],
    ['scalars', '{ digits __typename }', 0],
    ['a fragment, each time', '{ one { ...F } two: one { ...F } } fragment F on Thing { one { id } }', 4],
    ['a list inside a fragment of its page', '{ page(first: 2) { ... on Page { nodes { id } } } }', 3],
    ['what is skipped', '{ one { id } few @skip(if: true) { id } dear @include(if: false) { id } }', 1],
    ['introspection', '{ __schema { types { name } } }', 0],
  ])('of %s', (_, query, cost) => {
    expect(estimateCost(priced(query))).toBe(cost);
  });

  test('follows the variables', () => {
    const query = 'query ($n: PageSize = 6) { page(first: $n) { nodes { id } } }';
    expect(estimateCost(priced(query, { n: 9 }))).toBe(10);
    expect(estimateCost(priced(query))).toBe(7);
    expect(estimateCost(priced(query, { n: null }))).toBe(21);
  });

  test('follows the conditions, around a fragment too', () => {
    const query =
      'query ($all: Boolean!) { one { id } ... on Query @include(if: $all) { few { id } dear @skip(if: $all) { id } } }';
    expect(estimateCost(priced(query, { all: true }))).toBe(4);
    expect(estimateCost(priced(query, { all: false }))).toBe(1);
  });

  test('of ten by ten by ten is what it is, told at once', () => {
    const query = `{ ${'unsaid { few { '.repeat(1)}${'few { '.repeat(5)} id ${'} '.repeat(7)} }`;
    expect(estimateCost(priced(query))).toBeGreaterThan(5_000);
  });
});

describe('the actual cost', () => {
  test('counts the objects of the answer, by its aliases', () => {
    const operation = priced('{ a: few { id one { id } } dear { id } }');
    const data = {
      a: [
        { id: '1', one: { id: '2' } },
        { id: '3', one: null },
      ],
      dear: null,
    };
    expect(actualCost(operation, data)).toBe(3 + 7);
  });

  test('is at most the estimate where lists are as long as is said', () => {
    const operation = priced('{ page(first: 2) { nodes { id } } }');
    expect(actualCost(operation, { page: { nodes: [{ id: '1' }, { id: '2' }] } })).toBe(estimateCost(operation));
  });
});
