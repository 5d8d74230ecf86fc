import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@apollo/composition';
import { createLog } from '@shanghai/platform';
import { type GraphQLSchema, parse } from 'graphql';
import { type GatewayOptions, type RunningGateway, startGateway } from '../../dist/start-gateway.js';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const sdl = {
  left: `type Query { thing: Thing! things: [Thing!]! leftOnly: String }
    type Mutation { act: Int }
    type Thing @key(fields: "id") { id: ID! name: String }`,
  right: 'type Query { rightOnly: String } type Thing @key(fields: "id") { id: ID! colour: String }',
};

/** Counts what the subgraphs were asked. */
export const asked = { left: 0, right: 0, acts: 0 };

const things = [
  { id: '1', name: 'one' },
  { id: '2', name: 'two' },
];

/** The schema of one half of a small graph: the left one knows things, the right one their colours. */
export function half(name: 'left' | 'right'): GraphQLSchema {
  const left = {
    Query: {
      thing: () => (asked.left++, things[0]),
      things: () => (asked.left++, things),
      leftOnly: () => (asked.left++, 'left'),
    },
    Mutation: { act: () => ++asked.acts },
  };
  const right = {
    Query: { rightOnly: () => (asked.right++, 'right') },
    Thing: { __resolveReference: ({ id }: { id: string }) => (asked.right++, { id, colour: `colour ${id}` }) },
  };
  return buildSubgraphSchema({ typeDefs: parse(`${LINK}\n${sdl[name]}`), resolvers: name === 'left' ? left : right });
}

/** The two composed. */
export function composeHalves(): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(sdl).map(([name, text]) => ({
      name,
      url: `http://${name}.invalid`,
      typeDefs: parse(`${LINK}\n${text}`),
    })),
  );
  if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** A gateway before the two halves. */
export async function gatewayOf(urls: Record<'left' | 'right', string>, options: Partial<GatewayOptions> = {}) {
  return startGateway({
    supergraph: { sdl: composeHalves() },
    subgraphUrls: urls,
    port: 0,
    log: createLog('gateway', 'silent'),
    resilience: { timeoutMs: 400, retries: 1, circuit: { failures: 3, pauseMs: 200 } },
    ...options,
    protection: { hasAccessRules: false, isRateLimited: false, ...options.protection },
  });
}

/** What needs both halves. */
export const BOTH = '{ thing { name colour } }';
export const whole = { thing: { name: 'one', colour: 'colour 1' } };
/** What is left of it without the right half. */
export const partial = {
  status: 200,
  data: { thing: { name: 'one', colour: null } },
  codes: [{ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'right' }],
};

interface Extensions {
  readonly code: string;
  readonly subgraph?: string;
  readonly requestId?: string;
}

/** Asks, and tells what came back without the ids of the request. */
export async function ask({ url }: RunningGateway, query: string, signal?: AbortSignal) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    ...(signal && { signal }),
  });
  const text = await response.text();
  const { data, errors = [] } = JSON.parse(text) as { data: unknown; errors?: { extensions: Extensions }[] };
  const codes = errors.map(({ extensions: { requestId: _, ...rest } }) => rest);
  return { status: response.status, data, codes, text, headers: response.headers };
}

/** Waits until a condition holds, for as long as a busy machine may need. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 20_000; !(await holds());) {
    if (performance.now() > end) throw new Error('the condition never held');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
