import { describe, expect, test } from '@jest/globals';
import { type DocumentNode, GraphQLScalarType, parse, print } from 'graphql';
import { type SubgraphName, subgraphNames, subgraphTypeDefs } from '@shanghai/schema';
import { type ResolverMap, lenientScalars, strayResolvers, unresolvedEntities } from './resolver-map.js';

interface Served {
  readonly typeDefs: DocumentNode;
  readonly resolvers: ResolverMap;
}

async function servedBy(name: SubgraphName): Promise<Served> {
  const service = (await import(`@shanghai/${name}`)) as Readonly<Record<SubgraphName, Served>>;
  return service[name];
}

const services = await Promise.all(subgraphNames.map(async (name) => [name, await servedBy(name)] as const));

for (const [name, { typeDefs, resolvers }] of services)
  describe(name, () => {
    test('serves the schema of this repository', () => {
      expect(print(typeDefs)).toBe(print(subgraphTypeDefs(name)));
    });

    test('has no resolver that the schema does not ask for', () => {
      expect(strayResolvers(typeDefs, resolvers)).toEqual([]);
    });

    test('resolves every entity it has a key of', () => {
      expect(unresolvedEntities(typeDefs, resolvers)).toEqual([]);
    });

    test('reads every scalar strictly', () => {
      expect(lenientScalars(typeDefs, resolvers)).toEqual([]);
    });
  });

describe('the checks of resolvers', () => {
  const typeDefs = parse(`
    type Query { item: Item }
    type Item @key(fields: "id") { id: ID! name: String! }
    extend type Item { colour: Colour }
    type Notice @key(fields: "id", resolvable: false) { id: ID! }
    enum Colour { RED }
    union Any = Item | Notice
    scalar Day`);
  const Day = new GraphQLScalarType({ name: 'Day' });
  const resolve = (): null => null;

  test('let pass what the schema asks for', () => {
    const resolvers = {
      Query: { item: resolve },
      Item: { __resolveReference: resolve, name: { resolve }, colour: resolve },
      Colour: { RED: '#f00' },
      Any: { __resolveType: resolve },
      Day,
    };
    expect(strayResolvers(typeDefs, resolvers)).toEqual([]);
    expect(unresolvedEntities(typeDefs, resolvers)).toEqual([]);
    expect(lenientScalars(typeDefs, resolvers)).toEqual([]);
  });

  test('find resolvers of types, fields, enum values and references that the schema does not have', () => {
    const resolvers = {
      Query: { items: resolve },
      Agency: { name: resolve },
      Colour: { BLUE: '#00f' },
      Notice: { __resolveReference: resolve },
    };
    expect(strayResolvers(typeDefs, resolvers)).toEqual([
      'Query.items',
      'Agency',
      'Colour.BLUE',
      'Notice.__resolveReference',
    ]);
  });

  test('find entities without a reference resolver', () => {
    expect(unresolvedEntities(typeDefs, { Item: { name: resolve } })).toEqual(['Item']);
    expect(unresolvedEntities(typeDefs, {})).toEqual(['Item']);
  });

  test('find scalars that nothing reads', () => {
    expect(lenientScalars(typeDefs, { Day: {} })).toEqual(['Day']);
  });
});
