import { describe, expect, test } from '@jest/globals';
import { documentOf, useGraph } from '../graph/graph.js';

const graph = useGraph({ applications: true });

const rulesOf = async (variables: Readonly<Record<string, unknown>>) => {
  await graph().settle();
  const { data, errors } = await graph().ask(documentOf('Ledger'), variables);
  expect(errors).toEqual([]);
  return data.policyRules as {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly id: string;
      readonly enforcement: string | null;
      readonly application: { readonly done: number; readonly lastDoneOn: string | null };
    }[];
  };
};

describe('the ledger in the graph', () => {
  test('knows of every rule what carries it out, by the word of the services themselves', async () => {
    const { nodes } = await rulesOf({ first: 100 });
    expect(nodes.filter(({ enforcement }) => enforcement === null)).toEqual([]);
    const counts = ['ENFORCED', 'QUERYABLE', 'TEXT', 'PLANNED'].map(
      async (enforcement) => (await rulesOf({ enforcement, first: 1 })).totalCount,
    );
    expect((await Promise.all(counts)).reduce((sum, count) => sum + count, 0)).toBe(244);
  });

  test('counts the acts of agencies by the rules they were judged by, and not by those that did not apply', async () => {
    const { nodes } = await rulesOf({ group: 'AGY', first: 100 });
    const { application } = nodes.find(({ id }) => id === 'AGY-023')!;
    expect(application.done).toBeGreaterThan(0);
    expect(application.lastDoneOn).toMatch(/^202[4-6]-\d\d-\d\d$/);
    // An instruction on where to click judges nothing.
    expect(nodes.find(({ id }) => id === 'AGY-016')!.application).toMatchObject({ done: 0, lastDoneOn: null });
  });
});
