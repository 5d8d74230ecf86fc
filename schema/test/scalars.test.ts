import { expect, test } from '@jest/globals';
import { Kind } from 'graphql';
import { scalars } from '../dist/scalars.js';
import { subgraphNames, subgraphTypeDefs } from '../dist/subgraphs.js';
import { clientScalars, serviceScalars } from '../dist/scalar-types.js';

test('every scalar of the SDL has a parser and a type in services and clients, and there are no others', () => {
  const definitions = subgraphNames.flatMap((name) => subgraphTypeDefs(name).definitions);
  const defined = definitions.flatMap((one) => (one.kind === Kind.SCALAR_TYPE_DEFINITION ? one.name.value : []));
  const names = [...new Set(defined)].sort();
  expect(Object.keys(scalars).sort()).toEqual(names);
  expect(Object.keys(serviceScalars).sort()).toEqual(names);
  expect(
    Object.keys(clientScalars)
      .filter((name) => name !== 'ID')
      .sort(),
  ).toEqual(names);
});
