import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { startEmbeddedMongo } from '@shanghai/embedded-mongo';
import { type Caller, newAssertionKey, type RunningSubgraph, startSubgraph, type Subgraph } from '@shanghai/platform';
import { publishForTest, type SettableClock, settableClock } from '@shanghai/platform/testing';
import { parse } from 'graphql';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DevelopmentClaims, developmentToken } from '../../dist/identity/development-token.js';
import { openIdentity } from '../../dist/identity/identity-env.js';
import { type GatewayOptions, startGateway } from '../../dist/start-gateway.js';
import { ask, log } from '../running.js';
import { compose } from '../tiny-graph.js';

const FEDERATION = `
extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
  @link(url: "https://specs.tiny.internal/reading/v1.0", import: ["@access", "@personal", "@cacheFor"])
  @composeDirective(name: "@access")
  @composeDirective(name: "@personal")
  @composeDirective(name: "@cacheFor")
directive @access(roles: [String!]!, scope: [String!]) on OBJECT | FIELD_DEFINITION
directive @personal(kind: String!) on FIELD_DEFINITION
directive @cacheFor(seconds: Int!, tags: [String!]! = []) on OBJECT | FIELD_DEFINITION`;

const SDL = `${FEDERATION}
type Query @access(roles: "PUBLIC") {
  shelf(name: String!): Shelf
  room: Room
  open: Int @cacheFor(seconds: 60)
  whose: String @cacheFor(seconds: 60)
  failing: Int @cacheFor(seconds: 60)
}
type Mutation @access(roles: "PUBLIC") { fill(name: String!): Int @access(roles: ["PUBLIC"]) }
type Shelf @access(roles: "PUBLIC") @cacheFor(seconds: 300, tags: ["shelf"]) {
  name: String
  made: Int
  room: Room
  owner: String @personal(kind: "NAME")
  key: String @access(roles: ["CENTRE"])
}
type Room @access(roles: "PUBLIC") { number: Int }`;

/** How often something was made of each name, and what there is under it. */
export const shelves = { made: 0, there: new Set<string>() };

interface ShelfContext {
  readonly caller: Caller;
}

/** Counts how often it makes an answer: nothing else tells whether one was kept. */
const subgraph: Subgraph<ShelfContext> = {
  name: 'shelves',
  typeDefs: parse(SDL),
  resolvers: {
    Query: {
      shelf: (_: unknown, { name }: { name: string }) => {
        const made = ++shelves.made;
        return shelves.there.has(name) ? { name, made, room: { number: 1 }, owner: 'Li', key: 'k' } : null;
      },
      room: () => ({ number: ++shelves.made }),
      open: () => ++shelves.made,
      whose: (_: unknown, __: unknown, { caller }: ShelfContext) => JSON.stringify(caller.scopes),
      failing: () => {
        shelves.made++;
        throw new Error('no');
      },
    },
    Mutation: { fill: (_: unknown, { name }: { name: string }) => shelves.there.add(name).size },
  },
  prepare: async () => ({ lines: [] }),
  createContext: (_, { caller }) => ({ caller }),
};

export interface ShelfGraph {
  readonly clock: SettableClock;
  readonly subgraph: () => RunningSubgraph;
  /** A gateway that keeps answers, ready when it has heard how new they are; it is stopped after the file. */
  readonly gateway: (options?: Partial<GatewayOptions>) => Promise<string>;
  readonly tokenOf: (claims: DevelopmentClaims) => Promise<string>;
  /** Tells of something under a topic, as a service does. */
  readonly tell: (topic: string) => Promise<void>;
  readonly restart: () => Promise<void>;
}

/** A subgraph of shelves and gateways before it, for the tests of a file. */
export function useShelfGraph(): ShelfGraph {
  const assertionKey = newAssertionKey();
  const clock = settableClock(new Date('2026-11-01T04:00:00Z'));
  const stops: (() => Promise<void>)[] = [];
  let folder = '';
  let mongoUri = '';
  let running: RunningSubgraph;
  let port = 0;

  async function start(): Promise<void> {
    running = await startSubgraph(subgraph, {
      mongoUri,
      database: `shelves_${process.pid}`,
      eventsDatabase: `shelf_events_${process.pid}`,
      background: false,
      port,
      clock,
      assertionKey,
      log,
    });
    port = Number(new URL(running.url).port);
  }

  beforeAll(async () => {
    const given = process.env['MONGODB_URI'];
    const mongo = given === undefined ? await startEmbeddedMongo() : { uri: given, stop: async () => undefined };
    mongoUri = mongo.uri;
    folder = await mkdtemp(join(tmpdir(), 'shelves-'));
    await writeFile(join(folder, 'supergraph.graphql'), compose(subgraph));
    await start();
    stops.push(
      () => mongo.stop(),
      () => rm(folder, { recursive: true }),
      () => running.stop(),
    );
  });
  beforeEach(() => {
    shelves.made = 0;
    shelves.there = new Set(['a']);
  });
  afterAll(async () => {
    for (const stop of stops.toReversed()) await stop();
  });

  return {
    clock,
    subgraph: () => running,
    async gateway(options = {}) {
      const gateway = await startGateway({
        supergraph: { path: join(folder, 'supergraph.graphql') },
        subgraphUrls: { shelves: `${running.url}/graphql` },
        operationsFolder: folder,
        identity: await openIdentity({ DATA_DIR: folder, NODE_ENV: 'test' }),
        port: 0,
        clock,
        assertionKey,
        log,
        protection: {
          isRateLimited: false,
          concurrency: 5_000,
          callsPerSubgraph: { steady: 5_000, burst: 5_000, burstMs: 0 },
        },
        cache: {},
        ...options,
      });
      stops.push(() => gateway.stop());
      while (!(await keeps(gateway.url)));
      return gateway.url;
    },
    tokenOf: async (claims) => developmentToken(folder, claims, clock),
    async tell(topic) {
      await publishForTest(running.events, { type: `${topic}.changed`, payload: {} });
    },
    async restart() {
      await running.stop();
      await start();
    },
  };
}

/** Whether it keeps what never changes. */
export async function keeps(url: string): Promise<boolean> {
  await ask(url, '{ open }');
  const { cost } = await ask(url, '{ open }');
  return cost.subgraphs === 0;
}
