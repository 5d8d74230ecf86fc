import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemClock } from '@shanghai/platform';
import { developmentToken } from '../dist/identity/development-token.js';
import { openIdentity } from '../dist/identity/identity-env.js';

const main = fileURLToPath(new URL('../dist/token/main.js', import.meta.url));
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'token-'));
});
afterAll(async () => rm(folder, { recursive: true }));

async function run(variables: Record<string, string>, ...flags: readonly string[]) {
  return new Promise<{ readonly failed: boolean; readonly out: string; readonly err: string }>((resolve) => {
    const env = { DATA_DIR: folder, ...variables };
    execFile(process.execPath, [main, ...flags], { env }, (error, out, err) =>
      resolve({ failed: error !== null, out, err }),
    );
  });
}

describe('npm run token', () => {
  test('prints a token that a gateway of the same data directory believes', async () => {
    const { out } = await run({}, '--role', 'DISTRICT_BUREAU', '--district', '310115', '--post', 'reviewer');
    const identity = await openIdentity({ DATA_DIR: folder, NODE_ENV: 'development' });
    expect(await identity.identify([`Bearer ${out.trim()}`], systemClock)).toEqual({
      ok: true,
      caller: { role: 'DISTRICT_BUREAU', subject: 'developer', scopes: { district: '310115' }, posts: ['reviewer'] },
    });
  });

  test.each([
    ['an unknown role', {}, ['--role', 'KING']],
    ['a district bureau without a district', {}, ['--role', 'DISTRICT_BUREAU']],
    ['an unknown flag', {}, ['--king', 'x']],
    ['production', { NODE_ENV: 'production' }, ['--role', 'BUREAU']],
  ])('refuses %s in one line', async (_, variables: Record<string, string>, flags) => {
    const { failed, out, err } = await run(variables, ...flags);
    expect([failed, out]).toEqual([true, '']);
    expect(err).toMatch(/^token: [^\n]+\n$/);
  });
});

test('tokens that are made at once in a new data directory are of one key', async () => {
  const fresh = join(folder, 'fresh');
  const subjects = Array.from({ length: 20 }, (_, no) => `developer-${no}`);
  const tokens = await Promise.all(
    subjects.map(async (sub) => developmentToken(fresh, { sub, role: 'BUREAU' }, systemClock)),
  );
  const identity = await openIdentity({ DATA_DIR: fresh, NODE_ENV: 'development' });
  const identified = await Promise.all(
    tokens.map(async (token) => identity.identify([`Bearer ${token}`], systemClock)),
  );
  expect(identified.map((one) => one.ok && one.caller.subject)).toEqual(subjects);
  expect(await readdir(fresh)).toEqual(['development-key.json']);
});
