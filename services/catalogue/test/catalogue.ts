import { afterAll, beforeAll } from '@jest/globals';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { catalogue } from '../dist/index.js';

/** The catalogue on the real annexes, for the tests of one file. Ask for it inside a test. */
export function useCatalogue(): () => ServedSubgraph {
  let served: ServedSubgraph | undefined;
  beforeAll(async () => {
    served = await serveForTest(catalogue);
  });
  afterAll(async () => served?.stop());
  return () => served!;
}
