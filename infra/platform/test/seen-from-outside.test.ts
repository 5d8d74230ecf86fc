import { afterEach, describe, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type HttpServer, createHttpServer } from '../dist/http/http-server.js';
import { currentRequest, requestScopeOf } from '../dist/http/request-scope.js';
import { readTrace, writeTrace } from '../dist/http/trace.js';
import { redact } from '../dist/log-redaction.js';
import { createLog } from '../dist/log.js';
import { countRefusal } from '../dist/metrics/measures.js';
import { readAddresses } from '../dist/metrics/metrics-route.js';

const started: HttpServer[] = [];
const anywhere = { host: '127.0.0.1', port: 0 };

afterEach(async () => {
  await Promise.all(started.splice(0).map((made) => made.stop()));
});

/** A server whose log is kept as the lines that were written. */
function server(options: Partial<Parameters<typeof createHttpServer>[0]> = {}) {
  const lines: string[] = [];
  const log = createLog('test', 'info', { write: (line) => void lines.push(line) });
  const http = createHttpServer({ name: 'test', log, checks: [], requestLevel: 'info', ...options });
  started.push(http);
  return { http, log, lines };
}

describe('readiness', () => {
  test('without something optional is degraded, which is not down', async () => {
    const { http } = server({
      checks: [
        { name: 'data', check: () => true },
        { name: 'cache', optional: true, check: () => Promise.reject(new Error('secret')) },
      ],
    });
    const response = await fetch(`${await http.listen(anywhere)}/readyz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'degraded', checks: { data: 'ok', cache: 'failed' } });
  });

  test('is looked at once for many who ask at the same time', async () => {
    let looks = 0;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const { http } = server({ checks: [{ name: 'slow', check: () => (looks++, held.then(() => true)) }] });
    let arrived = 0;
    http.app.addHook('onRequest', async () => void (arrived += 1));
    const url = await http.listen(anywhere);
    const asked = Array.from({ length: 10 }, () => fetch(`${url}/readyz`));
    while (arrived < 10) await nextTurn();
    release();
    await Promise.all(asked);
    expect(looks).toBe(1);
  });

  test('says the version at /healthz', async () => {
    const { http } = server();
    const alive = (await (await fetch(`${await http.listen(anywhere)}/healthz`)).json()) as object;
    expect(alive).toEqual({ status: 'alive', version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  });
});

describe('/metrics', () => {
  test('counts requests by route, operation and class of status, and what is refused by reason', async () => {
    const { http } = server({ name: 'measured' });
    http.app.post('/graphql', async (request) => {
      Object.assign(requestScopeOf(request).facts, { operation: 'other', errorCodes: ['TOO_COMPLEX'] });
      return {};
    });
    const url = await http.listen(anywhere);
    await fetch(`${url}/graphql`, { method: 'POST' });
    await fetch(`${url}/nowhere/310101199001011234`);
    countRefusal('DEPTH');
    const response = await fetch(`${url}/metrics`);
    const text = await response.text();
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const line of [
      'http_request_duration_seconds_count{service="measured",route="/graphql",operation="other",status="2xx"} 1',
      'http_request_duration_seconds_count{service="measured",route="none",operation="",status="4xx"} 1',
      'graph_errors_total{service="measured",code="TOO_COMPLEX"} 1',
      'graph_refusals_total{reason="DEPTH"} 1',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    expect(text).not.toContain('310101');
  });

  test('is registered once, however many servers share the process', async () => {
    const urls = await Promise.all([1, 2, 3].map(() => server().http.listen(anywhere)));
    for (const url of urls) {
      const text = await (await fetch(`${url}/metrics`)).text();
      expect(text.match(/^# TYPE process_cpu_seconds_total /gm)).toHaveLength(1);
    }
  });

  test('does not exist for other addresses, nor through a proxy on this machine', async () => {
    const url = await server().http.listen(anywhere);
    expect((await fetch(`${url}/metrics`, { headers: { 'x-forwarded-for': '127.0.0.1' } })).status).toBe(404);
    const elsewhere = await server({ metricsFrom: readAddresses('10.0.0.0/8')! }).http.listen(anywhere);
    expect((await fetch(`${elsewhere}/metrics`)).status).toBe(404);
    const named = await server({ metricsFrom: readAddresses('10.0.0.7, 127.0.0.0/8')! }).http.listen(anywhere);
    expect((await fetch(`${named}/metrics`)).status).toBe(200);
  });

  test.each(['', 'localhost', '10.0.0.0/33', '::/129', '10.0.0.0/8/8', '1.2.3'])(
    'takes no %j for an address',
    (text) => {
      expect(readAddresses(text)).toBeUndefined();
    },
  );
});

describe('a trace', () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const header = `00-${traceId}-00f067aa0ba902b7-01`;

  test('that is given is kept with the span that it came from, and a span of its own for each call', () => {
    const trace = readTrace(header);
    expect(trace).toEqual({ traceId, flags: '01', parentId: '00f067aa0ba902b7' });
    expect(writeTrace(trace)).toMatch(new RegExp(`^00-${traceId}-(?!00f067aa0ba902b7)[\\da-f]{16}-01$`));
    expect(writeTrace(trace)).not.toBe(writeTrace(trace));
    expect(writeTrace({ ...trace, spanId: 'ab'.repeat(8) })).toBe(`00-${traceId}-${'ab'.repeat(8)}-01`);
    expect(readTrace(header.replace('00-', 'cc-') + '-later')).toEqual(trace);
  });

  test.each([
    undefined,
    '',
    'x',
    header.toUpperCase(),
    `${header}-more`,
    header.replace('00-', 'ff-'),
    header.replace(traceId, '0'.repeat(32)),
    header.replace('00f067aa0ba902b7', '0'.repeat(16)),
    `${header}\r\nx: y`,
    `${header}, ${header}`,
  ])('that is not well formed is not taken: %j', (given) => {
    const trace = readTrace(given);
    expect(trace.traceId).toMatch(/^[\da-f]{32}$/);
    expect(trace.traceId).not.toBe(traceId);
    expect(trace.parentId).toBeUndefined();
  });

  test('is in the answer, in every line that is logged for the request, and in no other', async () => {
    const { http, log, lines } = server();
    http.app.post('/graphql', async () => {
      await new Promise((resolve) => setImmediate(resolve));
      log.warn('something');
      return { id: currentRequest()?.requestId };
    });
    const url = await http.listen(anywhere);
    log.warn('outside');
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { traceparent: header, 'x-request-id': 'abc-1', 'content-type': 'application/json' },
      body: JSON.stringify({ a: 'x'.repeat(100_000) }),
    });
    expect(response.headers.get('traceparent')).toContain(traceId);
    expect(response.headers.get('x-request-id')).toBe('abc-1');
    expect(await response.json()).toEqual({ id: 'abc-1' });
    // A server tells of a request after its answer; when it has stopped, of all.
    await http.stop();
    const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(told.find(({ msg }) => msg === 'outside')).not.toHaveProperty('traceId');
    const ofRequest = told.filter((line) => line['traceId'] === traceId && line['requestId'] === 'abc-1');
    expect(ofRequest.map(({ event }) => event)).toEqual([undefined, 'REQUEST']);
    expect(ofRequest[1]).toMatchObject({ route: '/graphql', status: 200, durationMs: expect.any(Number) });
  });
});

test('a client that goes before its answer is told of with status 499', async () => {
  const { http, lines } = server();
  let enter = (): void => undefined;
  const entered = new Promise<void>((resolve) => (enter = resolve));
  const gone = new Promise<void>((resolve) => {
    http.app.addHook('onRequestAbort', async (_request) => resolve());
  });
  http.app.get('/slow', async (_request, reply) => {
    enter();
    await gone;
    return reply.hijack();
  });
  const { port } = new URL(await http.listen(anywhere));
  const socket = connect(Number(port), '127.0.0.1', () => socket.write('GET /slow HTTP/1.1\r\nhost: x\r\n\r\n'));
  await entered;
  socket.destroy();
  await gone;
  await http.stop();
  expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(
    expect.objectContaining({ event: 'REQUEST', status: 499 }),
  );
});

describe('SECURITY 28: a log line', () => {
  /** Looks like the signed tokens of callers, and is none. */
  const token = ['eyJhbGciOiJFZERTQSJ9', 'eyJzdWIiOiJjYW5hcnkifQ', 'c2lnbmF0dXJl'].join('.');

  test.each([
    ['an identity number', 'no row has 310101199001011234', /0101199001/],
    ['one that ends in X', 'E11000 dup key: { id: "31010119900101123X" }', /0101199001/],
    ['a mobile number', '{"phone":"13812345678"}', /12345/],
    ['a token', `jwt ${token} expired`, /eyJzdWIi/],
    ['a header', 'authorization: Bearer abcdefgh12345678', /abcdefgh/],
    ['the credentials of an address', 'mongodb://root:s3cret@db:27017/ is down', /s3cret|root/],
  ])('does not hold %s, whoever wrote it', (_, text, secret) => {
    const { log, lines } = server();
    log.error({ err: new Error(text), nested: { text: [text] }, [text]: 1 }, text);
    expect(lines.join('')).not.toMatch(secret);
    expect(() => JSON.parse(lines[0]!) as unknown).not.toThrow();
  });

  test('keeps what is none of that', () => {
    const line = JSON.stringify({
      time: 1793505600000,
      requestId: '3f2b8c1e-1381-4567-8901-138123456780',
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      hash: '91310000138123456789012345678901234567890123456789012345678901ab',
      url: 'mongodb://db:27017/',
    });
    expect(redact(line)).toBe(line);
  });

  test('is one line of JSON, whatever was put into it', () => {
    const { log, lines } = server();
    const forged = 'x\r\n{"level":60,"msg":"forged"}\u001b[31m\u2028\u0000';
    log.error({ err: new Error(forged), name: forged }, forged);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\P{Cc}*\n$/u);
    expect(JSON.parse(lines[0]!)).toMatchObject({ msg: forged, level: 50 });
  });
});
