import { startEmbeddedMongo } from '@shanghai/embedded-mongo';
import type { BaseContext } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import type { Connection } from 'mongoose';
import { randomUUID } from 'node:crypto';
import { isPublic } from './access/access-rule.js';
import { readAccessRules } from './access/read-access.js';
import { assertionKeyOf } from './access/assertion-key.js';
import { ASSERTION_HEADER, signAssertion } from './access/assertion.js';
import { type Caller, publicCaller } from './access/caller.js';
import { type Clock, fixedClock, readInstant, systemClock } from './clock.js';
import type { ObservedCommand } from './store/connect-mongo.js';
import { createSealer } from './seal/sealer.js';
import { readKey, readSealingKeys } from './seal/sealing-keys.js';
import { startSubgraph } from './subgraph/start-subgraph.js';
import type { Subgraph } from './subgraph/subgraph.js';

export * from './testing/publish-for-test.js';
export * from './testing/settable-clock.js';
export * from './testing/trace-receiver.js';
export * from './testing/tracing-env.js';

/** An answer with what it cost. */
export interface Answer {
  // The shape is that of the question, which only the test knows.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly unknown[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
  /** Commands that read or wrote documents, in their order. */
  readonly commands: readonly ObservedCommand[];
}

export interface ServedSubgraph {
  readonly url: string;
  readonly connection: Connection;
  /** Its own database of events, which `publishForTest` adds to. */
  readonly events: Connection;
  /** Relays and consumes until nothing is left; gives the number of events of both. */
  readonly settle: () => Promise<number>;
  /** Runs every clockwork task once at the instant of the clock; gives the number of things done. */
  readonly tick: () => Promise<number>;
  /** What preparing its data printed. */
  readonly lines: readonly string[];
  /** Asks for the caller that is named, else for the one it is served for. */
  readonly ask: (query: string, variables?: Readonly<Record<string, unknown>>, caller?: Caller) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

let databases = 0;

/** A sealer whose keys are the same in every test. */
export const testSealer = createSealer({
  keys: readSealingKeys(`test:${keyOf(1)}`)!,
  searchKey: readKey(keyOf(2))!,
});

function keyOf(byte: number): string {
  return Buffer.alloc(32, byte).toString('base64');
}

/** How a request is asserted: by whom, when, and with which key; those of development when absent. */
export interface Assertions {
  readonly caller?: Caller;
  readonly clock?: Clock;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a GraphQL request to a subgraph at its base URL as a gateway does. */
export async function askSubgraph(url: string, request: object, options: Assertions = {}): Promise<Response> {
  const { caller = publicCaller, clock = systemClock, headers } = options;
  const { key = assertionKeyOf(undefined, { production: false }) } = options;
  const now = clock.now();
  const body = JSON.stringify(request);
  const message = { method: 'POST', path: '/graphql', body, issuedAt: now };
  const assertion = signAssertion(key, { requestId: randomUUID(), now, caller }, message);
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [ASSERTION_HEADER]: assertion, ...headers },
    body,
  });
}

/** A caller whose role may read most of the fields of the SDL, its mutations left out: of what an agency alone reads, not all. */
export function callerWhoReadsMost(typeDefs: DocumentNode): Caller {
  const types = [...readAccessRules(typeDefs)].filter(([type]) => type !== 'Mutation');
  const rules = types.map(([, type]) => type).flatMap(({ rule, fields }) => [rule, ...fields.values()]);
  const closed = rules.filter((rule) => rule !== undefined).filter((rule) => !isPublic(rule));
  const readable = (role: string): number => closed.filter(({ roles }) => roles.includes(role)).length;
  const roles = [...new Set(closed.flatMap((rule) => rule.roles))].sort();
  const [role] = roles.sort((a, b) => readable(b) - readable(a));
  return { ...publicCaller, ...(role !== undefined && { role, subject: 'test' }) };
}

/**
 * Serves a subgraph over HTTP as in production, on its own database: on the MongoDB that `MONGODB_URI` names, else on an
 * embedded one. The clock stands still, by default on 1 November 2026 at noon in Shanghai; the caller is by default one who
 * may read most. What it does in the background is driven by `settle` and `tick`.
 */
export async function serveForTest<Context extends BaseContext>(
  subgraph: Subgraph<Context>,
  clock: Clock = fixedClock(readInstant('2026-11-01T04:00:00Z')!),
  servedFor: Caller = callerWhoReadsMost(subgraph.typeDefs),
): Promise<ServedSubgraph> {
  const given = process.env['MONGODB_URI'];
  const mongo = given === undefined ? await startEmbeddedMongo() : null;
  const seen: ObservedCommand[] = [];
  const run = `${process.pid}_${++databases}`;
  const served = await startSubgraph(subgraph, {
    mongoUri: given ?? mongo!.uri,
    database: `${subgraph.name}_${run}`,
    eventsDatabase: `events_${run}`,
    background: false,
    port: 0,
    clock,
    sealer: testSealer,
    onCommand: (command) => void seen.push(command),
  });
  return {
    url: served.url,
    connection: served.connection,
    events: served.events,
    settle: async () => served.background.settle(),
    tick: async () => served.background.tick(),
    lines: served.report.lines,
    ask: async (query, variables = {}, caller = servedFor) => {
      seen.length = 0;
      const response = await askSubgraph(served.url, { query, variables }, { caller, clock });
      const answer = (await response.json()) as { data?: unknown; errors?: Answer['errors'] };
      return { data: answer.data, errors: answer.errors ?? [], commands: [...seen] };
    },
    stop: async () => {
      if (given !== undefined) for (const used of [served.connection, served.events]) await used.dropDatabase();
      await served.stop();
      await mongo?.stop();
    },
  };
}
