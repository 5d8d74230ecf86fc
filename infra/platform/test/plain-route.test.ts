import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type HttpServer, createHttpServer } from '../dist/http/http-server.js';
import { type PlainReply, readBody } from '../dist/http/plain-route.js';
import { createLog } from '../dist/log.js';

const LIMIT = 1_000;
const lines: string[] = [];
const log = createLog('test', 'info', { write: (line) => void lines.push(line) });
let http: HttpServer;
let url: string;
/** Replies that are held until they are let go. */
let held: PlainReply[];
/** Requests of the plain route whose head was read. */
let arrived: number;

async function start(options: Partial<Parameters<typeof createHttpServer>[0]> = {}): Promise<void> {
  http = createHttpServer({ name: 'plain', log, checks: [], requestLevel: 'info', ...options });
  http.app.get('/routed', async () => 'by the router');
  http.addPlainRoute({
    url: '/plain',
    methods: new Set(['GET', 'POST']),
    handle: (request, reply) => {
      arrived++;
      const say = (text: string): void =>
        reply.send({ status: 200, headers: [['content-type', 'text/plain']], body: text });
      if (request.url.endsWith('?held')) held.push(reply);
      else if (request.method === 'GET') say(`${request.url} from ${request.ip}`);
      else readBody(request.raw, LIMIT, (body) => say(body === null ? 'too large' : `${body.length} bytes`));
    },
  });
  url = await http.listen({ host: '127.0.0.1', port: 0 });
}

beforeEach(async () => {
  lines.length = 0;
  held = [];
  arrived = 0;
  await start();
});
afterEach(async () => http.stop());

/** Of the lines that were written, what became of each request. */
const statuses = () => lines.map((line) => (JSON.parse(line) as { readonly status?: number }).status);
const textOf = async (path: string, init?: RequestInit): Promise<string> => (await fetch(url + path, init)).text();

describe('a plain route', () => {
  test('serves its path and its methods; all else is of the router', async () => {
    expect(await textOf('/plain')).toBe('/plain from 127.0.0.1');
    expect(await textOf('/plain?a=1')).toBe('/plain?a=1 from 127.0.0.1');
    expect(await textOf('/routed')).toBe('by the router');
    for (const path of ['/plainer', '/plain/', '/other?/plain']) expect((await fetch(url + path)).status).toBe(404);
    expect((await fetch(`${url}/plain`, { method: 'DELETE' })).status).toBe(404);
  });

  test('answers with the ids and headers of every route, and is told of like one', async () => {
    const response = await fetch(`${url}/plain`, { headers: { 'x-request-id': 'abc-1' } });
    await response.text();
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-request-id': 'abc-1',
      traceparent: expect.stringMatching(/^00-[\da-f]{32}-[\da-f]{16}-01$/),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    const metrics = await textOf('/metrics');
    expect(metrics).toMatch(/_count\{service="plain",route="\/plain",operation="",status="2xx"\} \d/);
    expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(
      expect.objectContaining({ event: 'REQUEST', route: '/plain', status: 200, requestId: 'abc-1' }),
    );
  });

  test('believes a proxy that is trusted, and nobody else', async () => {
    const headers = { 'x-forwarded-for': '10.0.0.7' };
    expect(await textOf('/plain', { headers })).toBe('/plain from 127.0.0.1');
    await http.stop();
    await start({ trustedProxies: ['127.0.0.1'] });
    expect(await textOf('/plain', { headers })).toBe('/plain from 10.0.0.7');
  });

  test('reads a body up to its limit, of stated length or not', async () => {
    const post = async (body: string | ReadableStream) => textOf('/plain', { method: 'POST', body, duplex: 'half' });
    const inParts = (size: number) => new Blob(Array.from({ length: 10 }, () => 'x'.repeat(size / 10))).stream();
    expect(await post('')).toBe('0 bytes');
    expect(await post('x'.repeat(LIMIT))).toBe('1000 bytes');
    expect(await post(inParts(LIMIT))).toBe('1000 bytes');
    expect(await post('x'.repeat(LIMIT + 1))).toBe('too large');
    expect(await post(inParts(100 * LIMIT))).toBe('too large');
  });

  test('lets a request under way end when the server stops', async () => {
    const asked = fetch(`${url}/plain?held`);
    while (held.length === 0) await new Promise(setImmediate);
    const stopped = http.stop();
    held[0]!.send({ status: 200, headers: [], body: 'late' });
    const response = await asked;
    expect([await response.text(), response.headers.get('connection')]).toEqual(['late', 'close']);
    await stopped;
  });

  test('tells of a client that goes before its answer, and of one that goes within its body', async () => {
    const { port } = new URL(url);
    const texts = [
      'GET /plain?held HTTP/1.1\r\nhost: x\r\n\r\n',
      'POST /plain HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nx',
    ];
    for (const [before, text] of texts.entries()) {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
      while (arrived === before) await new Promise(setImmediate);
      socket.destroy();
    }
    await http.stop();
    expect(statuses().filter((status) => status === 499)).toHaveLength(2);
  });

  test('has told of what the server breaks off when that has stopped', async () => {
    await http.stop();
    await start({ graceMs: 20 });
    const broken = expect(textOf('/plain?held')).rejects.toThrow();
    while (arrived === 0) await new Promise(setImmediate);
    await http.stop();
    expect(statuses()).toContain(499);
    await broken;
  });
});
