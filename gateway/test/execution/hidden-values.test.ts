import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLog } from '@shanghai/platform';
import { type RunningGateway, startGateway } from '../../dist/index.js';
import type { AuditGraph } from './audit-graphs.js';
import { hiddenGraph } from './hidden-graph.js';
import { composeAudit, serveAudit } from './serve-audit.js';
import type { ServedSchema } from './serve-schema.js';

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

let served: Readonly<Record<string, ServedSchema>>;
let gateway: RunningGateway;

async function serve(graph: AuditGraph): Promise<void> {
  served = await serveAudit(graph);
  const subgraphUrls = Object.fromEntries(Object.entries(served).map(([name, { url }]) => [name, url]));
  const protection = { hasAccessRules: false, isRateLimited: false };
  const supergraph = { sdl: composeAudit(hiddenGraph, subgraphUrls) };
  gateway = await startGateway({ supergraph, subgraphUrls, port: 0, log: createLog('gateway', 'silent'), protection });
}

async function stop(): Promise<void> {
  await gateway.stop();
  for (const server of Object.values(served)) server.stop();
}

interface Answer {
  readonly data: unknown;
  readonly errors?: readonly { readonly path: readonly unknown[]; readonly extensions: { readonly code: string } }[];
}

async function ask(query: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return (await response.json()) as Answer;
}

describe('what clients do not see', () => {
  beforeAll(async () => serve(hiddenGraph));
  afterAll(stop);

  test('is null where a subgraph says it, and no error', async () => {
    expect(await ask('{ people { id rank ranks } }')).not.toHaveProperty('errors');
    const { data, errors } = await ask('{ pets { name } friends { rank isSecret pet { __typename } } }');
    expect({ data, errors }).toEqual({
      data: { pets: [{ name: 'Mi' }, null, null], friends: [{ rank: null, isSecret: true, pet: null }] },
      errors: undefined,
    });
  });

  test('is an error where there may be no null', async () => {
    const { data, errors } = await ask('{ friends { must } }');
    expect(data).toEqual({ friends: [null] });
    expect(errors).toMatchObject([{ path: ['friends', 0, 'must'], extensions: { code: 'INCOMPLETE_ANSWER' } }]);
  });
});

describe('what the composed graph does not know at all', () => {
  beforeAll(async () => serve(ahead));
  afterAll(stop);

  test('is null and an error', async () => {
    const { data, errors } = await ask('{ people { rank } pets { __typename } }');
    expect(data).toEqual({ people: [{ rank: null }], pets: [null] });
    const codes = (errors ?? []).map(({ path, extensions: { code } }) => [path, code]);
    expect(codes).toEqual([
      [['people', 0, 'rank'], 'INCOMPLETE_ANSWER'],
      [['pets', 0], 'INCOMPLETE_ANSWER'],
    ]);
  });
});
