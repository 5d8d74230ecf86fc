import { afterAll, beforeAll } from '@jest/globals';
import { startEmbeddedMongo } from '@shanghai/embedded-mongo';
import type { mongo } from 'mongoose';
import {
  type ObservedCommand,
  type RunningSubgraph,
  createLog,
  fixedClock,
  readServerTiming,
  startSubgraph,
} from '@shanghai/platform';
import { certification, certificationFrom } from '../dist/index.js';

/** JSON that a test reads as it likes. */
export type Json = mongo.Document[string];

/** An answer of the subgraph, and how many commands it cost. */
export interface Answer {
  readonly data: Json;
  readonly errors: readonly Json[] | undefined;
  readonly commands: number | undefined;
}

export interface Served {
  readonly running: RunningSubgraph;
  /** The commands of all requests since the last look. */
  readonly takeCommands: () => ObservedCommand[];
  readonly ask: (query: string, variables?: object) => Promise<Answer>;
}

let databases = 0;

/** A server for the tests of a file: the MongoDB that MONGODB_URI names, else an embedded one. */
export function useMongo(): { serve(on: string, data?: URL, database?: string): Promise<Served> } {
  const started: RunningSubgraph[] = [];
  let uri = process.env['MONGODB_URI'];
  let stop: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    if (uri !== undefined) return;
    const server = await startEmbeddedMongo();
    uri = server.uri;
    stop = () => server.stop();
  });
  afterAll(async () => {
    for (const { connection } of started) await connection.dropDatabase();
    for (const running of started) await running.stop();
    await stop?.();
  });
  return {
    async serve(on, data, database = databaseName()) {
      const commands: ObservedCommand[] = [];
      const running = await startSubgraph(data ? certificationFrom(data) : certification, {
        mongoUri: uri!,
        port: 0,
        database,
        clock: fixedClock(new Date(`${on}T09:00:00+08:00`)),
        log: createLog('certification', 'silent'),
        onCommand: (command) => commands.push(command),
      });
      started.push(running);
      commands.length = 0;
      return {
        running,
        takeCommands: () => commands.splice(0),
        ask: (query, variables = {}) => ask(`${running.url}/graphql`, query, variables),
      };
    },
  };
}

/** A name that no other run on the same server uses. */
export function databaseName(): string {
  return `certification_${process.pid}_${Date.now().toString(36)}_${++databases}`;
}

async function ask(url: string, query: string, variables: object): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as Answer;
  return { data, errors, commands: readServerTiming(response.headers.get('server-timing'), 'store') };
}
