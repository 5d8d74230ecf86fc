import { afterAll, beforeAll } from '@jest/globals';
import type { ObservedCommand } from '@shanghai/platform';
import { type Answer, type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { agencies } from '../dist/subgraph.js';

/** The subgraph of a test file, and all the commands its questions cost. */
export interface Served {
  readonly running: () => ServedSubgraph;
  readonly observed: ObservedCommand[];
  readonly ask: (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Answer>;
}

/** Serves the agencies to a test file. Ask inside a test. */
export function serveAgencies(): Served {
  let served: ServedSubgraph | undefined;
  const observed: ObservedCommand[] = [];
  beforeAll(async () => {
    served = await serveForTest(agencies);
  });
  afterAll(async () => served?.stop());
  return {
    running: () => served!,
    observed,
    async ask(query, variables) {
      const answer = await served!.ask(query, variables);
      observed.push(...answer.commands);
      return answer;
    },
  };
}
