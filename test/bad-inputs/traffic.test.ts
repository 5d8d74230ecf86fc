import { describe, expect, test } from '@jest/globals';
import { costBudgets, ratesPerMinute } from '@shanghai/gateway';
import { publicCaller } from '@shanghai/platform';
import { useGraph } from '../graph/graph.js';
import { get, send, withBystander } from './sending.js';

const graph = useGraph();
const QUERY = { query: '{ __typename }' };

describe('SECURITY 4: a caller', () => {
  test('who has used up a minute is 429 with the seconds to wait, and others are served', async () => {
    const rates = { ...ratesPerMinute, PUBLIC: 3 };
    const { url } = await graph().gateway({ protection: { ratesPerMinute: rates, trustedProxies: ['127.0.0.1'] } });
    const from = (address: string) => send(url, QUERY, { 'x-forwarded-for': address });
    for (let sent = 0; sent < 3; sent++) expect((await from('10.0.0.1')).status).toBe(200);
    const refusal = await from('10.0.0.1');
    expect(refusal).toMatchObject({ status: 429, codes: ['RATE_LIMITED'] });
    expect(Number(refusal.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refusal.headers.get('content-type')).toContain('application/graphql-response+json');
    expect((await from('10.0.0.2')).status).toBe(200);
  });

  test('is known by the address of the connection, whatever it says of itself', async () => {
    const { url } = await graph().gateway({ protection: { ratesPerMinute: { ...ratesPerMinute, PUBLIC: 2 } } });
    const statuses = [];
    for (const address of ['10.0.0.1', '10.0.0.2', '10.0.0.3'])
      statuses.push((await send(url, QUERY, { 'x-forwarded-for': address, forwarded: `for=${address}` })).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  test('is told to come back when too many requests are under way', async () => {
    const { url } = await graph().gateway({ protection: { concurrency: 2 } });
    const replies = await Promise.all(Array.from({ length: 20 }, () => send(url, { query: '{ districts { code } }' })));
    const shed = replies.filter(({ status }) => status === 503);
    expect(shed.length).toBeGreaterThan(0);
    expect(shed.length).toBeLessThan(20);
    expect(shed[0]).toMatchObject({ codes: ['OVERLOADED'] });
    expect(shed[0]!.headers.get('retry-after')).toBe('1');
    // Those that were turned away have left: the next is served.
    expect((await send(url, QUERY)).status).toBe(200);
  });

  test('waits no longer than the deadline', async () => {
    const { url } = await graph().gateway({ protection: { deadlineMs: 1 } });
    const { status, codes } = await send(url, { query: '{ catalogueEditions { items { totalCount } } }' });
    expect(status).toBe(200);
    expect(codes).toContain('SUBGRAPH_UNAVAILABLE');
  });

  test.each(['PUBLIC', 'ANALYST'] as const)('of the role %s has the budget of it', async (role) => {
    const identity = { identify: async () => ({ ok: true, caller: { ...publicCaller, role } }) as const };
    const { url } = await graph().gateway({ identity });
    const { text } = await send(url, QUERY);
    expect(JSON.parse(text)).toMatchObject({ extensions: { cost: { budget: costBudgets[role] } } });
  });

  test('cannot ask for more than its budget, and learns the cost before', async () => {
    const query =
      'query ($first: PageSize) { agencies(first: $first) { nodes { filedItems(first: 100) { nodes { id } } } } }';
    const dear = { query, variables: { first: 100 } };
    expect(await send(graph().url, dear)).toMatchObject({ status: 400, codes: ['TOO_COMPLEX'], reasons: ['COST'] });
    const { extensions, data } = JSON.parse(
      (await withBystander(graph().url, () => send(graph().url, dear, { 'x-cost-only': 'true' }))).text,
    ) as { extensions: { cost: { estimate: number; budget: number; actual?: number } }; data: unknown };
    expect(data).toBeNull();
    expect(extensions.cost.estimate).toBeGreaterThan(extensions.cost.budget);
    expect(extensions.cost.budget).toBe(costBudgets.PUBLIC);
    expect(extensions.cost.actual).toBeUndefined();
    const cheap = await send(graph().url, { ...dear, variables: { first: 2 }, extensions: { costOnly: true } });
    expect(JSON.parse(cheap.text)).toMatchObject({ data: null, extensions: { cost: { budget: costBudgets.PUBLIC } } });
  });
});

describe('SECURITY 8: in production', () => {
  const cases: readonly (readonly [string, string, string, number])[] = [
    ['the page for developers', 'GET', '/', 404],
    ['TRACE', 'TRACE', '/graphql', 404],
    ['OPTIONS', 'OPTIONS', '/graphql', 404],
    ['PUT', 'PUT', '/graphql', 404],
    ['DELETE', 'DELETE', '/graphql', 404],
    ['a folder of the server', 'GET', '/../../etc/passwd', 404],
    ['the repository', 'GET', '/.git/config', 404],
    ['the environment', 'GET', '/.env', 404],
    ['a source file', 'GET', '/package.json', 404],
    ['a sandbox', 'GET', '/sandbox', 404],
    ['a voyager', 'GET', '/voyager', 404],
    ['a debugger', 'GET', '/json/list', 404],
  ];

  test.each(cases)('%s is not there', async (_, method, path, expected) => {
    const { url } = await graph().gateway({ production: true });
    const { request } = await import('node:http');
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${url}${path}`, { method }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject);
      sent.end();
    });
    expect(status).toBe(expected);
  });

  test('neither stacks nor plans nor costs of the inside are told', async () => {
    const { url } = await graph().gateway({ production: true });
    const { text, headers } = await send(
      url,
      { query: '{ agency(id: {}) { id } }' },
      { 'apollo-query-plan-experimental': '1' },
    );
    expect(text).not.toMatch(/stacktrace|node_modules|QueryPlan/);
    expect(headers.get('server-timing')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('SECURITY 8: a page of another origin', () => {
  const ORIGIN = 'https://portal.example.cn';

  test('may not ask, unless it is on the list', async () => {
    expect((await send(graph().url, QUERY, { origin: ORIGIN })).headers.get('access-control-allow-origin')).toBeNull();
    const { url } = await graph().gateway({ protection: { corsOrigins: [ORIGIN] } });
    const allowed = await get(url, QUERY, { origin: ORIGIN });
    expect(allowed.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    const other = await get(url, QUERY, { origin: 'https://evil.example' });
    expect(other.headers.get('access-control-allow-origin')).not.toBe('https://evil.example');
    const preflight = await fetch(`${url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: ORIGIN, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
  });
});
