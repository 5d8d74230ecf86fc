import { afterAll, beforeAll } from '@jest/globals';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { certification } from '../dist/subgraph.js';

/** The subgraph on the real annexes, for the tests of one file. Ask for it inside a test. */
export function useCertification(): () => ServedSubgraph {
  let served: ServedSubgraph | undefined;
  beforeAll(async () => {
    served = await serveForTest(certification);
  });
  afterAll(async () => served?.stop());
  return () => served!;
}
