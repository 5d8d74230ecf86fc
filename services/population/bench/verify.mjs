// How many certificates are verified in a second, and how that changes with how many there are:
//   npm run bench:verify -- --sizes 100000,1000000 --rounds 5 --seconds 5 [--dir DIR]
// Store, graph and load generator are three processes of this machine; it ends by itself, and the folder goes with it unless named.
// One run loads and measures: a start without a population takes out what an earlier one has left in a named folder.
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { URL, fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { inventedHolder, inventedNumber } from '../dist/index.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '100000,1000000' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '32' },
    dir: { type: 'string' },
  },
});
const [rounds, seconds, connections] = [values.rounds, values.seconds, values.connections].map(Number);
const dir = values.dir ?? (await mkdtemp(join(tmpdir(), 'bench-verify-')));
const key = () => randomBytes(32).toString('base64');
// Of this folder alone: what it holds is invented.
const keys = {
  SEALING_KEYS: `bench:${Buffer.alloc(32, 7).toString('base64')}`,
  SEALING_SEARCH_KEY: Buffer.alloc(32, 8).toString('base64'),
};
const running = [];
// Nothing goes on alone when this is ended.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    for (const child of running) child.kill('SIGKILL');
    process.exit(1);
  });

function start(program, args, env = {}) {
  const child = spawn(process.execPath, [join(root, program), ...args], {
    env: { ...process.env, ...keys, ASSERTION_KEY: key(), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  return child;
}

/** The first match in what a process prints. */
async function printed(child, pattern) {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const found = pattern.exec(text);
      if (found) resolve(found[0]);
    });
    child.once('exit', () => reject(new Error(`a process ended without ${pattern}`)));
  });
}

async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

const agent = new Agent({ keepAlive: true, maxSockets: connections });
const query = await readFile(join(root, 'schema/operations/VerifyCertificate.graphql'), 'utf8');

function verify(url, variables) {
  const body = JSON.stringify({ query, operationName: 'VerifyCertificate', variables });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/graphql`, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      answer.on('end', () => resolve(text));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** One in four has another name, one that a miss costs the same as a hit must not hide behind. */
function questions(count) {
  return Array.from({ length: 4_096 }, (_, at) => {
    const no = Math.floor(Math.random() * count);
    const isKnown = at % 4 !== 0;
    return { isKnown, variables: { number: inventedNumber(no), name: isKnown ? inventedHolder(no) : '示例无此人' } };
  });
}

const MS_A_TICK = 10;

/** What store, graph and load generator have used of the processors, in milliseconds: it says the same on a busy machine. */
function processorTime() {
  const ofChildren = running
    .filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
    .map(({ pid }) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' '))
    .map((fields) => (Number(fields[11]) + Number(fields[12])) * MS_A_TICK);
  const { user, system } = process.cpuUsage();
  return ofChildren.reduce((sum, one) => sum + one, 0) + (user + system) / 1_000;
}

async function round(url, asked) {
  const used = processorTime();
  const until = performance.now() + seconds * 1_000;
  const times = [];
  let at = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) {
        const { variables, isKnown } = asked[at++ % asked.length];
        const began = performance.now();
        const text = await verify(url, variables);
        times.push(performance.now() - began);
        if (
          !text.includes(isKnown ? '"PASS","checkedAt"' : '"FAIL","checkedAt"') &&
          !text.includes('"UNDETERMINED","checkedAt"')
        )
          throw new Error(`not verified: ${text.slice(0, 300)}`);
      }
    }),
  );
  times.sort((a, b) => a - b);
  const place = (share) => Number(times[Math.floor(times.length * share)].toFixed(1));
  const cpu = Number(((processorTime() - used) / times.length).toFixed(2));
  return { perSecond: Math.round(times.length / seconds), 'cpu ms': cpu, p50: place(0.5), p99: place(0.99) };
}

try {
  const store = start('infra/embedded-mongo/dist/main.js', ['--dir', join(dir, 'mongo'), '--port', '0']);
  const uri = await printed(store, /mongodb:\/\/\S+/);
  const graph = start('infra/launch/dist/main.js', ['--population', 'none'], {
    MONGODB_URI: uri,
    PORT: '0',
    RATE_LIMITS: 'off',
    DATA_DIR: join(dir, 'data'),
    NODE_ENV: 'development',
  });
  const url = (await printed(graph, /http:\/\/localhost:\d+/)).replace('localhost', '127.0.0.1');
  const table = [];
  for (const size of values.sizes.split(',').map(Number)) {
    const began = performance.now();
    const load = start('services/population/dist/main.js', ['--size', 'S', '--certificates', String(size)], {
      MONGODB_URI: uri,
    });
    load.stdout.resume();
    const [code] = await once(load, 'exit');
    if (code !== 0) throw new Error('the population was not loaded');
    const loadedIn = Math.round((performance.now() - began) / 1_000);
    const asked = questions(size);
    await round(url, asked);
    const measured = [];
    for (let at = 0; at < rounds; at++) measured.push(await round(url, asked));
    const best = measured.toSorted((a, b) => b.perSecond - a.perSecond)[0];
    const row = {
      certificates: size,
      'loaded in s': loadedIn,
      ...best,
      rounds: measured.map(({ perSecond }) => perSecond).join(' '),
    };
    table.push(row);
    console.log(JSON.stringify(row));
  }
  console.table(table);
  const [first, last] = [table[0], table.at(-1)];
  if (first !== last)
    console.log(
      `slope: ${(last.p50 - first.p50).toFixed(1)} ms at p50 for ${last.certificates / first.certificates} times as many`,
    );
} finally {
  agent.destroy();
  for (const child of running.toReversed()) await ended(child);
  if (values.dir === undefined) await rm(dir, { recursive: true, force: true });
}
