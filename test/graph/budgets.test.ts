import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { operationsFolder } from '@shanghai/gateway';
import { Kind, parse } from 'graphql';
import { documentOf, exampleOf, explainedBy, useGraph } from './graph.js';
import { budgets } from './operations.js';

const graph = useGraph({ applications: true });
const cases = Object.entries(budgets).flatMap(([operation, { alsoWith }]) =>
  [exampleOf(operation), ...alsoWith].map((variables) => [operation, variables] as const),
);

/** The names of the files of operations that end like this. */
const namesOf = (ending: string): readonly string[] =>
  readdirSync(operationsFolder())
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();

test('every operation has a budget, and variables that it is shown with', () => {
  expect(Object.keys(budgets).sort()).toEqual(namesOf('.graphql'));
  expect(namesOf('.variables.json')).toEqual(namesOf('.graphql'));
});

test.each(namesOf('.graphql'))('%s says the budget that it is held to, and is one operation of that name', (name) => {
  const text = documentOf(name);
  const head = text.slice(0, text.search(/^(query|mutation)/m)).replaceAll(/\s*\n# ?/g, ' ');
  const [, calls, commands] = /Budget: (\d+) subgraph calls?, (\d+) store commands?/.exec(head) ?? [];
  expect({ subgraphCalls: Number(calls), storeCommands: Number(commands) }).toEqual({
    subgraphCalls: budgets[name]?.subgraphCalls,
    storeCommands: budgets[name]?.storeCommands,
  });
  const operations = parse(text).definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  expect(operations.map((one) => ('name' in one ? one.name?.value : undefined))).toEqual([name]);
});

describe('an operation keeps to its budget', () => {
  test.each(cases)('%s %j', async (operation, variables) => {
    graph().takeCommands();
    const { errors, subgraphCalls, storeCommands } = await graph().run(operation, variables);
    expect(errors).toEqual([]);
    // What the answer says that it cost is what the store has seen.
    expect(graph().takeCommands()).toHaveLength(storeCommands);
    const budget = budgets[operation]!;
    expect(subgraphCalls).toBeGreaterThan(0);
    expect(subgraphCalls).toBeLessThanOrEqual(budget.subgraphCalls);
    expect(storeCommands).toBeLessThanOrEqual(budget.storeCommands);
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
