import { connect } from 'node:net';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { useGraph } from '../graph/graph.js';
import { raw, send, withBystander } from './sending.js';

const graph = useGraph();
const HEAD = 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

describe('BAD-INPUTS 40: a client that takes its time', () => {
  let url: string;
  beforeAll(async () => {
    ({ url } = await graph().gateway({ http: { headersTimeoutMs: 300, requestTimeoutMs: 600, connections: 50 } }));
  });

  test.each([
    ['says nothing', ''],
    ['does not end its head', HEAD],
    ['does not send its body', `${HEAD}Content-Length: 100\r\n\r\n{`],
    ['does not end its chunks', `${HEAD}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`],
  ])('and %s is closed on while others are served', async (_, sent) => {
    const answer = await withBystander(url, () => raw(url, sent));
    expect(answer).toMatch(/^(HTTP\/1\.1 408 [^]*)?$/);
  });

  test('and sends byte by byte is closed on', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.resume();
    const closed = once(socket, 'close');
    // Long beyond the timeout, and never to the end of the head.
    for (let bytes = 0; bytes < 2_000 && !socket.closed; bytes++) {
      socket.write(HEAD[bytes] ?? 'x');
      await delay(10);
    }
    expect(socket.closed).toBe(true);
    await closed;
  });

  test('keeps others out only beyond the number of connections', async () => {
    const idle = Array.from({ length: 40 }, () => connect(Number(new URL(url).port), '127.0.0.1'));
    for (const socket of idle) socket.on('error', () => undefined).resume();
    await Promise.all(idle.map((socket) => once(socket, 'connect')));
    expect((await send(url, { query: '{ __typename }' })).status).toBe(200);
    await Promise.all(idle.map((socket) => once(socket, 'close')));
  });

  test('and asks for another protocol is answered in this one, or refused', async () => {
    const body = '{"query":"{ __typename }"}';
    const upgrade = `${HEAD}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n`;
    const answer = await raw(url, `${upgrade}Content-Length: ${body.length}\r\n\r\n${body}`, /__typename/);
    expect(answer).toMatch(/^HTTP\/1\.1 (200|4\d\d) /);
    expect(await raw(url, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')).toMatch(/^HTTP\/1\.1 4\d\d /);
  });

  test('and sends several requests at once is answered in their order', async () => {
    const requests = ['a', 'b', 'c'].map((alias) => {
      const body = `{"query":"{ ${alias}: __typename }"}`;
      return `${HEAD}Content-Length: ${body.length}\r\n\r\n${body}`;
    });
    const answer = await raw(url, requests.join(''), /"c":"Query"/);
    expect(answer.match(/"[abc]":"Query"/g)).toEqual(['"a":"Query"', '"b":"Query"', '"c":"Query"']);
  });
});
