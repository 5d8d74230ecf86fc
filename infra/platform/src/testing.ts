import { startEmbeddedMongo } from '@shanghai/embedded-mongo';
import type { BaseContext } from '@apollo/server';
import type { Connection } from 'mongoose';
import { type Clock, fixedClock, readInstant } from './clock.js';
import type { ObservedCommand } from './store/connect-mongo.js';
import { startSubgraph } from './subgraph/start-subgraph.js';
import type { Subgraph } from './subgraph/subgraph.js';

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
  /** What preparing its data printed. */
  readonly lines: readonly string[];
  readonly ask: (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

let databases = 0;

/**
 * Serves a subgraph over HTTP as in production, on its own database: on the MongoDB that `MONGODB_URI` names, else on an
 * embedded one. The clock stands still, by default on 1 November 2026 at noon in Shanghai.
 */
export async function serveForTest<Context extends BaseContext>(
  subgraph: Subgraph<Context>,
  clock: Clock = fixedClock(readInstant('2026-11-01T04:00:00Z')!),
): Promise<ServedSubgraph> {
  const given = process.env['MONGODB_URI'];
  const mongo = given === undefined ? await startEmbeddedMongo() : null;
  const seen: ObservedCommand[] = [];
  const served = await startSubgraph(subgraph, {
    mongoUri: given ?? mongo!.uri,
    database: `${subgraph.name}_${process.pid}_${++databases}`,
    port: 0,
    clock,
    onCommand: (command) => void seen.push(command),
  });
  return {
    url: served.url,
    connection: served.connection,
    lines: served.report.lines,
    ask: async (query, variables = {}) => {
      seen.length = 0;
      const response = await fetch(`${served.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      const answer = (await response.json()) as { data?: unknown; errors?: Answer['errors'] };
      return { data: answer.data, errors: answer.errors ?? [], commands: [...seen] };
    },
    stop: async () => {
      if (given !== undefined) await served.connection.dropDatabase();
      await served.stop();
      await mongo?.stop();
    },
  };
}
