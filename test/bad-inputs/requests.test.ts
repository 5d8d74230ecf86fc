import { describe, expect, test } from '@jest/globals';
import { useGraph } from '../graph/graph.js';
import { get, post, raw, send } from './sending.js';

const graph = useGraph();
const QUERY = JSON.stringify({ query: '{ __typename }' });

describe('BAD-INPUTS 1: a body that is no request', () => {
  test.each(['', '[]', 'null', '"x"', '{', '{}', '1', 'query=x', '{"query":1}', '{"query":""}'])(
    '%j is BAD_REQUEST with 400',
    async (body) => {
      const { status, codes, text } = await post(graph().url, body);
      expect([status, codes]).toEqual([400, ['BAD_REQUEST']]);
      expect(text).not.toMatch(/stack|node_modules|at /);
    },
  );

  test.each([
    ['variables', '[1]'],
    ['variables', '"{}"'],
    ['extensions', '1'],
    ['operationName', '{}'],
  ])('%s of %s is refused', async (name, value) => {
    expect(await post(graph().url, `{"query":"{ __typename }","${name}":${value}}`)).toMatchObject({
      status: 400,
      codes: ['BAD_REQUEST'],
    });
  });
});

describe('BAD-INPUTS 2: a body over a megabyte', () => {
  const large = JSON.stringify({ query: '{ __typename }', variables: { x: 'x'.repeat(1_100_000) } });

  test('is 413', async () => {
    expect(await post(graph().url, large)).toMatchObject({ status: 413, codes: ['BAD_REQUEST'] });
  });

  test('in chunks, of no stated length, is 413 before all of it is sent', async () => {
    const head =
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    // Without the chunk that ends it: only a server that stops reading answers.
    expect(await raw(graph().url, head + chunk.repeat(18), /\r\n\r\n/)).toMatch(/^HTTP\/1\.1 413 /);
  });
});

test.each(['utf-7', 'gb2312', 'utf-16', 'latin1'])('BAD-INPUTS 3: charset %s is 415', async (charset) => {
  const { status } = await post(graph().url, QUERY, { 'content-type': `application/json; charset=${charset}` });
  expect(status).toBe(415);
  const quoted = await post(graph().url, QUERY, { 'content-type': `application/json;charset="${charset}"` });
  expect(quoted.status).toBe(415);
  expect(await post(graph().url, QUERY, { 'content-type': 'application/json; charset="UTF-8"' })).toMatchObject({
    status: 200,
  });
});

describe('BAD-INPUTS 4: text that is none', () => {
  const withText = (text: string): string =>
    `{"query":"query ($t: SearchText!) { occupationName(name: $t) { id } }","variables":{"t":"${text}"}}`;

  test.each([
    ['invalid UTF-8', Buffer.from(withText('\xff\xfe'), 'latin1')],
    ['a lone surrogate', withText('\\ud83d')],
    ['a lone surrogate as a key', '{"query":"{ __typename }","variables":{"\\udc00":1}}'],
    ['NUL', withText('a\\u0000b')],
    ['NUL in the document', '{"query":"{ __typename }\\u0000"}'],
  ])('%s is 400', async (_, body) => {
    expect(await post(graph().url, body)).toMatchObject({ status: 400, codes: ['BAD_REQUEST'] });
  });

  test('characters of four bytes are text', async () => {
    const { status, text } = await post(graph().url, withText('\\ud842\\udfb7\u{20bb7}'));
    expect(status).toBe(200);
    expect(text).toContain('\u{20bb7}\u{20bb7}');
  });
});

describe('BAD-INPUTS 5: JSON nested 10,000 deep', () => {
  test.each([
    ['lists', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['objects', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)],
  ])('in %s is 400', async (_, value) => {
    const { status, codes, text } = await post(graph().url, `{"query":"{ __typename }","variables":{"a":${value}}}`);
    expect([status, codes]).toEqual([400, ['BAD_REQUEST']]);
    expect(text).not.toContain('stack');
  });

  test('in a GET is 400', async () => {
    const variables = `{"a":${'['.repeat(1_000)}${']'.repeat(1_000)}}`;
    expect((await get(graph().url, { query: '{ __typename }', variables })).status).toBe(400);
  });
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonx'])(
  'BAD-INPUTS 6: a GET with the content type %s is 415',
  async (type) => {
    expect((await get(graph().url, { query: '{ __typename }' }, { 'content-type': type })).status).toBe(415);
  },
);

test.each(['text/plain', 'text/plain; charset=utf-8'])(
  'BAD-INPUTS 7: a POST that any page could send, as %s, is 400',
  async (type) => {
    expect(await post(graph().url, QUERY, { 'content-type': type })).toMatchObject({ status: 400 });
  },
);

test('BAD-INPUTS 8: a batch is 400', async () => {
  const batch = Array.from({ length: 1_000 }, () => ({ query: '{ __typename }' }));
  expect(await post(graph().url, JSON.stringify(batch))).toMatchObject({ status: 400, codes: ['BAD_REQUEST'] });
  expect((await post(graph().url, JSON.stringify(batch.slice(0, 1)))).status).toBe(400);
});

describe('BAD-INPUTS 18: an operation that is not there', () => {
  test.each([
    ['a subscription', { query: 'subscription { x }' }],
    ['a mutation of a graph without', { query: 'mutation { x }' }],
    ['an unknown operationName', { query: 'query A { __typename }', operationName: 'B' }],
    ['an operationName with line breaks', { query: 'query A { __typename }', operationName: 'B\r\nX-Evil: 1' }],
    ['two anonymous operations', { query: '{ __typename } { __typename }' }],
    ['none of two named', { query: 'query A { __typename } query B { __typename }' }],
    ['fragments alone', { query: 'fragment F on Query { __typename }' }],
  ])('%s is 400', async (_, request) => {
    const { status, headers } = await send(graph().url, request);
    expect(status).toBe(400);
    expect(headers.get('x-evil')).toBeNull();
  });

  test('a mutation by GET is refused', async () => {
    const { status } = await get(graph().url, { query: 'mutation { x }' });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
});

describe.each(['BAD-INPUTS 22', 'SECURITY 13'])('%s: keys through which all objects are reached', () => {
  test.each([
    '{"__proto__":{"polluted":1}}',
    '{"\\u005f_proto__":{"polluted":1}}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    '{"a":[{"prototype":{"polluted":1}}]}',
  ])('%s is refused and changes nothing', async (variables) => {
    const query = 'query ($id: ID = "x") { agency(id: $id) { id } }';
    const body = `{"query":${JSON.stringify(query)},"variables":${variables}}`;
    expect(await post(graph().url, body)).toMatchObject({ status: 400, codes: ['BAD_REQUEST'] });
    expect((await get(graph().url, { query, variables })).status).toBe(400);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test.each([
    '{"query":"{ __typename }","__proto__":{"polluted":1}}',
    '{"query":"{ __typename }","extensions":{"constructor":{"prototype":{"polluted":1}}}}',
  ])('%s is refused, too', async (body) => {
    expect(await post(graph().url, body)).toMatchObject({ status: 400, codes: ['BAD_REQUEST'] });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test.each(['__proto__', 'constructor', 'prototype'])(
    '%s is no field of an input that a document writes out',
    async (key) => {
      const query = `mutation { closeSite(id: "x", version: 1, from: "2026-11-01", reason: "搬迁", idempotencyKey: "pollution-1", ${key}: { polluted: 1 }) { __typename } }`;
      expect((await send(graph().url, { query })).status).toBe(400);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
  );

  test('as aliases are names like others', async () => {
    const { status, text } = await send(graph().url, { query: '{ __proto__: __typename constructor: __typename }' });
    expect(status).toBeLessThan(500);
    expect(text).not.toContain('stack');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('BAD-INPUTS 39: a head', () => {
  const ask = (head: string): Promise<string> =>
    raw(
      graph().url,
      `POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n${head}\r\n\r\n${QUERY}`,
    );
  const length = `Content-Length: ${QUERY.length}`;

  test('with a cookie of 64 kB is 431', async () => {
    expect(await ask(`Cookie: ${'x'.repeat(65_536)}\r\n${length}`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  test('with a length and chunks is 400', async () => {
    expect(await ask(`${length}\r\nTransfer-Encoding: chunked`)).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('with two lengths is 400', async () => {
    expect(await ask(`${length}\r\nContent-Length: 1`)).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('with a control character in a value is 400', async () => {
    expect(await ask(`X-Request-Id: a\x01b\r\n${length}`)).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('with another host is not repeated in the answer', async () => {
    const answer = await ask(`X-Forwarded-Host: evil.example\r\nX-Forwarded-For: 1.2.3.4\r\n${length}`);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).not.toMatch(/evil|1\.2\.3\.4/);
  });
});
