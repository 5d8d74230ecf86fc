import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { developmentToken } from '@shanghai/gateway';
import { systemClock } from '@shanghai/platform';

/** Secrets that the process is given, each like no other text. */
const secrets = {
  ASSERTION_KEY: `canary-${randomBytes(24).toString('hex')}`,
  SEALING_KEYS: `canary:${randomBytes(32).toString('base64')}`,
  SEALING_SEARCH_KEY: randomBytes(32).toString('base64'),
};
const password = `canary-${randomBytes(12).toString('hex')}`;

let folder: string;
let child: ChildProcess;
let url: string;
let printed = '';
/** All that any probe was answered, with headers. */
let answered = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'production-'));
  const main = fileURLToPath(new URL('main.js', import.meta.resolve('@shanghai/launch')));
  const variables = { PORT: '0', DATA_DIR: folder, NODE_ENV: 'production', LOG_LEVEL: 'trace', ...secrets };
  child = spawn(process.execPath, [main], { env: { PATH: process.env['PATH'], ...variables } });
  url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        const ready = /^ready (\S+)$/m.exec(printed)?.[1];
        if (ready !== undefined) resolve(ready.replace('localhost', '127.0.0.1'));
      });
    child.once('exit', () => reject(new Error(printed)));
  });
}, 60_000);

afterAll(async () => {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  await rm(folder, { recursive: true });
});

interface Probe {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Probed {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Sends anything: fetch knows neither TRACE nor a body of a GET. */
async function probe(path: string, { method = 'GET', headers = {}, body }: Probe = {}): Promise<Probed> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const asked = request(`${url}${path}`, { method, headers: { 'content-type': 'application/json', ...headers } });
    asked.on('error', reject).on('response', (response) => {
      const parts: Buffer[] = [];
      response
        .on('data', (part: Buffer) => parts.push(part))
        .on('end', () => {
          const probed = {
            status: response.statusCode!,
            headers: response.headers,
            text: Buffer.concat(parts).toString(),
          };
          answered += JSON.stringify(probed);
          resolve(probed);
        });
    });
    asked.end(body === undefined ? undefined : text);
  });
}

async function ask(query: string, headers: Record<string, string> = {}): Promise<Probed> {
  return probe('/graphql', { method: 'POST', headers, body: { query } });
}

describe('SECURITY 8: in production', () => {
  test('the graph answers', async () => {
    const { status, text } = await ask('{ catalogueEditions { id } }');
    expect(status).toBe(200);
    expect(text).toContain('2025-03');
  });

  test.each([
    ['/', 'a page for developers'],
    ['/graphiql', 'one of another name'],
    ['/debug/pprof', 'a profiler'],
    ['/.env', 'the environment'],
    ['/.git/config', 'the repository'],
    ['/package.json', 'the manifest'],
    ['/graphql/../package.json', 'what is above'],
    ['/%2e%2e/package.json', 'what is above, encoded'],
  ])('there is no %s: %s', async (path) => {
    expect((await probe(path)).status).toBe(404);
  });

  test.each(['{ __schema { types { name } } }', '{ __type(name: "Query") { fields { name } } }'])(
    'there is no introspection: %s',
    async (query) => {
      const { text } = await ask(query);
      expect(JSON.parse(text)).not.toHaveProperty('data.__schema.types');
      expect(JSON.parse(text)).not.toHaveProperty('data.__type.fields');
      expect(text).toContain('"errors"');
    },
  );

  test('no name is suggested for one that is nearly right', async () => {
    for (const query of [
      '{ catalogueEdition { id } }',
      '{ catalogueEditionz { id } }',
      '{ agencies(firs: 1) { totalCount } }',
    ])
      expect((await ask(query)).text).not.toMatch(/did you mean|catalogueEditions|"first"/i);
  });

  test('an error says neither a stack nor a file', async () => {
    const wrong: unknown[] = [
      '{',
      '',
      '[]',
      { query: '{' },
      { query: 7 },
      { query: '{ a }', variables: 7 },
      { query: '{ agency(id: 7) { id } }' },
    ];
    for (const body of wrong) {
      const { status, text } = await probe('/graphql', { method: 'POST', body });
      expect(status).toBeGreaterThanOrEqual(200);
      expect(status).toBeLessThan(500);
      expect(text).not.toMatch(/stack|\.js:|node_modules|\/dist\/|\bat [A-Za-z.]+ \(/);
    }
  });

  test.each(['TRACE', 'TRACK', 'PUT', 'DELETE', 'PATCH', 'CONNECT'])('%s is not answered', async (method) => {
    const answer = await probe('/graphql', { method, headers: { 'x-canary': 'echo-canary' } }).catch(() => undefined);
    expect(answer?.status ?? 400).toBeGreaterThanOrEqual(400);
    expect(answer?.text ?? '').not.toContain('echo-canary');
  });

  test('no header names the software or its cost', async () => {
    for (const path of ['/', '/graphql?query={__typename}', '/healthz', '/readyz']) {
      const { headers } = await probe(path);
      for (const name of ['server', 'x-powered-by', 'via', 'server-timing']) expect(headers[name]).toBeUndefined();
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  test('no header makes the answer tell how it was made', async () => {
    const headers = { 'apollo-query-plan-experimental': '1', 'apollo-federation-include-trace': 'ftv1' };
    const { text } = await ask('{ catalogueEditions { id } }', headers);
    expect(text).not.toMatch(/queryPlan|ftv1|serviceName/);
  });

  test('the measures are for this machine alone', async () => {
    expect((await probe('/metrics')).status).toBe(200);
    for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])
      expect((await probe('/metrics', { headers: { [name]: '127.0.0.1' } })).status).toBe(404);
  });

  test('a token of development is nobody', async () => {
    const token = await developmentToken(folder, { sub: 'x', role: 'BUREAU' }, systemClock);
    expect((await ask('{ __typename }', { authorization: `Bearer ${token}` })).status).toBe(401);
  });

  test('a page of another origin may not read', async () => {
    const { headers } = await ask('{ __typename }', { origin: 'https://elsewhere.example' });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  test('readiness tells names and no reasons', async () => {
    const { status, text } = await probe('/readyz');
    expect(status).toBe(200);
    expect(text).not.toMatch(/:\/\/|ECONN|127\.0/);
  });
});

test('SECURITY 24: no answer may be kept by a cache, unless everyone may read it', async () => {
  for (const path of ['/graphql?query={__typename}', '/graphql?query={', '/nowhere', '/healthz', '/metrics'])
    expect((await probe(path)).headers['cache-control']).toContain('no-store');
  expect((await ask('{ catalogueEditions { id } }')).headers['cache-control']).toContain('no-store');
});

test('SECURITY 20: no secret is printed, logged, measured or answered, at the finest level of the log', async () => {
  await ask('{ catalogueEditions { id } }', { authorization: `Bearer ${password}` });
  await ask('{ catalogueEditions { id } }', { authorization: `Basic ${password}`, cookie: password });
  const { text } = await probe('/metrics');
  expect(text).toContain('http_request_duration_seconds');
  const values = [...Object.values(secrets).map((secret) => secret.replace(/^canary:/, '')), password];
  for (const value of values) for (const where of [printed, answered, text]) expect(where.includes(value)).toBe(false);
  // The log was as fine as that.
  expect(printed).toContain('"event":"REQUEST"');
});
