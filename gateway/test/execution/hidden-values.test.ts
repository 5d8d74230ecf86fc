import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AuditGraph } from './audit-graphs.js';
import { hiddenGraph } from './hidden-graph.js';
import { type RunningAudit, startAudit } from './start-audit.js';

const { a, b } = hiddenGraph.parts as { a: AuditGraph['parts'][string]; b: AuditGraph['parts'][string] };

/** Its subgraph has learnt a rank and a kind of pet since the graph was composed. */
const ahead: AuditGraph = {
  parts: {
    a: {
      ...a,
      sdl: `${a.sdl.replace('OPEN', 'OPEN NEW')} type Dog implements Pet { name: String }`,
      roots: { people: [{ id: '3', rank: 'NEW', must: 'OPEN' }], pets: [{ __typename: 'Dog' }] },
    },
    b,
  },
  queries: [],
};

let running: RunningAudit;

describe('what clients do not see', () => {
  beforeAll(async () => {
    running = await startAudit(hiddenGraph);
  });
  afterAll(async () => running.stop());

  test('is null where a subgraph says it, and no error', async () => {
    expect(await running.ask('{ people { id rank ranks } }')).not.toHaveProperty('errors');
    const { data, errors } = await running.ask('{ pets { name } friends { rank isSecret pet { __typename } } }');
    expect({ data, errors }).toEqual({
      data: { pets: [{ name: 'Mi' }, null, null], friends: [{ rank: null, isSecret: true, pet: null }] },
      errors: undefined,
    });
  });

  test('is an error where there may be no null', async () => {
    const { data, errors } = await running.ask('{ friends { must } }');
    expect(data).toEqual({ friends: [null] });
    expect(errors).toMatchObject([{ path: ['friends', 0, 'must'], extensions: { code: 'INCOMPLETE_ANSWER' } }]);
  });
});

describe('what the composed graph does not know at all', () => {
  beforeAll(async () => {
    running = await startAudit(ahead, hiddenGraph);
  });
  afterAll(async () => running.stop());

  test('is null and an error', async () => {
    const { data, errors } = await running.ask('{ people { rank } pets { __typename } }');
    expect(data).toEqual({ people: [{ rank: null }], pets: [null] });
    const codes = (errors ?? []).map(({ path, extensions: { code } }) => [path, code]);
    expect(codes).toEqual([
      [['people', 0, 'rank'], 'INCOMPLETE_ANSWER'],
      [['pets', 0], 'INCOMPLETE_ANSWER'],
    ]);
  });
});
