import { afterAll, beforeAll } from '@jest/globals';
import { type Caller, type Clock, publicCaller } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { catalogue } from '../dist/subgraph.js';

/** The municipal bureau, who reads everything that anyone reads. */
export const bureau: Caller = { ...publicCaller, role: 'BUREAU', subject: 'bureau-1' };

/** The catalogue on the real annexes, for the tests of one file, on 1 November 2026 unless it has a clock. Ask for it inside a test. */
export function useCatalogue(clock?: Clock): () => ServedSubgraph {
  let served: ServedSubgraph | undefined;
  beforeAll(async () => {
    served = await serveForTest(catalogue, clock, bureau);
  });
  afterAll(async () => served?.stop());
  return () => served!;
}
