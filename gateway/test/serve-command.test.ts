import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { StartupError } from '@shanghai/platform';
import { callersFolder } from '../dist/serve/callers-folder.js';
import { readServeArguments } from '../dist/serve/serve-arguments.js';
import { subgraphsOf } from '../dist/serve/subgraphs-of.js';
import { auditGraphs } from './execution/audit-graphs.js';
import { composeAudit, serveAudit } from './execution/serve-audit.js';

const command = fileURLToPath(new URL('../dist/serve/main.js', import.meta.url));
let folder: string;
let child: ChildProcess | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serve-'));
});
afterAll(async () => {
  if (child && child.exitCode === null) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  await rm(folder, { recursive: true });
});

test('a supergraph without access rules is served from its file alone, at the addresses that it names', async () => {
  const graph = auditGraphs['what a field requires']!;
  const served = await serveAudit(graph);
  const urls = Object.fromEntries(Object.entries(served).map(([name, { url }]) => [name, url]));
  const path = join(folder, 'supergraph.graphql');
  await writeFile(path, composeAudit(graph, urls));
  const flags = ['--supergraph', 'supergraph.graphql', '--port', '0', '--access', 'off'];
  child = spawn(process.execPath, [command, ...flags], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const [url] = (await once(createInterface(child.stdout!), 'line')) as [string];
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ products { id total } }' }),
  });
  expect(await response.json()).toMatchObject({
    data: {
      products: [
        { id: '1', total: 50 },
        { id: '2', total: 0 },
      ],
    },
  });
  const { origin } = new URL(url);
  // Nothing is asked of foreign subgraphs that they may not have.
  const ready = await fetch(`${origin}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', checks: { supergraph: 'ok' } }]);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  for (const server of Object.values(served)) server.stop();
}, 60_000);

test('the addresses of subgraphs are read from a supergraph', () => {
  const graph = auditGraphs['acts, in their order']!;
  const urls = { a: 'http://127.0.0.1:1/a', b: 'http://127.0.0.1:2/b?c=d' };
  expect(subgraphsOf(composeAudit(graph, urls))).toEqual(urls);
  expect(() => subgraphsOf('{')).toThrow(StartupError);
});

test('a path begins where npm was called, if npm runs the script of this repository', () => {
  const npm_package_json = fileURLToPath(new URL('../../package.json', import.meta.url));
  expect(callersFolder({ INIT_CWD: '/caller', npm_package_json }, '/here')).toBe('/caller');
  expect(callersFolder({ INIT_CWD: '/caller', npm_package_json: '/other/package.json' }, '/here')).toBe('/here');
  expect(callersFolder({}, '/here')).toBe('/here');
});

describe('the arguments', () => {
  test('have defaults that protect', () => {
    expect(readServeArguments(['--supergraph', 's.graphql'])).toEqual({
      supergraph: 's.graphql',
      port: 4000,
      host: '127.0.0.1',
      access: 'on',
      rates: 'on',
    });
  });

  test.each([
    [['--port', '4000']],
    [['--supergraph', 's', '--port', 'x']],
    [['--supergraph', 's', '--access', 'maybe']],
    [['--supergraph', 's', '--subgraphs', 'a']],
    [['--supergraph', 's', '--unknown', 'a']],
  ])('%p are refused in one line', (given) => {
    expect(() => readServeArguments(given)).toThrow(StartupError);
  });
});
