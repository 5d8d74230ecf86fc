import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { storeSyntheticAgencies, tellLoaded } from '@shanghai/agencies';
import { type DevelopmentClaims, developmentToken } from '@shanghai/gateway';
import { type ChildService, fivePrograms, openGraphStore, subgraphs } from '@shanghai/launch';
import { clockOf, connectMongo, createLog, readInstant, type Running, systemClock } from '@shanghai/platform';
import { launchEnv } from '../graph/launch-env.js';
import { type Json, asker } from '../graph/graph.js';
import { inventedRegister } from '../graph/invented-filing.js';

/** The five processes, by name: the four subgraphs, and the gateway before them. */
export const processNames = [...subgraphs.map(({ name }) => name), 'gateway'] as const;

/** The day on which what a graph of five processes does is done. */
export const TODAY = '2026-11-01';

/** A graph of five processes, each of which can be lost and comes back where it was. */
export interface FiveProcesses extends Running {
  readonly mongoUri: string;
  /** Asks as a caller, as often as it needs for the gateway to answer. */
  readonly as: (claims: DevelopmentClaims) => (query: string) => Promise<Json>;
  /** Ends a process as a machine that fails does, and starts it again. */
  readonly lose: (name: string) => Promise<void>;
}

const POLL_MS = 20;
const log = createLog('faults', 'silent');

/** Starts five processes on a store of their own, with this many invented agencies that the Centre has filed. */
export async function startFiveProcesses(agencies: number, redisUri?: string): Promise<FiveProcesses> {
  const folder = await mkdtemp(join(tmpdir(), 'five-'));
  const offset = readInstant(`${TODAY}T10:00:00+08:00`)!.getTime() - systemClock.now().getTime();
  const env = launchEnv(folder, { CLOCK_START: offset, REDIS_URL: redisUri });
  const programs = await fivePrograms(env, () => undefined);
  const store = await openGraphStore(undefined, folder);
  const running = new Map<string, ChildService>();
  const urls: Record<string, string> = {};

  async function start(name: string): Promise<void> {
    running.set(
      name,
      await (name === 'gateway' ? programs.startGateway(urls) : programs.startSubgraph(name, store.uri)),
    );
    if (name !== 'gateway') urls[name] = `${running.get(name)!.url}/graphql`;
  }

  await Promise.all(subgraphs.map(async ({ name }) => start(name)));
  await invent(store.uri, agencies, offset);
  await start('gateway');
  const graph: FiveProcesses = {
    mongoUri: store.uri,
    as: (claims) => async (query) => {
      const authorization = `Bearer ${await developmentToken(folder, claims, systemClock)}`;
      return until(async () => answerOf(running.get('gateway')!.url, { authorization }, query));
    },
    async lose(name) {
      await running.get(name)!.kill();
      await start(name);
    },
    async stop() {
      await running.get('gateway')!.stop();
      await Promise.all(subgraphs.map(async ({ name }) => running.get(name)!.stop()));
      await store.stop();
      await rm(folder, { recursive: true });
    },
  };
  const centre = graph.as({ sub: 'wait', role: 'CENTRE' });
  await until(async () => {
    const { agencies: all, supervisedSubjects: known } = await centre(
      '{ agencies { totalCount } supervisedSubjects { totalCount } }',
    );
    return all.totalCount === known.totalCount || undefined;
  });
  return graph;
}

async function invent(uri: string, agencies: number, offset: number): Promise<void> {
  const store = await connectMongo({ uri, database: 'agencies', log });
  for (let no = 0; no < agencies; no += 1) await storeSyntheticAgencies(store, inventedRegister(no));
  await tellLoaded(store, clockOf(offset, { production: false }).now());
  await store.close();
}

/** The data of an answer; undefined while the graph cannot give one, because a part of it is being lost. */
async function answerOf(url: string, headers: Record<string, string>, query: string): Promise<Json> {
  const answer = await asker(url, headers)(query).catch(() => undefined);
  const isWhole = answer?.status === 200 && answer.errors.length === 0;
  const codes = new Set(answer?.errors.map(({ extensions }) => extensions['code']));
  if (codes.has('BAD_USER_INPUT') || codes.has('CONFLICT')) throw new Error(JSON.stringify(answer!.errors));
  return isWhole ? answer.data : undefined;
}

/** Asks again until there is an answer. */
export async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await delay(POLL_MS);
  }
}

/** Whether the machine has a Redis, which is an option of deployments. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** A Redis of its own that keeps nothing. */
export async function startRedis(): Promise<Running & { readonly uri: string }> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await once(probe.close(), 'close');
  const flags = ['--port', String(port), '--save', '', '--appendonly', 'no', '--bind', '127.0.0.1'];
  const server = spawn('redis-server', flags, { stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const chunk of server.stdout) if (String(chunk).includes('Ready to accept')) break;
  return {
    uri: `redis://127.0.0.1:${port}`,
    async stop() {
      server.kill('SIGKILL');
      await once(server, 'close');
    },
  };
}
