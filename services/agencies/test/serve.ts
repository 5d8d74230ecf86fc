import { afterAll, beforeAll } from '@jest/globals';
import { day, startOfDay } from '@shanghai/kernel';
import {
  type ObservedCommand,
  type RunningSubgraph,
  createLog,
  fixedClock,
  readServerTiming,
  startSubgraph,
} from '@shanghai/platform';
import type { Document } from 'mongodb';
import { agencies } from '../dist/index.js';
import { databaseName, useMongo } from './store.js';

/** Any JSON: what is asked here is what is answered, not what the types say. */
export type Answered = Document[string];

/** What a question gave, and how many store commands it cost. */
export interface Answer {
  readonly data: Answered;
  readonly errors: Answered[] | undefined;
  readonly commands: number | undefined;
}

/** The subgraph of a test file on a day, with its connection, and a way to ask it. */
export interface Served {
  readonly running: () => RunningSubgraph;
  readonly observed: ObservedCommand[];
  readonly ask: (query: string, variables?: object) => Promise<Answer>;
}

/** Serves the agencies to a test file, as of a day. */
export function serveAgencies(today: string): Served {
  let running: RunningSubgraph | undefined;
  const observed: ObservedCommand[] = [];
  // Before the server's own, which stops it: hooks run in the order they are written.
  afterAll(async () => {
    await running?.connection.dropDatabase();
    await running?.stop();
  });
  const mongo = useMongo();
  beforeAll(async () => {
    running = await startSubgraph(agencies, {
      mongoUri: mongo(),
      port: 0,
      database: databaseName(),
      log: createLog('agencies', 'error'),
      clock: fixedClock(startOfDay(day(today))),
      onCommand: (command) => observed.push(command),
    });
  });
  return {
    running: () => running!,
    observed,
    async ask(query, variables = {}) {
      const response = await fetch(`${running!.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as { data?: Answered; errors?: Answered[] };
      return { data, errors, commands: readServerTiming(response.headers.get('server-timing'), 'store') };
    },
  };
}
