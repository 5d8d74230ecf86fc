import { rename, rm, writeFile } from 'node:fs/promises';
import { Agent, type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createLog } from '@shanghai/platform';
import { parse, print } from 'graphql';
import { ask, useTinyGraph } from './running.js';
import { authors, books, compose } from './tiny-graph.js';

const graph = useTinyGraph();

/** Bytes in use after a collection. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

const DEEP = process.env['DEEP'] === '1';
const QUERY = '{ author(code: "1") { name book { name } } }';
const EXPECTED = { author: { name: 'Lu Xun', book: { name: 'Call to Arms' } } };

describe('FAULTS 23: a supergraph that is replaced under load', () => {
  const path = (): string => join(graph().folder, 'replaced.graphql');
  afterEach(() => rm(path(), { force: true }));

  /** In one step: half a file would be one more that is refused. */
  async function replace(text: string): Promise<void> {
    await writeFile(`${path()}.new`, text);
    await rename(`${path()}.new`, path());
  }

  test('by valid, broken and empty ones, time after time, loses no request', async () => {
    const withYear = {
      ...books,
      typeDefs: parse(print(books.typeDefs).replace('name: String!', 'name: String! year: Int')),
    };
    const good = [compose(authors, books), compose(authors, withYear)] as const;
    const bad = ['', 'type Query { broken', good[0].replace('name: "books"', 'name: "lost"'), '\0'];
    await writeFile(path(), good[0]);
    const events: string[] = [];
    let heard = (): void => undefined;
    const log = createLog('gateway', 'info', {
      write: (line) => {
        const { event = '' } = JSON.parse(line) as { event?: string };
        if (!event.startsWith('SUPERGRAPH')) return;
        events.push(event);
        heard();
      },
    });
    // The clients of the load are one sender, who may not ask so often.
    const protection = { isRateLimited: false };
    const { url } = await graph().gateway({ supergraph: { path: path(), watch: true }, log, protection });

    let isOver = false;
    let answered = 0;
    const clients = Array.from({ length: 4 }, async () => {
      while (!isOver) {
        const { data, errors, status } = await ask(url, QUERY);
        expect({ data, errors, status }).toEqual({ data: EXPECTED, errors: undefined, status: 200 });
        answered++;
      }
    });
    const rounds = DEEP ? 200 : 8;
    let heapHalfWay = 0;
    for (let round = 0; round < rounds; round++) {
      if (round === rounds / 2) heapHalfWay = heapUsed();
      for (const text of [bad[round % bad.length]!, good[(round + 1) % 2]!]) {
        const isHeard = new Promise<void>((resolve) => (heard = resolve));
        await replace(text);
        await isHeard;
      }
    }
    isOver = true;
    await Promise.all(clients);
    // Of few rounds nothing can be told: what is kept of each is what would grow.
    if (DEEP) expect(heapUsed()).toBeLessThan(heapHalfWay * 1.1);
    expect(answered).toBeGreaterThan(rounds);
    expect(events.filter((event) => event === 'SUPERGRAPH_LOADED')).toHaveLength(rounds);
    expect(events.filter((event) => event === 'SUPERGRAPH_REFUSED')).toHaveLength(rounds);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain(`graph_supergraph_reloads_total{outcome="refused"} ${rounds}`);
  }, 300_000);
});

/** Asks on a connection that is kept; tells the status, and whether the server will close. */
async function askKept(url: string, agent: Agent): Promise<{ status: number | undefined; closes: boolean }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    request(`${url}/graphql`, { method: 'POST', agent, headers }, resolve)
      .on('error', reject)
      .end(JSON.stringify({ query: QUERY }));
  });
  for await (const _part of response);
  return { status: response.statusCode, closes: response.headers.connection === 'close' };
}

describe('FAULTS 22: a gateway that is stopped under load', () => {
  test('says so first, then answers all it was sent, then closes: who goes elsewhere in time loses nothing', async () => {
    const leaving = await graph().gateway({ http: { drainMs: 300 } });
    const staying = await graph().gateway();
    let isOver = false;
    let moved = 0;
    const statuses: (number | undefined)[] = [];
    const clients = Array.from({ length: 8 }, async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (let to = leaving.url; !isOver;) {
        const { status, closes } = await askKept(to, agent);
        statuses.push(status);
        if (closes && to === leaving.url) {
          moved++;
          to = staying.url;
        }
      }
      agent.destroy();
    });
    while (statuses.length < 50) await nextTurn();
    const stopped = leaving.stop();
    const ready = await fetch(`${leaving.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ status: 'stopping' });
    await stopped;
    isOver = true;
    await Promise.all(clients);
    expect(moved).toBe(8);
    expect(new Set(statuses)).toEqual(new Set([200]));
    await expect(fetch(`${leaving.url}/healthz`)).rejects.toThrow();
  });
});
