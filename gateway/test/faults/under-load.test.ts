import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SLOW_MS } from '../../dist/execution/subgraph/calls-under-way.js';
import type { RunningGateway } from '../../dist/start-gateway.js';
import { serveSchema, type ServedSchema } from '../execution/serve-schema.js';
import { startChaosProxy } from './chaos-proxy.js';
import { ask, asked, BOTH, gatewayOf, half, partial, until, whole } from './halves.js';
import { percentile, startLoad } from './load.js';

const DEEP = process.env['DEEP'] === '1';
let left: ServedSchema;
let right: ServedSchema;

beforeAll(async () => {
  [left, right] = await Promise.all([serveSchema(half('left')), serveSchema(half('right'))]);
});
afterAll(() => {
  left.stop();
  right.stop();
});

/** With the deadline of earnest: what is slow for a busy machine is none of what is tested here. */
const PATIENT = { circuit: { failures: 3, pauseMs: 200 } };

/** Nothing of this may reach a client. */
const INSIDE = /127\.0\.0\.1|ECONN|stack|\.m?js/;

async function startScript(name: string, ...words: readonly string[]) {
  const script = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, [script, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout);
  const [port] = (await once(lines, 'line')) as [string];
  return { child, lines, port };
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Clients who all ask something of their own, so that nothing is shared. */
function loadOn(gateway: RunningGateway, query: string, clients = 6) {
  return startLoad(clients, async (client, count) => ask(gateway, `query Q${client}x${count % 50} ${query}`));
}

describe('FAULTS 1: a subgraph that is killed', () => {
  test('in the middle of a query is missing in the answer and nothing else is', async () => {
    const { child, lines, port } = await startScript('killed-subgraph.mjs');
    const urls = { left: left.url, right: `http://127.0.0.1:${port}/graphql` };
    const patient = await gatewayOf(urls, { resilience: { retries: 0 } });
    const answer = ask(patient, BOTH);
    await once(lines, 'line');
    await kill(child);
    const { text, ...rest } = await answer;
    expect(rest).toMatchObject(partial);
    expect(text).not.toMatch(INSIDE);
    await patient.stop();
  });

  test('under load is missing in answers until it is back, and what is of the others is in all of them', async () => {
    let { child, port } = await startScript('answering-subgraph.mjs');
    const urls = { left: left.url, right: `http://127.0.0.1:${port}/graphql` };
    const gateway = await gatewayOf(urls, { resilience: PATIENT });
    const both = loadOn(gateway, BOTH);
    const others = loadOn(gateway, '{ leftOnly }', 2);
    for (let round = 0; round < (DEEP ? 20 : 2); round++) {
      const seen = both.answers.length;
      await until(() => both.answers.slice(seen).some(({ answer }) => answer.codes.length === 0));
      await kill(child);
      await until(() => both.answers.slice(seen).filter(({ answer }) => answer.codes.length > 0).length > 50);
      ({ child, port } = await startScript('answering-subgraph.mjs', port));
    }
    await until(async () => (await ask(gateway, BOTH)).codes.length === 0);
    await Promise.all([both.stop(), others.stop()]);
    for (const { answer } of both.answers) {
      const { text, status, data, codes } = answer;
      expect({ status, data, codes }).toEqual(codes.length > 0 ? partial : { status: 200, data: whole, codes: [] });
      expect(text).not.toMatch(INSIDE);
    }
    for (const { answer } of others.answers)
      expect(answer).toMatchObject({ status: 200, data: { leftOnly: 'left' }, codes: [] });
    await gateway.stop();
    await kill(child);
  }, 120_000);
});

describe('FAULTS 16: a subgraph that is slow by five seconds', () => {
  test('makes nobody wait who does not ask it, under load', async () => {
    const proxy = await startChaosProxy(Number(new URL(right.url).port));
    const urls = { left: left.url, right: `http://127.0.0.1:${proxy.port}/graphql` };
    const gateway = await gatewayOf(urls, { resilience: { timeoutMs: 3_000, retries: 1 } });
    const askers = loadOn(gateway, BOTH);
    const bystanders = loadOn(gateway, '{ leftOnly }', 2);
    const since = async (more: number) => {
      const from = bystanders.answers.length;
      await until(() => bystanders.answers.length >= from + more);
      return bystanders.answers.slice(from);
    };
    const many = DEEP ? 5_000 : 100;
    await since(many);
    const before = await since(many);
    proxy.chaos = { kind: 'DELAY', ms: 5_000 };
    // Until the first have waited in vain.
    await until(() => askers.answers.some(({ answer }) => answer.codes.length > 0));
    const meanwhile = await since(many);
    await Promise.all([askers.stop(), bystanders.stop()]);
    for (const { answer } of bystanders.answers) expect(answer).toMatchObject({ status: 200, codes: [] });
    for (const { answer } of askers.answers)
      if (answer.codes.length > 0)
        expect(answer).toMatchObject({ status: 200, data: partial.data, codes: partial.codes });
    const [was, is] = [before, meanwhile].map((timed) => percentile(timed, 0.95)) as [number, number];
    if (DEEP) {
      console.log(`p95 of bystanders before ${was.toFixed(2)} ms, with a slow subgraph ${is.toFixed(2)} ms`);
      expect(is).toBeLessThanOrEqual(1.5 * was);
    }
    await gateway.stop();
    await proxy.stop();
  }, 120_000);
});

describe('FAULTS 22: a subgraph whose processes are replaced under load', () => {
  test('loses no read, though every connection breaks again and again', async () => {
    const proxy = await startChaosProxy(Number(new URL(right.url).port));
    const urls = { left: left.url, right: `http://127.0.0.1:${proxy.port}/graphql` };
    // As it is in earnest.
    const gateway = await gatewayOf(urls, { resilience: {} });
    const clients = loadOn(gateway, BOTH);
    for (let round = 0; round < (DEEP ? 200 : 10); round++) {
      const answered = clients.answers.length;
      await until(() => clients.answers.length > answered + 100);
      proxy.reset();
    }
    await clients.stop();
    const told = new Set(clients.answers.map(({ answer }) => JSON.stringify(answer.data)));
    expect(told).toEqual(new Set([JSON.stringify(whole)]));
    await gateway.stop();
    await proxy.stop();
  }, 120_000);
});

describe('FAULTS 25: more than can be answered', () => {
  test('is shed with 503 and when to come back, while the rest is answered, and is over when it is over', async () => {
    const small = await gatewayOf(
      { left: left.url, right: right.url },
      { resilience: PATIENT, protection: { concurrency: 4 } },
    );
    const answers = await Promise.all(Array.from({ length: 60 }, () => ask(small, BOTH)));
    const shed = answers.filter(({ status }) => status === 503);
    const answered = answers.filter(({ status }) => status === 200);
    expect(shed.length + answered.length).toBe(60);
    expect(answered.length).toBeGreaterThanOrEqual(4);
    expect(shed.every(({ headers }) => Number(headers.get('retry-after')) > 0)).toBe(true);
    for (const { data } of answered) expect(data).toEqual(whole);
    expect(await ask(small, BOTH)).toMatchObject({ status: 200, data: whole });
    await small.stop();
  });

  test('of one subgraph is shed before anything is done, and who asks the others is answered', async () => {
    const proxy = await startChaosProxy(Number(new URL(right.url).port));
    const urls = { left: left.url, right: `http://127.0.0.1:${proxy.port}/graphql` };
    const gateway = await gatewayOf(urls, {
      resilience: {},
      protection: { callsPerSubgraph: { steady: 2, burst: 2, burstMs: 0 } },
    });
    proxy.chaos = { kind: 'BLACKHOLE' };
    const held = [];
    for (const no of [1, 2]) {
      held.push(ask(gateway, `query Held${no} { rightOnly }`));
      await until(() => proxy.sent() === no);
    }
    // Until then they are not slow.
    await delay(2 * SLOW_MS);
    const before = { ...asked };
    const shed = await ask(gateway, BOTH);
    expect(shed).toMatchObject({ status: 503, codes: [{ code: 'OVERLOADED', subgraph: 'right' }] });
    expect(shed.headers.get('retry-after')).toBe('1');
    expect(asked).toEqual(before);
    expect(await ask(gateway, '{ leftOnly }')).toMatchObject({ status: 200, data: { leftOnly: 'left' } });

    proxy.chaos = { kind: 'PASS' };
    proxy.reset();
    for (const one of held) expect(await one).toMatchObject({ status: 200, data: { rightOnly: 'right' } });
    expect(await ask(gateway, BOTH)).toMatchObject({ status: 200, data: whole });
    await gateway.stop();
    await proxy.stop();
  });
});
