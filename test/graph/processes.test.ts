import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { developmentToken } from '@shanghai/gateway';
import { type LaunchEnv, inFiveProcesses, inOneProcess, launch } from '@shanghai/launch';
import { type Running, systemClock } from '@shanghai/platform';
import { launchEnv } from './launch-env.js';
import { type Answer, asker, documentOf, exampleOf } from './graph.js';
import { budgets } from './operations.js';

/** Days are fixed, since the processes go by the machine's clock; invented agencies count too. */
const variables = (operation: string) => ({ asOf: '2026-11-01', ...exampleOf(operation), synthetic: null });

/** What the clock finds between two starts differs, and so does what says at which instant it was asked. */
const OF_THE_CLOCK: ReadonlySet<string> = new Set([
  ...['EarlyWarnings', 'DistrictDashboard', 'ChangesSince'],
  ...['VerificationPage', 'VerifyCertificate'],
]);
const POLL_MS = 100;

let folder = '';
const answers = new Map<string, Answer>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graph-'));
});
afterAll(async () => rm(folder, { recursive: true }));

describe.each([
  ['one process', async (env: LaunchEnv) => inOneProcess(env)],
  ['five processes', inFiveProcesses],
])('in %s', (mode, runnerOf) => {
  let running: Running;
  let url = '';

  beforeAll(async () => {
    const env = launchEnv(folder);
    const printed: string[] = [];
    running = await launch({ env, runner: await runnerOf(env), population: 'S', print: (line) => printed.push(line) });
    url = printed.find((line) => line.startsWith('ready '))!.replace('ready ', '');
    await supervisionHasHeard(url);
    while (!printed.some((line) => line.startsWith('population S: draws'))) await delay(POLL_MS);
    await allIsTaken(url);
  }, 300_000);
  afterAll(async () => running.stop(), 60_000);

  test.each(Object.entries(budgets))('%s answers the same within its budget', async (operation, budget) => {
    const token =
      budget.as &&
      (await developmentToken(folder, { sub: 'test', role: budget.as, district: budget.district }, systemClock));
    const ask = asker(url, token === undefined ? {} : { authorization: `Bearer ${token}` });
    const answer = await ask(documentOf(operation), variables(operation));
    expect(answer.errors).toEqual([]);
    expect(answer.subgraphCalls).toBeGreaterThan(0);
    expect(answer.subgraphCalls).toBeLessThanOrEqual(budget.subgraphCalls);
    expect(answer.storeCommands).toBeLessThanOrEqual(budget.storeCommands);
    const before = answers.get(operation) ?? answer;
    answers.set(operation, before);
    if (!OF_THE_CLOCK.has(operation)) expect(answer).toEqual(before);
    expect(answers.size).toBeGreaterThan(mode === 'one process' ? 0 : 5);
  });
});

/** In one process the measures of all services are those of the gateway: waits until no event is on its way any more. */
async function allIsTaken(gateway: string): Promise<void> {
  for (;;) {
    const measures = await (await fetch(`${gateway}/metrics`)).text();
    const waiting = [...measures.matchAll(/^(?:events_lag|journal_outbox_rows)\{.*\} (\d+)/gm)].map(([, count]) =>
      Number(count),
    );
    if (waiting.every((count) => count === 0)) return;
    await delay(POLL_MS);
  }
}

/** Supervision is told of the agencies by events: waits until it knows all of them. */
async function supervisionHasHeard(url: string): Promise<void> {
  const token = await developmentToken(folder, { sub: 'test', role: 'CENTRE' }, systemClock);
  const ask = asker(url, { authorization: `Bearer ${token}` });
  for (;;) {
    const { data } = await ask('{ agencies { totalCount } supervisedSubjects { totalCount } }', {});
    if (data.supervisedSubjects.totalCount === data.agencies.totalCount) return;
    await delay(POLL_MS);
  }
}
