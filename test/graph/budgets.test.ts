import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { operationsFolder } from '@shanghai/gateway';
import { exampleOf, explainedBy, useGraph } from './graph.js';
import { budgets } from './operations.js';

const graph = useGraph({ applications: true });
const cases = Object.entries(budgets).flatMap(([operation, { alsoWith }]) =>
  [exampleOf(operation), ...alsoWith].map((variables) => [operation, variables] as const),
);

test('every operation has a budget', () => {
  const files = readdirSync(operationsFolder()).filter((file) => file.endsWith('.graphql'));
  expect(Object.keys(budgets).sort()).toEqual(files.map((file) => file.replace('.graphql', '')).sort());
});

describe('an operation keeps to its budget', () => {
  test.each(cases)('%s %j', async (operation, variables) => {
    const { errors, subgraphCalls, storeCommands } = await graph().run(operation, variables);
    expect(errors).toEqual([]);
    const budget = budgets[operation]!;
    expect(subgraphCalls).toBeGreaterThan(0);
    expect(subgraphCalls).toBeLessThanOrEqual(budget.subgraphCalls);
    expect(storeCommands).toBeLessThanOrEqual(budget.storeCommands);
  });

  test('that the store sees too', async () => {
    graph().takeCommands();
    const { storeCommands } = await graph().run('WhereCanIBeAssessed');
    expect(graph().takeCommands()).toHaveLength(storeCommands);
  });
});

describe('every query of an operation uses an index', () => {
  test.each(cases)('%s %j', async (operation, variables) => {
    graph().takeCommands();
    await graph().run(operation, variables);
    const plans = await Promise.all(
      graph()
        .takeCommands()
        .map(async (one) => explainedBy(graph(), one)),
    );
    expect(plans.filter((plan) => /"stage":"COLLSCAN"/.test(plan))).toEqual([]);
    expect(plans.every((plan) => /"stage":"(IXSCAN|IDHACK|COUNT_SCAN|EOF)"/.test(plan))).toBe(true);
  });
});
