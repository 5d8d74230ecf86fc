import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLog } from '@shanghai/platform';
import fc from 'fast-check';
import { buildClientSchema, getIntrospectionQuery, type GraphQLSchema, parse, validate } from 'graphql';
import { type RunningGateway, startGateway } from '../../dist/start-gateway.js';
import { auditGraphs } from './audit-graphs.js';
import { randomQuery } from './random-query.js';
import { composeAudit, serveAudit } from './serve-audit.js';
import type { ServedSchema } from './serve-schema.js';

const DEEP = process.env['DEEP'] === '1';
const variables = { n: 3, no: false, f: { colour: 'GREEN' } };
const log = createLog('gateway', 'silent');

// Else it starts a reporter to its vendor.
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';

interface Seen {
  readonly data: unknown;
  readonly hasErrors: boolean;
}

async function asked({ url }: RunningGateway, query: string, given: object): Promise<Seen> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables: given }),
  });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown[] };
  return { data, hasErrors: errors !== undefined };
}

describe.each(Object.entries(auditGraphs))('%s', (_, graph) => {
  let served: Readonly<Record<string, ServedSchema>>;
  let plain: ApolloGateway;
  let ours: RunningGateway;

  beforeAll(async () => {
    served = await serveAudit(graph);
    const subgraphUrls = Object.fromEntries(Object.entries(served).map(([name, { url }]) => [name, url]));
    const supergraphSdl = composeAudit(graph, subgraphUrls);
    const protection = { hasAccessRules: false, isRateLimited: false };
    ours = await startGateway({ supergraph: { sdl: supergraphSdl }, subgraphUrls, port: 0, log, protection });
    plain = new ApolloGateway({
      supergraphSdl,
      logger: { debug() {}, info() {}, warn() {}, error() {} },
      buildService: ({ name }) => new RemoteGraphQLDataSource({ url: served[name]!.url }),
    });
    await plain.load();
  }, 60_000);
  afterAll(async () => {
    await plain.stop();
    await ours.stop();
    for (const server of Object.values(served)) server.stop();
  });

  async function byPlain(query: string, given: object): Promise<Seen> {
    const request = { request: { variables: given }, document: parse(query), queryHash: query, operationName: null };
    const { data, errors } = await plain.executor({ ...request, metrics: {}, context: {} } as never);
    return { data: JSON.parse(JSON.stringify(data ?? null)), hasErrors: (errors ?? []).length > 0 };
  }

  test('is answered as the plain engine answers it', async () => {
    for (const query of graph.queries) {
      const known = await byPlain(query, variables);
      const { data, hasErrors } = await asked(ours, query, variables);
      expect({ query, data }).toEqual({ query, data: known.data });
      // A null that a type forbids is an error here, and nothing there.
      if (known.hasErrors) expect({ query, hasErrors }).toEqual({ query, hasErrors: true });
    }
  });

  test('is answered so for random questions', async () => {
    const { data } = await asked(ours, getIntrospectionQuery(), {});
    const schema: GraphQLSchema = buildClientSchema(data as never);
    const tapes = fc.array(fc.nat(5039), { minLength: 10, maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(tapes, async (tape) => {
        const { query, variables: given } = randomQuery(schema, tape);
        fc.pre(validate(schema, parse(query)).length === 0);
        // An object of which conditions leave nothing is null there, and empty here, as in one schema (differential.test.ts).
        fc.pre(!/@(skip|include)/.test(query));
        const known = await byPlain(query, given);
        const seen = await asked(ours, query, given);
        expect({ query, data: seen.data }).toEqual({ query, data: known.data });
      }),
      { numRuns: DEEP ? 300 : 15, seed: DEEP ? undefined : 5 },
    );
  }, 120_000);
});
