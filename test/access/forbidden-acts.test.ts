import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { developmentToken, openIdentity, startGateway } from '@shanghai/gateway';
import { createLog, listRefusedActs, type Running, type Subgraph, systemClock } from '@shanghai/platform';
import { serveForTest, type ServedSubgraph } from '@shanghai/platform/testing';
import { parse } from 'graphql';

const typeDefs = parse(`
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
    @link(url: "https://specs.test.internal/reading/v1.0", import: ["@access"])
    @composeDirective(name: "@access")
  directive @access(roles: [String!]!, scope: [String!]) on OBJECT | FIELD_DEFINITION
  type Query {
    secret: Int @access(roles: ["BUREAU"])
  }
  type Mutation {
    open: Int @access(roles: ["BUREAU"])
  }
`);
let opened = 0;
const door: Subgraph<object> = {
  name: 'door',
  typeDefs,
  resolvers: { Query: { secret: () => 1 }, Mutation: { open: () => ++opened } },
  prepare: async () => ({ lines: [] }),
  createContext: () => ({}),
};

let folder: string;
let served: ServedSubgraph;
let gateway: Running & { readonly url: string };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forbidden-acts-'));
  served = await serveForTest(door, systemClock);
  gateway = await startGateway({
    supergraph: { sdl: composeServices([{ name: 'door', typeDefs, url: 'http://door.invalid' }]).supergraphSdl! },
    subgraphUrls: { door: `${served.url}/graphql` },
    operationsFolder: folder,
    identity: await openIdentity({ DATA_DIR: folder, NODE_ENV: 'test' }),
    port: 0,
    log: createLog('gateway', 'silent'),
  });
});
afterAll(async () => {
  await gateway.stop();
  await served.stop();
  await rm(folder, { recursive: true });
});

async function ask(role: string, query: string) {
  const token = await developmentToken(folder, { sub: 'lin', role }, systemClock);
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const answer = (await response.json()) as { errors?: readonly { extensions: { code: string } }[] };
  return { status: response.status, codes: (answer.errors ?? []).map(({ extensions }) => extensions.code) };
}

test('SECURITY 25: an act that the role may not do is refused, not done, and in the audit with its request id', async () => {
  expect((await ask('BUREAU', 'mutation { open }')).codes).toEqual([]);
  expect((await ask('ANALYST', 'mutation { open }')).codes).toEqual(['FORBIDDEN']);
  expect(opened).toBe(1);
  expect(await listRefusedActs(served.connection, 10)).toMatchObject([
    { role: 'ANALYST', subject: 'lin', act: 'open', codes: ['FORBIDDEN'], requestId: expect.any(String) },
  ]);
});

test('a question that the role may not ask is refused at the gateway, and is no act', async () => {
  expect(await ask('ANALYST', '{ secret }')).toEqual({ status: 403, codes: ['FORBIDDEN'] });
  expect(await listRefusedActs(served.connection, 10)).toHaveLength(1);
});
