import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLog } from '@shanghai/platform';
import { ask, useTinyGraph } from './running.js';

const graph = useTinyGraph();

/** What the stand-in for the books answers now. */
let answer: { status?: number; type?: string; body: string | AsyncIterable<string>; headers?: Record<string, string> };
let standIn: Server;
/** How often it was asked. */
let asked = 0;
let url: string;
const lines: string[] = [];

beforeAll(async () => {
  standIn = createServer((_request, response) => {
    asked += 1;
    response.writeHead(answer.status ?? 200, { 'content-type': answer.type ?? 'application/json', ...answer.headers });
    void (async () => {
      if (typeof answer.body === 'string') return response.end(answer.body);
      for await (const part of answer.body)
        if (!response.write(part)) await once(response, 'drain').catch(() => undefined);
      return response.end();
    })();
  }).listen(0, '127.0.0.1');
  await once(standIn, 'listening');
  const { port } = standIn.address() as { port: number };
  const log = createLog('gateway', 'info', { write: (line) => void lines.push(line) });
  const books = `http://127.0.0.1:${port}/graphql`;
  // Each of its faults is looked at by itself.
  const resilience = { retries: 0, circuit: { failures: Infinity } };
  ({ url } = await graph().gateway({ subgraphUrls: { ...graph().urls, books }, log, resilience }));
});
afterAll(async () => {
  standIn.closeAllConnections();
  await new Promise((closed) => standIn.close(closed));
});

const QUERY = '{ author(code: "1") { name book { name } } }';
/** Stands in everything that must stay inside. */
const CANARY = 'zx-canary-9';

function json(value: unknown): { body: string } {
  return { body: JSON.stringify(value) };
}

function refused(message: string, extensions: object = {}, more: object = {}) {
  return json({
    data: { _entities: [{ book: null }] },
    errors: [{ message, extensions, path: ['_entities', 0], ...more }],
  });
}

/** How many megabytes were taken. */
let taken = 0;

async function* megabytes(count: number): AsyncIterable<string> {
  for (taken = 0; taken < count; taken++) yield CANARY.padEnd(1_000_000, 'x');
}

// FAULTS 20 is the same list, from another side.
describe('SECURITY 10: a subgraph that answers', () => {
  test.each([
    ['a page of its server', { status: 500, type: 'text/html', body: `<html>${CANARY}</html>` }],
    ['a page that says that all is well', { type: 'text/html', body: `<html>${CANARY}</html>` }],
    ['a cut text', { body: `{"data":"${CANARY}` }],
    ['nothing', { body: '' }],
    ['null', { body: 'null' }],
    ['a list', json([CANARY])],
    ['neither data nor errors', json({ extensions: { a: CANARY } })],
    ['data that is a text', json({ data: CANARY })],
    ['errors that are texts', json({ data: null, errors: [CANARY] })],
    ['a redirect', { status: 302, body: '', headers: { location: `http://127.0.0.1:9/${CANARY}` } }],
    ['503', { status: 503, ...json({ errors: [{ message: CANARY }] }) }],
  ])('%s is not available, and nothing of it reaches the client', async (_, given) => {
    answer = given;
    const { data, errors, status } = await ask(url, QUERY);
    expect(status).toBe(200);
    expect(data).toEqual({ author: { name: 'Lu Xun', book: null } });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'books' }]);
    expect(JSON.stringify(errors)).not.toContain(CANARY);
  });

  test('60 megabytes is not available, and is not read to its end', async () => {
    answer = { body: megabytes(60) };
    const before = process.memoryUsage().rss;
    const { data, errors } = await ask(url, QUERY);
    expect(data).toEqual({ author: { name: 'Lu Xun', book: null } });
    expect(errors?.[0].extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'books' });
    expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000);
    // Twenty may be read, and a few are on their way.
    expect(taken).toBeLessThan(40);
  });

  test.each([
    ['too few entities', { _entities: [] }],
    ['a text where entities belong', { _entities: CANARY }],
    ['a number where an object belongs', { _entities: [{ book: 7 }] }],
    ['a list where a text belongs', { _entities: [{ book: { name: [CANARY] } }] }],
    ['an object where a text belongs', { _entities: [{ book: { name: { [CANARY]: 1 } } }] }],
    ['no entities', {}],
    ['null', null],
  ])('%s leaves a null with a code', async (_, data) => {
    answer = json({ data });
    const { data: seen, errors, status } = await ask(url, QUERY);
    expect(status).toBe(200);
    // What does not fit at all takes the whole answer with it.
    expect([null, { name: 'Lu Xun', book: null }, { name: 'Lu Xun', book: { name: null } }]).toContainEqual(
      seen?.author ?? null,
    );
    for (const { extensions } of errors ?? [])
      expect(extensions.code).toMatch(/^(INCOMPLETE_ANSWER|INTERNAL_SERVER_ERROR)$/);
    expect(JSON.stringify({ seen, errors })).not.toContain(CANARY);
  });

  test('names that mean something to the language pollutes nothing', async () => {
    const poison = `{"data":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"_entities":[
      {"__proto__":{"polluted":1},"book":{"name":"a","__proto__":{"polluted":1},"${CANARY}":1}}]},"__proto__":{"polluted":1}}`;
    answer = { body: poison };
    const { data } = await ask(url, QUERY);
    expect(data).toEqual({ author: { name: 'Lu Xun', book: { name: 'a' } } });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

test('a client that takes no answer there is gets 406, before anything is asked or done', async () => {
  answer = json({ data: { _entities: [{ book: { name: 'a' } }] } });
  const before = asked;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/plain' },
    body: JSON.stringify({ query: QUERY }),
  });
  expect(response.status).toBe(406);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  expect(asked).toBe(before);
});

describe('SECURITY 8: an error of a subgraph', () => {
  const stack = `Error: ${CANARY}\n    at run (/srv/app/dist/${CANARY}.js:1:1)`;

  test.each([
    ['without a code', refused(CANARY)],
    ['with a code of its own', refused(CANARY, { code: CANARY })],
    [
      'with a stack',
      refused(CANARY, { code: 'INTERNAL_SERVER_ERROR', stacktrace: stack.split('\n'), exception: { stack } }),
    ],
    ['of the database', refused(`E11000 duplicate key error collection: ${CANARY}`, { code: 11000 })],
    ['that says a listed code and a stack', refused(stack, { code: 'BAD_USER_INPUT' })],
    ['that says a listed code and an address', refused(`http://10.0.0.7/${CANARY}`, { code: 'FORBIDDEN' })],
    ['that says a listed code and a page', refused(`<b>${CANARY}</b>`, { code: 'BAD_USER_INPUT' })],
    ['that says a listed code and very much', refused(CANARY.repeat(100), { code: 'BAD_USER_INPUT' })],
    ['about the query that it was sent', refused(CANARY, { code: 'GRAPHQL_VALIDATION_FAILED' })],
  ])('%s is masked, with the id of the request and nothing else', async (_, given) => {
    answer = given;
    const { errors } = await ask(url, QUERY);
    expect(errors).toHaveLength(1);
    expect(errors?.[0].extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', subgraph: 'books' });
    expect(errors?.[0].message).toBe('Internal server error');
    expect(JSON.stringify(errors)).not.toContain(CANARY);
  });

  test('with a listed code loses what is not of the list', async () => {
    answer = refused(
      'this is refused',
      { code: 'CONFLICT', reason: 'X', sql: CANARY, value: { a: CANARY }, requestId: CANARY },
      { [CANARY]: 1 },
    );
    const { errors } = await ask(url, QUERY);
    expect(errors?.[0].extensions).toEqual({ code: 'CONFLICT', reason: 'X' });
    expect(JSON.stringify(errors)).not.toContain(CANARY);
  });

  test('is found in the log by the id that the client has', async () => {
    answer = refused('secret reason');
    lines.length = 0;
    const { headers } = await ask(url, QUERY);
    // The line of a request is written after its answer: the next one's answer is after that.
    await fetch(`${url}/healthz`);
    const told = lines.map((line) => JSON.parse(line) as { requestId: string; event: string });
    expect(told.filter(({ requestId }) => requestId === headers.get('x-request-id')).map(({ event }) => event)).toEqual(
      ['FAULT', 'REQUEST'],
    );
  });
});
