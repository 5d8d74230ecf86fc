import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { developmentToken } from '@shanghai/gateway';
import { systemClock } from '@shanghai/platform';
import { startEmbeddedMongo } from '@shanghai/embedded-mongo';
import { start, type Started, stop, urlOf } from './started.js';

// Several starts of several processes each, perhaps on a busy machine.
jest.setTimeout(480_000);

let folder: string;
const running: Started[] = [];

function launched(variables: Readonly<Record<string, string>>, ...flags: readonly string[]): Started {
  const made = start(variables, ...flags);
  running.push(made);
  return made;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'launch-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map(stop));
  await rm(folder, { recursive: true });
});

async function ask(url: string, query: string, token?: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

async function countAgencies(url: string): Promise<number> {
  const { data } = (await ask(url, '{ agencies { totalCount } }')) as { data: { agencies: { totalCount: number } } };
  return data.agencies.totalCount;
}

/** Starts sooner, where it is not the invented agencies that are asked for. */
const NONE = ['--population', 'none'] as const;

const ways = [
  ['in one process', []],
  ['in five processes', ['--services']],
] as const;

describe.each(ways)('%s', (_, flags) => {
  test('the graph starts, says what it loaded, answers, and stops', async () => {
    const first = launched({ DATA_DIR: folder }, ...flags, ...NONE);
    const lines = await first.ready;
    expect(lines[0]).toBe(`store: embedded in ${join(folder, 'mongo')}`);
    expect(lines.at(-1)).toMatch(/^ready http:\/\/localhost:\d+$/);
    expect(lines.length).toBeGreaterThan(5);
    const counts = '{ catalogueItems(edition: "2025-03") { totalCount } agencies(synthetic: false) { totalCount } }';
    expect(await ask(urlOf(lines), counts)).toMatchObject({
      data: { catalogueItems: { totalCount: 202 }, agencies: { totalCount: 47 } },
    });
    expect(await stop(first)).toMatchObject({ code: 0, err: '' });
    await expect(fetch(urlOf(lines))).rejects.toThrow();
  });

  test('a data directory in use is one clear line', async () => {
    const holder = await startEmbeddedMongo({ dir: join(folder, 'mongo') });
    const { code, out, err } = await launched({ DATA_DIR: folder }, ...flags).ended;
    await holder.stop();
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^start: the data directory [^\n]* is in use by process \d+[^\n]*\n$/);
  });

  test('a port in use is one clear line, before anything is loaded', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as { port: number };
    const { code, out, err } = await launched({ DATA_DIR: folder, PORT: String(port) }, ...flags).ended;
    holder.close();
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(`start: gateway cannot listen: port ${port} on 127.0.0.1 is in use\n`);
  });

  test('a MONGODB_URI that nobody answers at is one clear line without credentials', async () => {
    const address = 'mongodb://root:secret@127.0.0.1:9/';
    const { code, out, err } = await launched({ DATA_DIR: folder, MONGODB_URI: address }, ...flags).ended;
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^start: [^\n]*cannot reach MongoDB at 127\.0\.0\.1:9 \(MONGODB_URI\)[^\n]*\n$/);
    expect(err).not.toMatch(/root|secret/);
  });
});

// Each is a start; that of five processes takes a minute on a busy machine.
describe.each(process.env['DEEP'] ? ways : ways.slice(0, 1))('%s', (_, flags) => {
  test('the time that requests are answered for begins where CLOCK_START says, and tokens go by the machine', async () => {
    const token = await developmentToken(folder, { sub: 'lin', role: 'BUREAU' }, systemClock);
    const started = launched({ DATA_DIR: folder, CLOCK_START: '2024-06-01T09:00:00+08:00' }, ...flags, ...NONE);
    const lines = await started.ready;
    expect(lines.filter((line) => line.startsWith('clock: '))).toEqual([expect.stringContaining('2024-06-01T01:0')]);
    const query = '{ catalogueAsOf { id } catalogueImports { importedAt } }';
    const { data } = (await ask(urlOf(lines), query, token)) as {
      data: { catalogueAsOf: unknown; catalogueImports: readonly { importedAt: string }[] };
    };
    expect(data.catalogueAsOf).toEqual({ id: '2024-01' });
    expect(new Set(data.catalogueImports.map(({ importedAt }) => importedAt.slice(0, 10)))).toEqual(
      new Set(['2024-06-01']),
    );
    await stop(started);
  });

  test('FAULTS 7: a REDIS_URL that nobody answers at is done without, and said without credentials', async () => {
    const started = launched({ DATA_DIR: folder, REDIS_URL: 'redis://root:secret@127.0.0.1:9/' }, ...flags, ...NONE);
    const lines = await started.ready;
    expect(await ask(urlOf(lines), '{ catalogueAsOf { id } }')).toMatchObject({ data: {} });
    const ready = await fetch(`${urlOf(lines)}/readyz`);
    expect([ready.status, await ready.json()]).toMatchObject([200, { status: 'degraded' }]);
    const { code, err } = await stop(started);
    expect(code).toBe(0);
    expect(err).toContain('REDIS_UNANSWERED');
    expect(err).toContain('cannot reach Redis at 127.0.0.1:9 (REDIS_URL)');
    expect(err).not.toMatch(/root|secret/);
  });
});

test('what five processes print is what one prints, a second start changes nothing, and the invented agencies come and go by a flag', async () => {
  const reports: (readonly string[])[] = [];
  const counts: number[] = [];
  const none = ['--services', ...NONE];
  for (const flags of [[], [], ['--services'], none, NONE, ['--services', '--population', 'S']]) {
    const started = launched({ DATA_DIR: folder }, ...flags);
    const lines = await started.ready;
    reports.push(lines.slice(0, -1));
    counts.push(await countAgencies(urlOf(lines)));
    await stop(started);
  }
  const [first, second, third] = reports;
  expect(first).toHaveLength(second!.length);
  expect(third).toEqual(second);
  // The listed ones stay, and the one that acts have filed.
  expect(counts).toEqual([98, 98, 98, 48, 48, 98]);
});

/** A port that is taken, while the one before it is free. */
async function holdPortAfterFree(): Promise<{ readonly holder: Server; readonly taken: number }> {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const taken = (holder.address() as AddressInfo).port;
  const before = createServer().listen(taken - 1, '127.0.0.1');
  const isFree = await once(before, 'listening').then(
    () => true,
    () => false,
  );
  if (isFree) {
    await once(before.close(), 'close');
    return { holder, taken };
  }
  holder.close();
  return holdPortAfterFree();
}

test('a service in five processes that cannot listen is one clear line', async () => {
  const { holder, taken } = await holdPortAfterFree();
  const { code, err } = await launched({ DATA_DIR: folder, PORT: String(taken - 1) }, '--services').ended;
  holder.close();
  expect(code).toBe(1);
  expect(err).toMatch(new RegExp(`^start: catalogue cannot listen: port ${taken} on 127\\.0\\.0\\.1 is in use\\n$`));
});

test('with a MongoDB of its own the graph needs no data directory', async () => {
  const mongo = await startEmbeddedMongo();
  const started = launched({ MONGODB_URI: mongo.uri, DATA_DIR: join(folder, 'none') }, ...NONE);
  const lines = await started.ready;
  expect(lines[0]).toBe('store: the MongoDB of MONGODB_URI');
  await stop(started);
  await mongo.stop();
});

test('when one of five processes ends the others end too, with exit 1', async () => {
  const started = launched({ DATA_DIR: folder }, '--services', ...NONE);
  await started.ready;
  const children = execFileSync('pgrep', ['-P', String(started.child.pid)], { encoding: 'utf8' })
    .trim()
    .split('\n');
  expect(children).toHaveLength(5);
  process.kill(Number(children[2]), 'SIGKILL');
  const { code, err } = await started.ended;
  expect(code).toBe(1);
  expect(err).toMatch(/^start: \w+ has ended, and the others are stopped\n$/);
  expect(() => execFileSync('ps', ['-p', children.join(',')])).toThrow();
});

test('a population that it does not have is one clear line', async () => {
  const { code, err } = await launched({ DATA_DIR: folder }, '--population', 'XXL').ended;
  expect(code).toBe(1);
  expect(err).toBe('start: --population is one of S, M, none\n');
});

test('in production nothing is invented, and personal data needs keys', async () => {
  const production = { DATA_DIR: folder, NODE_ENV: 'production' };
  const { code, err } = await launched(production).ended;
  expect({ code, err }).toEqual({
    code: 1,
    err: 'start: in production personal data needs SEALING_KEYS and SEALING_SEARCH_KEY\n',
  });
  const keyOf = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
  const started = launched({ ...production, SEALING_KEYS: `test:${keyOf(1)}`, SEALING_SEARCH_KEY: keyOf(2) });
  expect(await countAgencies(urlOf(await started.ready))).toBe(47);
  await stop(started);
});

test.each([
  ['CLOCK_START is no instant', { CLOCK_START: 'tomorrow' }, 'CLOCK_START: must be an instant'],
  ['CLOCK_START is set in production', { CLOCK_START: '2024-06-01T09:00:00Z', NODE_ENV: 'production' }, 'not shifted'],
  ['the audit is kept for 30 days', { AUDIT_RETENTION_DAYS: '30' }, 'AUDIT_RETENTION_DAYS: must be at least 183 days'],
])('a start is refused when %s', async (_, variables, reason) => {
  const { code, err } = await launched({ DATA_DIR: folder, ...variables }).ended;
  expect({ code, lines: err.trimEnd().split('\n').length }).toEqual({ code: 1, lines: 1 });
  expect(err).toContain(reason);
});

test('a flag that it does not have is one clear line', async () => {
  const { code, err } = await launched({ DATA_DIR: folder }, '--nothing').ended;
  expect(code).toBe(1);
  expect(err).toMatch(/^start: [^\n]*--nothing[^\n]*\n$/);
});
