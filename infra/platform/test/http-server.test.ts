import { afterEach, describe, expect, test } from '@jest/globals';
import { type HttpServer, createHttpServer } from '../dist/http/http-server.js';
import { createLog } from '../dist/log.js';
import { StartupError } from '../dist/startup.js';

const log = createLog('test', 'silent');
const started: HttpServer[] = [];

function server(options: Partial<Parameters<typeof createHttpServer>[0]> = {}): HttpServer {
  const made = createHttpServer({ name: 'test', log, checks: [], ...options });
  started.push(made);
  return made;
}

const anywhere = { host: '127.0.0.1', port: 0 };

afterEach(async () => {
  await Promise.all(started.splice(0).map((made) => made.stop()));
});

describe('readiness', () => {
  test('fails with the names of the checks that fail, and with no reason', async () => {
    const url = await server({
      checks: [
        { name: 'store', check: () => Promise.reject(new Error('secret')) },
        { name: 'data', check: () => true },
      ],
    }).listen(anywhere);
    const response = await fetch(`${url}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: 'not ready', checks: { store: 'failed', data: 'ok' } });
  });
});

describe('listening', () => {
  test('on a port in use is one clear line', async () => {
    const url = await server().listen(anywhere);
    const port = Number(new URL(url).port);
    const failure = await server()
      .listen({ ...anywhere, port })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StartupError);
    expect((failure as Error).message).toBe(`test cannot listen: port ${port} on 127.0.0.1 is in use`);
  });
});

describe('stopping', () => {
  test('lets a request under way end, then closes its connection', async () => {
    const http = server();
    let release = (): void => undefined;
    const entered = new Promise<void>((enter) => {
      http.app.get('/slow', async () => {
        enter();
        await new Promise<void>((resolve) => (release = resolve));
        return { done: true };
      });
    });
    const url = await http.listen(anywhere);
    const slow = fetch(`${url}/slow`);
    await entered;
    const stopped = http.stop();
    release();
    const response = await slow;
    expect(await response.json()).toEqual({ done: true });
    expect(response.headers.get('connection')).toBe('close');
    await stopped;
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });

  test('breaks off what outlives the grace', async () => {
    const http = server({ graceMs: 20 });
    const entered = new Promise<void>((enter) => {
      http.app.get('/never', () => {
        enter();
        return new Promise(() => undefined);
      });
    });
    const url = await http.listen(anywhere);
    const broken = expect(fetch(`${url}/never`)).rejects.toThrow();
    await entered;
    await http.stop();
    await broken;
  });
});

test('a body over one megabyte is refused', async () => {
  const http = server();
  http.app.post('/echo', async ({ body }) => body);
  const url = await http.listen(anywhere);
  const response = await fetch(`${url}/echo`, { method: 'POST', body: 'x'.repeat(1_048_577) });
  expect(response.status).toBe(413);
});
