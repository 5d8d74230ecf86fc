import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newAssertionKey } from '../../dist/access/assertion-key.js';
import { ASSERTION_HEADER, signAssertion } from '../../dist/access/assertion.js';
import { publicCaller } from '../../dist/access/caller.js';
import { systemClock } from '../../dist/clock.js';
import type { Freshness } from '../../dist/events/freshness.js';
import { createLog } from '../../dist/log.js';
import { type RunningSubgraph, startSubgraph } from '../../dist/subgraph/start-subgraph.js';
import { publishForTest } from '../../dist/testing.js';
import { library } from '../library-subgraph.js';
import { databaseName, useMongo } from '../store.js';

const mongo = useMongo();
const assertionKey = newAssertionKey();
const log = createLog('test', 'silent');
let running: RunningSubgraph;

async function start(): Promise<RunningSubgraph> {
  return startSubgraph(
    { ...library, consumers: () => [{ name: 'readers', take: async () => undefined }] },
    {
      mongoUri: mongo(),
      database: databaseName(),
      eventsDatabase: databaseName(),
      background: false,
      port: 0,
      assertionKey,
      log,
    },
  );
}

beforeAll(async () => {
  running = await start();
});
afterAll(async () => running.stop());

/** Asks as a gateway does. */
async function ask({ url }: RunningSubgraph, known = '', key = assertionKey): Promise<Response> {
  const body = JSON.stringify({ known });
  const now = systemClock.now();
  const asserted = { now, requestId: 'one', caller: publicCaller };
  const message = { method: 'POST', path: '/freshness', body, issuedAt: now };
  return fetch(`${url}/freshness`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [ASSERTION_HEADER]: signAssertion(key, asserted, message) },
    body,
  });
}

const told = async (served: RunningSubgraph, type: string) => publishForTest(served.events, { type, payload: {} });

describe('how new the answers of a subgraph are', () => {
  test('is what is told of each topic, and how much of that it has taken', async () => {
    for (const type of ['loan.opened', 'book.changed', 'loan.closed']) await told(running, type);
    const before = (await (await ask(running)).json()) as Freshness;
    expect(before).toEqual({ topics: { book: 2, loan: 3 }, applied: 0 });
    await running.background.settle();
    expect(await (await ask(running)).json()).toEqual({ ...before, applied: 3 });
  });

  test('is answered when it is no longer what is known', async () => {
    const known = await (await ask(running)).text();
    const waiting = ask(running, known);
    await told(running, 'loan.opened');
    const heard = await (await waiting).text();
    expect(heard).not.toBe(known);
    expect(JSON.parse(heard)).toMatchObject({ topics: { loan: 4 } });
  });

  test('is no longer waited for when the process stops', async () => {
    const stopping = await start();
    const known = await (await ask(stopping)).text();
    // Its first look at the topics says that it has arrived; nothing else looks there.
    const arrived = once(stopping.events.getClient(), 'commandStarted');
    const waiting = ask(stopping, known);
    await arrived;
    await stopping.stop();
    expect(await (await waiting).text()).toBe(known);
  });

  test('is told to gateways alone', async () => {
    expect((await ask(running, '', newAssertionKey())).status).toBe(401);
  });
});
