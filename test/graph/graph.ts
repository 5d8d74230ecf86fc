import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { agencies } from '@shanghai/agencies';
import { catalogue, catalogueRowsOf } from '@shanghai/catalogue';
import { certification } from '@shanghai/certification';
import {
  type DevelopmentClaims,
  type GatewayOptions,
  developmentToken,
  openIdentity,
  operationsFolder,
  type RunningGateway,
  startGateway,
  supergraphPath,
} from '@shanghai/gateway';
import {
  type Clock,
  type ObservedCommand,
  type Running,
  type RunningSubgraph,
  createLog,
  newAssertionKey,
  readInstant,
  readServerTiming,
  startSubgraph,
} from '@shanghai/platform';
import { type SettableClock, settableClock, testSealer } from '@shanghai/platform/testing';
import { makeApplications } from '@shanghai/population';
import { supervision } from '@shanghai/supervision';
import { budgets } from './operations.js';
import { startPreparedStore } from './prepared-store.js';

/** An answer of the graph with what it cost. */
export interface Answer {
  // The shape is that of the operation, which only the test knows.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any;
  readonly errors: readonly {
    readonly extensions: Record<string, unknown>;
    readonly path?: readonly unknown[];
  }[];
  readonly status: number;
  readonly subgraphCalls: number;
  readonly storeCommands: number;
}

/** A part of an answer. */
export type Json = Answer['data'];

/** The whole graph on the real annexes, with a clock that stands still on 1 November 2026 until it is set. */
export interface Graph {
  readonly url: string;
  readonly clock: SettableClock;
  /** Runs one of `schema/operations` in its role, with its example variables where none are given. */
  readonly run: (operation: string, variables?: Readonly<Record<string, unknown>>) => Promise<Answer>;
  readonly ask: (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Answer>;
  /** Asks with a token of these claims; without any as the public does. */
  readonly as: (claims: DevelopmentClaims | null) => Graph['ask'];
  /** A token of these claims, valid from the instant of the clock. */
  readonly tokenOf: (claims: DevelopmentClaims) => Promise<string>;
  readonly subgraph: (name: string) => RunningSubgraph;
  /** How a request to a subgraph of it is asserted. */
  readonly asserted: { readonly key: string; readonly clock: Clock };
  /** Passes on what the subgraphs tell each other, until nobody has anything to tell. */
  readonly settle: () => Promise<void>;
  /** Does all that the clock brings about, until nothing is due any more. */
  readonly tick: () => Promise<void>;
  /** Another gateway before the same subgraphs. */
  readonly gateway: (options: Partial<GatewayOptions>) => Promise<RunningGateway>;
  /** The commands since the last look, with the subgraph that sent them. */
  readonly takeCommands: () => readonly (ObservedCommand & { readonly subgraph: string })[];
}

const subgraphs = [catalogue, agencies, supervision, certification] as const;
let graphs = 0;

/** What stands in the graph beside the annexes. */
export interface GraphChoice {
  /** Whether the invented applications do. */
  readonly applications?: boolean;
}

/** What a prepared store holds: the annexes as every subgraph has taken them, and the invented applications beside them. */
const [ANNEXES, APPLICATIONS] = ['annexes', 'applications'] as const;

function standsOf(applications: boolean): readonly string[] {
  return applications ? [APPLICATIONS, ANNEXES] : [ANNEXES];
}

/** The graph for the tests of one file, in this process. Ask for it inside a test. */
export function useGraph({ applications = false }: GraphChoice = {}): () => Graph {
  let graph: Graph | undefined;
  const running: Running[] = [];
  beforeAll(async () => {
    const given = process.env['MONGODB_URI'];
    const prepared = given === undefined ? await startPreparedStore(standsOf(applications)) : null;
    if (prepared) running.push(prepared.mongo);
    const commands: (ObservedCommand & { subgraph: string })[] = [];
    const clock = settableClock(readInstant('2026-11-01T04:00:00Z')!);
    const folder = await mkdtemp(join(tmpdir(), 'graph-'));
    running.push({ stop: async () => rm(folder, { recursive: true }) });
    const identity = await openIdentity({ DATA_DIR: folder, NODE_ENV: 'test' });
    const assertionKey = newAssertionKey();
    // What is prepared is found by its name.
    const run = given === undefined ? 'graph' : `${process.pid}_${++graphs}`;
    const served = new Map<string, RunningSubgraph>();
    for (const subgraph of subgraphs) {
      const one = await startSubgraph<object>(subgraph, {
        mongoUri: given ?? prepared!.mongo.uri,
        database: `${subgraph.name}_${run}`,
        eventsDatabase: `events_${run}`,
        background: false,
        port: 0,
        clock,
        assertionKey,
        sealer: testSealer,
        log: createLog(subgraph.name, 'silent'),
        onCommand: (command) => commands.push({ ...command, subgraph: subgraph.name }),
      });
      served.set(subgraph.name, one);
      running.push(one);
    }
    await settleAll([...served.values()]);
    if (prepared?.stand === null) await prepared.leave(ANNEXES);
    if (applications && prepared?.stand !== APPLICATIONS) {
      await inventApplications(served.get('agencies')!.connection);
      await prepared?.leave(APPLICATIONS);
    }
    const gatewayOf = async (options: Partial<GatewayOptions>): Promise<RunningGateway> => {
      const made = await startGateway({
        supergraph: { path: supergraphPath(), watch: false },
        operationsFolder: operationsFolder(),
        subgraphUrls: Object.fromEntries([...served].map(([name, { url }]) => [name, `${url}/graphql`])),
        port: 0,
        clock,
        assertionKey,
        identity,
        log: createLog('gateway', 'silent'),
        ...options,
      });
      running.push(made);
      return made;
    };
    const gateway = await gatewayOf({});
    const ask = asker(gateway.url);
    const tokens = new Map<string, Promise<string>>();
    const tokenOf = async (claims: DevelopmentClaims): Promise<string> => {
      const key = `${clock.now().toISOString()} ${JSON.stringify(claims)}`;
      if (!tokens.has(key)) tokens.set(key, developmentToken(folder, claims, clock));
      return tokens.get(key)!;
    };
    graph = {
      url: gateway.url,
      clock,
      ask,
      as: (claims) => async (query, variables) => {
        const token = claims && (await tokenOf(claims));
        return asker(gateway.url, token === null ? {} : { authorization: `Bearer ${token}` })(query, variables);
      },
      tokenOf,
      run: async (operation, variables = exampleOf(operation)) => {
        const { as: role, district } = budgets[operation] ?? {};
        const claims = role === undefined ? null : { sub: 'test', role, district };
        return graph!.as(claims)(documentOf(operation), variables);
      },
      subgraph: (name) => served.get(name)!,
      asserted: { key: assertionKey, clock },
      settle: async () => settleAll([...served.values()]),
      tick: async () => tickAll([...served.values()]),
      gateway: gatewayOf,
      takeCommands: () => commands.splice(0),
    };
  }, 120_000);
  afterAll(async () => {
    for (const one of running.toReversed()) await one.stop();
  });
  return () => graph!;
}

async function inventApplications(store: RunningSubgraph['connection']): Promise<void> {
  const editions = ['2024-08', '2025-03'];
  const rows = await Promise.all(
    editions.map(async (edition) => [edition, (await catalogueRowsOf(edition))!] as const),
  );
  const refused = await makeApplications({ store, sealer: testSealer, catalogue: new Map(rows) });
  if (refused.length > 0) throw new Error(refused.join('\n'));
}

/** Passes on what the subgraphs tell each other, until nobody has anything to tell. */
async function settleAll(subgraphs: readonly RunningSubgraph[]): Promise<void> {
  for (let passed = 1; passed > 0;) {
    passed = 0;
    for (const { background } of subgraphs) passed += await background.settle();
  }
}

/** Does all that the clock brings about, until nothing is due any more. */
async function tickAll(subgraphs: readonly RunningSubgraph[]): Promise<void> {
  for (let done = 1; done > 0;) {
    done = 0;
    for (const { background } of subgraphs) done += await background.tick();
  }
}

/** Asks a graph at a base URL as a client does. */
export function asker(url: string, headers: Readonly<Record<string, string>> = {}): Graph['ask'] {
  return async (query, variables = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data?: unknown; errors?: Answer['errors'] };
    const cost = response.headers.get('server-timing');
    for (const error of errors ?? []) takeRequestId(error.extensions, response.headers.get('x-request-id'));
    return {
      data,
      errors: errors ?? [],
      status: response.status,
      subgraphCalls: readServerTiming(cost, 'subgraphs'),
      storeCommands: readServerTiming(cost, 'store'),
    };
  };
}

/** Takes the request id, which every error has, out of an error, so that tests can compare the rest. */
export function takeRequestId(extensions: Record<string, unknown>, expected: string | null): void {
  if (extensions['requestId'] !== expected) throw new Error('an error does not have the id of its request');
  delete extensions['requestId'];
}

/** How the store would do a command again; it is one answer, and never a part of one. */
export async function explainedBy(
  graph: Graph,
  { subgraph, name, command }: ObservedCommand & { readonly subgraph: string },
): Promise<string> {
  if (name === 'getMore') throw new Error(`${subgraph} asks for more of an answer`);
  const query = Object.fromEntries(Object.entries(command).filter(([key]) => !/^(\$|lsid|readConcern)/.test(key)));
  const { db } = graph.subgraph(subgraph).connection;
  return JSON.stringify(await db!.command({ explain: query, verbosity: 'queryPlanner' }));
}

/** The text of an operation. */
export function documentOf(operation: string): string {
  return readFileSync(`${operationsFolder()}/${operation}.graphql`, 'utf8');
}

/** The variables that an operation is shown with in the explorer. */
export function exampleOf(operation: string): Record<string, unknown> {
  return JSON.parse(readFileSync(`${operationsFolder()}/${operation}.variables.json`, 'utf8')) as Record<
    string,
    unknown
  >;
}
