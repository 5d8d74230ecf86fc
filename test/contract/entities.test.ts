import { describe, expect, test } from '@jest/globals';
import { fieldsWithoutDay } from './as-of.js';
import { contributedFields, entitiesWithoutOneOwner, entityOwners } from './entities.js';
import { unsafeFields } from './nullability.js';
import { graph, subgraphsOf } from './sdl.js';

/** Contributed fields that answer the same on every day, each with the reason. */
const timeless: Readonly<Record<string, string>> = {};

describe('in the graph', () => {
  test('every entity belongs to one subgraph', () => {
    expect(entitiesWithoutOneOwner(graph)).toEqual([]);
  });

  test('what a subgraph that is down leaves out is null and takes nothing with it', () => {
    expect(unsafeFields(graph)).toEqual([]);
  });

  test('every field that a subgraph adds to an entity of another takes the day', () => {
    expect(fieldsWithoutDay(graph)).toEqual(Object.keys(timeless));
  });
});

describe('the checks of entities', () => {
  const items = '"Item" type Item @key(fields: "id") { id: ID! name: String! }';

  test('take the subgraph that describes an entity for its owner', () => {
    const subgraphs = subgraphsOf({
      items,
      agencies: 'type Item @key(fields: "id") { id: ID! count: Int }',
      // Knows the key alone, so its description makes no owner of it.
      notes: '"Item" type Item @key(fields: "id", resolvable: false) { id: ID! }',
    });
    expect([...entityOwners(subgraphs)]).toEqual([['Item', 'items']]);
    expect(entitiesWithoutOneOwner(subgraphs)).toEqual([]);
  });

  test('find entities that nobody or more than one subgraph describes', () => {
    expect(entitiesWithoutOneOwner(subgraphsOf({ items, others: items }))).toEqual([
      'Item is described by items and others',
    ]);
    expect(entitiesWithoutOneOwner(subgraphsOf({ items: 'type Item @key(fields: "id") { id: ID! }' }))).toEqual([
      'Item is described by no subgraph',
    ]);
  });

  test('count neither keys nor external fields among those that a subgraph adds', () => {
    const agencies =
      'type Item @key(fields: "id") { id: ID! name: String! @external count: Int @requires(fields: "name") }';
    const added = contributedFields(subgraphsOf({ items, agencies }));
    expect(added.map(({ subgraph, entity, field }) => [subgraph, entity, field.name.value])).toEqual([
      ['agencies', 'Item', 'count'],
    ]);
  });

  test.each([
    [
      'an added field that must not be null',
      'extend type Item @key(fields: "id") { id: ID! count: Int! }',
      ['Item.count'],
    ],
    [
      'a field to an entity of another',
      'type Count { item: Item! } type Item @key(fields: "id") { id: ID! }',
      ['Count.item'],
    ],
    [
      'a list to entities of another',
      'type Count { items: [Item!]! } type Item @key(fields: "id") { id: ID! }',
      ['Count.items'],
    ],
    ['a field of Query', 'type Query { counts: [Int!]! }', ['Query.counts']],
  ])('find %s', (_, agencies, faults) => {
    expect(unsafeFields(subgraphsOf({ items, agencies }))).toEqual(faults);
  });

  test('let pass what can be null at any depth, and what stays inside one subgraph', () => {
    const agencies = `
      type Query { count: Count }
      type Count { item: Item perhaps: [Item]! list: [Item!] other: Agency! }
      type Item @key(fields: "id") { id: ID! counts: [Int!] }
      "Agency" type Agency @key(fields: "id") { id: ID! }`;
    expect(unsafeFields(subgraphsOf({ items, agencies }))).toEqual([]);
  });

  test('find added fields without a day, or with a day of another type', () => {
    const agencies = `type Item @key(fields: "id") {
      id: ID! count: Int dated(asOf: Day): Int wrong(asOf: String): Int
    }`;
    expect(fieldsWithoutDay(subgraphsOf({ items, agencies }))).toEqual(['Item.count', 'Item.wrong']);
  });
});
