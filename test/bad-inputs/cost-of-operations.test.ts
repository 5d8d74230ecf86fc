import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { compileCost, costBudgets, readCostWeights, supergraphPath } from '@shanghai/gateway';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  getOperationAST,
  getVariableValues,
  isCompositeType,
  isListType,
  isObjectType,
  parse,
} from 'graphql';
import { documentOf, exampleOf } from '../graph/graph.js';

const weights = readCostWeights(readFileSync(supergraphPath(), 'utf8'));
const schema = buildSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'));

function costOf(name: string, variables: Readonly<Record<string, unknown>>): number {
  const document = parse(documentOf(name));
  const operation = getOperationAST(document)!;
  const { coerced = {} } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  return compileCost({ schema, weights, document, operation }).estimate(coerced);
}

/** The largest pages that a screen shows at once. */
const operations: readonly (readonly [string, number])[] = [
  ['AgencyPage', 20],
  ['CatalogueBrowse', 100],
  ['ComparisonPicker', 100],
  ['CoverageGaps', 100],
  ['EditionDiff', 100],
  ['WhereCanIBeAssessed', 20],
];

describe('what the public may ask', () => {
  test.each(operations)('%s in pages of %i costs less than two thirds of the budget', (operation, first) => {
    const cost = costOf(operation, { ...exampleOf(operation), first });
    process.stdout.write(`${operation} costs ${cost} of ${costBudgets.PUBLIC}\n`);
    expect(cost).toBeGreaterThan(0);
    expect(cost).toBeLessThan((costBudgets.PUBLIC * 2) / 3);
  });

  test('is the least, and an analyst may ask for most', () => {
    const budgets = Object.values(costBudgets);
    expect(Math.min(...budgets)).toBe(costBudgets.PUBLIC);
    expect(Math.max(...budgets)).toBe(costBudgets.ANALYST);
    expect(costBudgets.ANALYST).toBeGreaterThan(costBudgets.PUBLIC);
  });
});

describe('the contract', () => {
  test('says of every list of objects how long it is taken to be', () => {
    const unsaid = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter(({ name }) => !name.startsWith('__'))
      .flatMap((type) =>
        Object.values(type.getFields()).flatMap((field) => {
          const isPage = /Connection$/.test(getNamedType(field.type).name);
          const isList = isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type));
          // The lists of a page are as long as the page.
          if (!isPage && (!isList || /Connection$/.test(type.name))) return [];
          const coordinate = `${type.name}.${field.name}`;
          return weights.fields.get(coordinate)?.assumedSize === undefined ? [coordinate] : [];
        }),
      );
    expect(unsaid).toEqual([]);
  });

  test('lets the size of every page be chosen by an argument', () => {
    const sized = [...weights.fields].filter(([, { sizedFields }]) => sizedFields.includes('edges'));
    expect(sized.length).toBeGreaterThan(8);
    for (const [, { slicingArguments }] of sized) expect(slicingArguments).toEqual(['first']);
  });
});
