import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { agencies } from '../../dist/index.js';
import { reached } from '../application-acts.js';
import { publishEdition } from '../application-life.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies);
  await publishEdition(served);
});
afterAll(async () => served.stop());

test('an application goes from the draft to the receipt', async () => {
  const filed = await reached(served, 'FILED');
  expect(filed).toMatchObject({ status: 'FILED', version: 10 });
});
