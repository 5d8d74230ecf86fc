import { expect, test } from '@jest/globals';
import { createLog, publicCaller } from '@shanghai/platform';
import { buildSchema } from 'graphql';
import type { Executor } from '../../dist/execution/executor.js';
import { createPipeline } from '../../dist/pipeline/pipeline.js';
import type { GatewayContext } from '../../dist/request-context.js';

const sdl = 'type Query { a: Int }';
let executed = 0;
const busy = {
  schema: buildSchema(sdl),
  supergraphSdl: sdl,
  onSchemaChange: () => () => undefined,
  execute: async () => ({ data: { a: ++executed } }),
  subgraphsOf: () => ['left'],
  callsUnderWay: () => ({ all: 1_000, slow: 1_000 }),
} as unknown as Executor;
const log = createLog('test', 'silent');
const pipeline = createPipeline(busy, { log, production: true, known: new Set(), hasAccessRules: false });
const context = {
  caller: publicCaller,
  scope: { requestId: 'request-1', facts: {} },
  cost: { subgraphs: 0, store: 0 },
} as unknown as GatewayContext;

test('what would begin at a busy subgraph is turned away before it is executed, what is continued is not', async () => {
  const asked = { query: '{ a }', variables: {} };
  const refused = await pipeline.answer(asked, context);
  expect(refused.status).toBe(503);
  expect(new Map(refused.headers).get('retry-after')).toBe('1');
  expect(String(refused.body)).toContain('"OVERLOADED"');
  expect(executed).toBe(0);
  expect(await pipeline.answer({ ...asked, isContinued: true }, context)).toMatchObject({ status: 200 });
  expect(executed).toBe(1);
});
