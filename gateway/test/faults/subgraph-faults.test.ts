import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { RunningGateway } from '../../dist/start-gateway.js';
import { serveSchema, type ServedSchema } from '../execution/serve-schema.js';
import { type ChaosProxy, startChaosProxy } from './chaos-proxy.js';
import { ask, asked, BOTH, gatewayOf, half, partial, until, whole } from './halves.js';

let left: ServedSchema;
let right: ServedSchema;
let proxy: ChaosProxy;
let gateway: RunningGateway;

beforeAll(async () => {
  [left, right] = await Promise.all([serveSchema(half('left')), serveSchema(half('right'))]);
});
afterAll(() => {
  left.stop();
  right.stop();
});
beforeEach(async () => {
  proxy = await startChaosProxy(Number(new URL(right.url).port));
  gateway = await gatewayOf({ left: left.url, right: `http://127.0.0.1:${proxy.port}/graphql` });
  expect((await ask(gateway, BOTH)).data).toEqual(whole);
});
afterEach(async () => {
  await Promise.all([gateway.stop(), proxy.stop()]);
});

async function seen(query = BOTH) {
  const { status, data, codes } = await ask(gateway, query);
  return { status, data, codes };
}

async function isHealed(): Promise<boolean> {
  return (await ask(gateway, BOTH)).codes.length === 0;
}

describe.each([
  ['FAULTS 16: a subgraph that is slow', { kind: 'DELAY', ms: 60_000 }],
  ['FAULTS 17: a subgraph that drips', { kind: 'DRIP', everyMs: 100 }],
  ['FAULTS 18: a subgraph that takes connections and never answers', { kind: 'BLACKHOLE' }],
  ['FAULTS 19: a subgraph that cannot be reached', { kind: 'REFUSE' }],
  ['FAULTS 19: a subgraph whose answers break off', { kind: 'CUT', bytes: 90 }],
] as const)('%s', (_, chaos) => {
  test('leaves what the others know, holds nobody else up, keeps no connection, is left alone, and heals', async () => {
    proxy.chaos = chaos;
    const waiting = [seen(), seen(), seen()];
    expect(await seen('{ leftOnly }')).toEqual({ status: 200, data: { leftOnly: 'left' }, codes: [] });
    for (const one of waiting) expect(await one).toEqual(partial);
    await until(() => proxy.open() === 0);

    // The circuit opens after so many failures, and is probed by one at a time from then on.
    for (let count = 0; count < 3; count++) expect(await seen()).toEqual(partial);
    const taken = proxy.taken();
    const many = await Promise.all(Array.from({ length: 20 }, () => seen()));
    for (const one of many) expect(one).toEqual(partial);
    // One probe, with the one time that it is tried again.
    expect(proxy.taken() - taken).toBeLessThanOrEqual(2);

    proxy.chaos = { kind: 'PASS' };
    await until(isHealed);
    expect((await ask(gateway, BOTH)).data).toEqual(whole);
  }, 60_000);
});

describe('FAULTS 20: a subgraph that answers garbage', () => {
  let answer: { readonly status?: number; readonly body: string };
  let garbage: Server;
  let before: RunningGateway;

  beforeAll(async () => {
    garbage = createServer((_request, response) => {
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' }).end(answer.body);
    }).listen(0, '127.0.0.1');
    await once(garbage, 'listening');
    const { port } = garbage.address() as { port: number };
    const resilience = { retries: 0, circuit: { failures: Infinity }, maxAnswerBytes: 100_000 };
    before = await gatewayOf({ left: left.url, right: `http://127.0.0.1:${port}/graphql` }, { resilience });
  });
  afterAll(async () => {
    await before.stop();
    garbage.closeAllConnections();
    await new Promise((closed) => garbage.close(closed));
  });

  test.each([
    ['a page', { status: 500, body: '<html>' }],
    ['half of an object', { body: '{' }],
    ['too few entities', { body: '{"data":{"_entities":[]}}' }],
    ['entities of another type', { body: '{"data":{"_entities":"x"}}' }],
    ['a field of another type', { body: '{"data":{"_entities":[{"colour":{}}]}}' }],
    ['more than there may be', { body: `{"data":{"_entities":[{"colour":"${'x'.repeat(200_000)}"}]}}` }],
    ['a prototype', { body: '{"data":{"__proto__":{"bad":1},"_entities":[{"__proto__":{"bad":1},"colour":null}]}}' }],
  ])('%s leaves a null and no more', async (_, given) => {
    answer = given;
    const { status, data } = await ask(before, BOTH);
    expect({ status, data }).toEqual({ status: 200, data: { thing: { name: 'one', colour: null } } });
    expect(({} as { bad?: unknown }).bad).toBeUndefined();
  });
});

describe('FAULTS 21: a client that goes away', () => {
  test('takes what was asked for it with it', async () => {
    proxy.chaos = { kind: 'BLACKHOLE' };
    const patient = await gatewayOf(
      { left: left.url, right: `http://127.0.0.1:${proxy.port}/graphql` },
      { resilience: {} },
    );
    const open = proxy.open();
    const client = new AbortController();
    const answer = ask(patient, BOTH, client.signal).catch(() => 'gone');
    await until(() => proxy.open() > open);
    client.abort();
    expect(await answer).toBe('gone');
    await until(() => proxy.open() === open);
    await patient.stop();
  });
});

describe('a read', () => {
  test('is tried again when the subgraph was just not there, and an act is not', async () => {
    let calls = 0;
    const flaky = createServer((_request, response) => {
      calls++;
      if (calls % 2 === 1) return void response.writeHead(503).end();
      return void response.writeHead(200).end('{"data":{"leftOnly":"left"}}');
    }).listen(0, '127.0.0.1');
    await once(flaky, 'listening');
    const url = `http://127.0.0.1:${(flaky.address() as { port: number }).port}/graphql`;
    const before = await gatewayOf({ left: url, right: right.url });
    expect(await ask(before, '{ leftOnly }')).toMatchObject({ data: { leftOnly: 'left' }, codes: [] });
    expect(calls).toBe(2);
    const act = await ask(before, 'mutation { act }');
    expect(act.codes).toEqual([{ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'left' }]);
    expect(calls).toBe(3);
    await before.stop();
    flaky.closeAllConnections();
    await new Promise((closed) => flaky.close(closed));
  });

  test('that several ask for at once is asked once, and all have the answer', async () => {
    proxy.chaos = { kind: 'DELAY', ms: 200 };
    const before = asked.right;
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(gateway, BOTH)));
    expect(new Set(answers.map(({ data }) => JSON.stringify(data)))).toEqual(new Set([JSON.stringify(whole)]));
    expect(asked.right - before).toBeLessThan(20);
  });
});
