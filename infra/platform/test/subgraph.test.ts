import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Document } from 'mongodb';
import { newAssertionKey } from '../dist/access/assertion-key.js';
import { readServerTiming } from '../dist/http/server-timing.js';
import { createLog } from '../dist/log.js';
import { type RunningSubgraph, startSubgraph } from '../dist/subgraph/start-subgraph.js';
import { askSubgraph } from '../dist/testing.js';
import { library } from './library-subgraph.js';
import { databaseName, useMongo } from './store.js';

const commands: string[] = [];
let running: RunningSubgraph;

// Before the server's own, which stops it: hooks run in the order they are written.
afterAll(async () => {
  await running.connection.dropDatabase();
  await running.stop();
});

const mongo = useMongo();

beforeAll(async () => {
  running = await startSubgraph(library, {
    mongoUri: mongo(),
    port: 0,
    database: databaseName(),
    // It would send commands of its own.
    background: false,
    log: createLog('library', 'silent'),
    onCommand: ({ name }) => commands.push(name),
  });
});

/** Any JSON: what is asked here is what is answered, not what the types say. */
type Answered = Document[string];

async function ask(query: string, variables: object = {}, headers: Record<string, string> = {}) {
  const response = await askSubgraph(running.url, { query, variables }, { headers });
  const { data, errors } = (await response.json()) as { data?: Answered; errors?: Answered[] };
  return {
    data,
    errors,
    headers: response.headers,
    store: readServerTiming(response.headers.get('server-timing'), 'store'),
  };
}

describe('a served subgraph', () => {
  test('answers, and reports what its preparation loaded', async () => {
    expect(running.report.lines).toEqual(['library: 5 books']);
    const { data, store, errors } = await ask('{ book(isbn: "001") { isbn title } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ book: { isbn: '001', title: 'odd' } });
    expect(store).toBe(1);
  });

  test('counts the commands of each request alone, those of references too', async () => {
    const references = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Book { title } } }`;
    const of = ['001', '002', '003'].map((isbn) => ({ __typename: 'Book', isbn }));
    const answers = await Promise.all([
      ask(references, { of }),
      ask('{ a: book(isbn: "001") { title } b: book(isbn: "002") { title } }'),
      ask('{ stampedAt }'),
    ]);
    expect(answers.map(({ store }) => store)).toEqual([3, 2, 0]);
    expect(answers[0].data._entities[1]).toEqual({ title: 'even' });
  });

  test('shows every command to an observer', async () => {
    commands.length = 0;
    await ask('{ books { totalCount nodes { title } } }');
    expect([...commands].sort()).toEqual(['aggregate', 'find']);
  });

  test('takes the instant from the assertion, and from no other header', async () => {
    const { data } = await ask('{ stampedAt }', {}, { 'x-request-now': '2025-03-20T01:00:00.000Z' });
    expect(Date.parse(data.stampedAt)).toBeGreaterThan(Date.parse('2026-01-01'));
  });

  test.each([
    ['abc-1', /^abc-1$/],
    ['a b', /^[\w-]{36}$/],
  ])('answers with the request id %s, or one of its own where that is not well formed', async (id, answered) => {
    const { headers } = await ask('{ stampedAt }', {}, { 'x-request-id': id });
    expect(headers.get('x-request-id')).toMatch(answered);
  });
});

describe('an argument that a scalar refuses', () => {
  const refused = { code: 'BAD_USER_INPUT', scalar: 'Isbn', value: 'x', reason: 'FORMAT' };

  test.each([
    ['as a literal', '{ book(isbn: "x") { title } }', {}, 'isbn'],
    ['as a literal in a list', '{ booksOf(isbns: ["001", "x"]) { title } }', {}, 'isbns'],
    ['as a variable', 'query ($b: Isbn!) { book(isbn: $b) { title } }', { b: 'x' }, 'b'],
    ['as a variable of a list', 'query ($b: [Isbn!]!) { booksOf(isbns: $b) { title } }', { b: ['001', 'x'] }, 'b'],
  ])('is BAD_USER_INPUT that names it, %s', async (_, query, variables, argument) => {
    const { data, errors } = await ask(query, variables);
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ message: '应为三位数字', extensions: { ...refused, argument } }]);
  });

  test('is shown cut', async () => {
    const { errors } = await ask('query ($b: Isbn!) { book(isbn: $b) { title } }', { b: 'x'.repeat(5_000) });
    expect(errors?.[0].extensions.value).toHaveLength(100);
    expect(JSON.stringify(errors).length).toBeLessThan(500);
  });

  test.each([0, 101, 2.5])('is BAD_USER_INPUT that names the maximum, as a page size of %d', async (first) => {
    const { errors } = await ask(`{ books(first: ${first}) { totalCount } }`);
    expect(errors?.[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'first', maximum: 100 });
  });

  test('is BAD_USER_INPUT too where only its type is wrong', async () => {
    const { errors } = await ask('{ books(after: 3) { totalCount } }');
    expect(errors?.[0].extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'after' });
  });
});

describe('an error', () => {
  test('of the caller passes with its code', async () => {
    const { errors } = await ask('{ refuse }');
    expect(errors).toMatchObject([{ path: ['refuse'], extensions: { code: 'BAD_USER_INPUT', argument: 'this' } }]);
  });

  test('of ours is masked', async () => {
    const { errors } = await ask('{ break }');
    expect(errors).toMatchObject([{ path: ['break'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    expect(JSON.stringify(errors)).not.toMatch(/secret|mongodb|stack/);
  });

  test('of a document names the field that does not exist', async () => {
    const { errors } = await ask('{ nothing }');
    expect(errors?.[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(errors?.[0].message).toContain('nothing');
  });
});

describe('a list', () => {
  const page =
    'query ($after: String, $title: String) { books(first: 2, after: $after, title: $title) { endCursor hasNextPage nodes { isbn } } }';

  test('is read to its end in a stable order, every row once', async () => {
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { data } = await ask(page, { after });
      seen.push(...data.books.nodes.map(({ isbn }: { isbn: string }) => isbn));
      after = data.books.endCursor as string;
      more = data.books.hasNextPage as boolean;
    }
    expect(seen).toEqual(['004', '005', '002', '003', '001']);
  });

  test('counts only when asked', async () => {
    expect((await ask('{ books { totalCount } }')).store).toBe(2);
    expect((await ask('{ books { hasNextPage } }')).store).toBe(1);
  });

  test('refuses a cursor of another filter, and one that was changed', async () => {
    const { data } = await ask(page);
    const cursor = data.books.endCursor as string;
    const other = await ask(page, { after: cursor, title: 'odd' });
    const changed = await ask(page, { after: cursor.slice(0, -2) + 'AA' });
    for (const { errors } of [other, changed, await ask(page, { after: '' })])
      expect(errors?.[0].extensions).toEqual({ code: 'BAD_CURSOR', argument: 'after' });
  });
});

test('a service that runs alone says so at /healthz and /readyz', async () => {
  expect(await (await fetch(`${running.url}/healthz`)).json()).toMatchObject({ status: 'alive' });
  const ready = await fetch(`${running.url}/readyz`);
  expect(ready.status).toBe(200);
  expect(await ready.json()).toEqual({ status: 'ready', checks: { store: 'ok', data: 'ok' } });
});

test('in production there is no introspection, and no counts', async () => {
  const key = newAssertionKey();
  const production = await startSubgraph(library, {
    mongoUri: mongo(),
    port: 0,
    database: databaseName(),
    production: true,
    assertionKey: key,
    log: createLog('library', 'silent'),
  });
  const response = await askSubgraph(production.url, { query: '{ __schema { queryType { name } } }' }, { key });
  expect(response.status).toBe(400);
  expect(response.headers.get('server-timing')).toBeNull();
  await production.connection.dropDatabase();
  await production.stop();
});
