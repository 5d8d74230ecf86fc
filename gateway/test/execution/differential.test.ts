import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { createLog, newAssertionKey, publicCaller, systemClock } from '@shanghai/platform';
import { createWaiter } from '../../dist/execution/waiter.js';
import fc from 'fast-check';
import { type ExecutionResult, getOperationAST, getVariableValues, type GraphQLSchema, parse, validate } from 'graphql';
import { createFederatedExecutor } from '../../dist/execution/federated-executor.js';
import type { Executor } from '../../dist/execution/executor.js';
import { executeAsOne, unknownTypes } from './one-schema.js';
import { randomQuery } from './random-query.js';
import type { ServedSchema } from './serve-schema.js';
import { composeShop, serveShop, shop } from './shop-graph.js';

const DEEP = process.env['DEEP'] === '1';
const names = Object.keys(shop);
const servers = new Map<string, ServedSchema>();
let executor: Executor;
let schema: GraphQLSchema;

beforeAll(async () => {
  for (const name of names) servers.set(name, await serveShop(name));
  executor = await createFederatedExecutor({
    supergraph: { sdl: composeShop() },
    subgraphUrls: Object.fromEntries([...servers].map(([name, { url }]) => [name, url])),
    log: createLog('test', 'silent'),
    machineClock: systemClock,
    assertionKey: newAssertionKey(),
    // Subgraphs go down and up from one question to the next.
    resilience: { retries: 0, circuit: { failures: Infinity } },
  });
  ({ schema } = executor);
});
afterAll(async () => {
  await executor.stop();
  for (const server of servers.values()) server.stop();
});

async function executed(query: string, variables: Record<string, unknown>): Promise<ExecutionResult> {
  const document = parse(query);
  const { coerced, errors } = getVariableValues(
    executor.schema,
    getOperationAST(document)!.variableDefinitions ?? [],
    variables,
  );
  if (errors) return { errors };
  return executor.execute(
    { document, documentHash: query, operationName: undefined, variables, coerced },
    {
      stamp: { requestId: 'r', now: systemClock.now() },
      caller: publicCaller,
      cost: { subgraphs: 0, store: 0 },
      trace: undefined,
      waiter: createWaiter(),
    },
  );
}

/** As JSON has it: objects without a prototype are the same as others. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe('what the plain engine answers', () => {
  const tapes = fc.array(fc.nat(5039), { minLength: 10, maxLength: 120 });
  let plain: ApolloGateway;
  let compared = 0;

  beforeAll(async () => {
    // Else it starts a reporter to its vendor.
    process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
    plain = new ApolloGateway({
      supergraphSdl: composeShop(),
      logger: { debug() {}, info() {}, warn() {}, error() {} },
      buildService: ({ name }) => new RemoteGraphQLDataSource({ url: servers.get(name)!.url }),
    });
    await plain.load();
  });
  afterAll(async () => plain.stop());

  test('is answered here too, where it is right', async () => {
    for (const server of servers.values()) server.isDown = false;
    await fc.assert(
      fc.asyncProperty(tapes, async (tape) => {
        const { query, variables } = randomQuery(schema, tape);
        fc.pre(validate(schema, parse(query)).length === 0);
        const request = { request: { variables }, document: parse(query), queryHash: query, operationName: null };
        const known = await plain.executor({ ...request, metrics: {}, context: {} } as never);
        const right = executeAsOne(schema, { query, variables, down: new Set() });
        if (JSON.stringify(known.data) !== JSON.stringify(right.data)) return;
        const { data } = await executed(query, variables);
        expect({ query, data: asJson(data) }).toEqual({ query, data: asJson(known.data) });
        compared += 1;
      }),
      { numRuns: DEEP ? 5_000 : 100, seed: DEEP ? undefined : 11 },
    );
    expect(compared).toBeGreaterThan(DEEP ? 2_500 : 50);
  });
});

test('the one schema answers for every type of the shop', () => {
  expect(unknownTypes(schema)).toEqual([]);
});

describe('a federated answer is that of one schema with the same resolvers', () => {
  const tapes = fc.array(fc.nat(5039), { minLength: 10, maxLength: 120 });
  let valid = 0;
  let faulty = 0;

  test('for random operations, with and without subgraphs that are down', async () => {
    await fc.assert(
      fc.asyncProperty(tapes, fc.option(fc.constantFrom(...names), { freq: 2 }), async (tape, failing) => {
        const { query, variables } = randomQuery(schema, tape);
        fc.pre(validate(schema, parse(query)).length === 0);
        const down = new Set(failing === null ? [] : [failing]);
        for (const [name, server] of servers) server.isDown = down.has(name);
        const expected = executeAsOne(schema, { query, variables, down });
        const { data, errors = [] } = await executed(query, variables);
        expect({ query, data: asJson(data) }).toEqual({ query, data: asJson(expected.data) });
        // As many errors as there are is not told by a specification; that there are any is.
        expect({ query, hasErrors: errors.length > 0 }).toEqual({
          query,
          hasErrors: (expected.errors ?? []).length > 0,
        });
        valid += 1;
        if (errors.length > 0) faulty += 1;
      }),
      { numRuns: DEEP ? 20_000 : 400, seed: DEEP ? undefined : 7 },
    );
    expect(valid).toBeGreaterThan(DEEP ? 10_000 : 200);
    expect(faulty).toBeGreaterThan(valid / 10);
  });
});
