import { once } from 'node:events';
import { createServer } from 'node:http';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createLog } from '@shanghai/platform';
import { ask, type Json, useTinyGraph } from './running.js';

const graph = useTinyGraph();
const lines: string[] = [];
let url: string;

beforeAll(async () => {
  const log = createLog('gateway', 'info', { write: (line) => void lines.push(line) });
  ({ url } = await graph().gateway({ log }));
});
beforeEach(() => {
  lines.length = 0;
});

/** The lines of answered requests. They are written after the answer: the next one's answer is after that. */
async function told(): Promise<Json[]> {
  await fetch(`${url}/healthz`);
  return lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'REQUEST');
}

const PAGE = 'query AuthorPage($code: Code!) { author(code: $code) { name book { name } } }';

describe('a request to the graph', () => {
  test('is one line that says what was asked and what it cost, not who asked or about what', async () => {
    await ask(url, PAGE, { variables: { code: '1' } }, { traceparent: `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01` });
    const [line, ...others] = await told();
    expect(others).toEqual([]);
    expect(line).toEqual({
      level: 30,
      time: expect.any(Number),
      name: 'gateway',
      pid: expect.any(Number),
      hostname: expect.any(String),
      requestId: expect.stringMatching(/^[\w-]{36}$/),
      traceId: 'ab'.repeat(16),
      event: 'REQUEST',
      route: '/graphql',
      status: 200,
      durationMs: expect.any(Number),
      role: 'PUBLIC',
      operation: 'AuthorPage',
      documentHash: expect.stringMatching(/^[\da-f]{64}$/),
      errorCodes: [],
      subgraphCalls: 2,
      storeCommands: 2,
      msg: 'a request is answered',
    });
  });

  test('says the codes of its errors, each once', async () => {
    await ask(url, '{ a: refuse b: refuse break }');
    expect((await told())[0]).toMatchObject({
      operation: 'other',
      errorCodes: ['BAD_USER_INPUT', 'INTERNAL_SERVER_ERROR'],
    });
  });

  test('that is refused before it is an operation is a line, too', async () => {
    await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' });
    await ask(url, 'query {');
    await ask(url, '{ nothing }');
    expect((await told()).map(({ status }) => status as number)).toEqual([400, 400, 400]);
  });

  test('SECURITY 28: leaves nothing of what the caller wrote in the log, wherever it stood', async () => {
    const canary = 'zxcanary9';
    const forged = `${canary}\\r\\n{\\"level\\":60}\\u001b[31m`;
    const headers = {
      authorization: `Basic ${canary}`,
      'user-agent': canary,
      referer: `http://x/${canary}`,
      cookie: canary,
      'x-forwarded-for': canary,
      'x-request-id': `${canary} {`,
      traceparent: canary,
      'content-type': 'application/json',
    };
    const bodies = [
      `{"query":"query ${canary} { author(code: \\"${forged}\\") { name } }"}`,
      `{"query":"query A($c: Code!) { author(code: $c) { name } }","variables":{"c":"${forged}","${canary}":1}}`,
      `{"query":"{ ${canary} }"}`,
      `{"query":"{ ${canary}: __typename }","operationName":"${forged}"}`,
      `{"query":"# ${forged}"}`,
      `{"query":"{ __typename }","extensions":{"${canary}":"${forged}"}}`,
      `{"${canary}":`,
      `"${forged}"`,
    ];
    for (const body of bodies) await fetch(`${url}/graphql?${canary}=1`, { method: 'POST', headers, body });
    await fetch(`${url}/${canary}`, { headers });
    expect((await told()).length).toBe(bodies.length + 1);
    expect(lines.join('')).not.toContain(canary);
    for (const line of lines) expect(line).toMatch(/^\P{Cc}*\n$/u);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).not.toContain(canary);
    expect(metrics).toContain('operation="AuthorPage"');
  });
});

test('every subgraph is told the id and the trace of the request, each call with a span of its own', async () => {
  const seen: Record<string, unknown>[] = [];
  const standIn = createServer((request, response) => {
    seen.push(request.headers);
    response.setHeader('content-type', 'application/json').end('{"data":{"authors":[]}}');
  }).listen(0, '127.0.0.1');
  await once(standIn, 'listening');
  const authors = `http://127.0.0.1:${(standIn.address() as { port: number }).port}/graphql`;
  const gateway = await graph().gateway({ subgraphUrls: { ...graph().urls, authors } });
  const traceId = 'ab'.repeat(16);
  const given = { traceparent: `00-${traceId}-${'cd'.repeat(8)}-01`, 'x-request-id': 'abc-1' };
  const { headers } = await ask(gateway.url, '{ authors { name } }', {}, given);
  await ask(gateway.url, '{ authors { name } }', {}, given);
  await gateway.stop();
  await new Promise((closed) => standIn.close(closed));
  const spans = [...seen.map(({ traceparent }) => String(traceparent)), headers.get('traceparent')!];
  for (const span of spans) expect(span).toMatch(new RegExp(`^00-${traceId}-[\\da-f]{16}-01$`));
  expect(new Set([...spans, given.traceparent]).size).toBe(4);
});

describe('a gateway without one of its subgraphs', () => {
  test('is degraded, names it, and is still welcome to requests', async () => {
    const gateway = await graph().gateway({ subgraphUrls: { ...graph().urls, books: 'http://127.0.0.1:9/graphql' } });
    const response = await fetch(`${gateway.url}/readyz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'degraded',
      checks: { supergraph: 'ok', authors: 'ok', books: 'failed' },
    });
  });
});
