import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { developmentToken } from '@shanghai/gateway';
import { dayAt } from '@shanghai/kernel';
import { type LaunchEnv, inFiveProcesses, inOneProcess, launch } from '@shanghai/launch';
import { type Running, systemClock } from '@shanghai/platform';
import { launchEnv } from './launch-env.js';
import { type Answer, asker, type Graph, type Json } from './graph.js';

// Five processes start, perhaps on a busy machine.
jest.setTimeout(120_000);

const SITES = 'query Sites($id: ID) { agency(id: $id) { id sites(first: 100) { nodes { id to version } } } }';
const CLOSE = `mutation Close($id: ID!, $version: Int!, $from: Day!) {
  closeSite(id: $id, version: $version, from: $from, reason: "搬迁", idempotencyKey: "freshness-0001") {
    ... on SiteActDone { site { to } }
    ... on Refused { refusals { code } }
  }
}`;
const SOON_MS = 20;

const idsOf = ({ agency }: Json): readonly string[] => agency.sites.nodes.map((one: Json) => one.id);

describe.each([
  ['one process', async (env: LaunchEnv) => inOneProcess(env)],
  ['five processes', inFiveProcesses],
])('in %s', (_, runnerOf) => {
  let running: Running;
  let folder = '';
  let url = '';
  let ask: Graph['ask'];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fresh-'));
    const env = launchEnv(folder, { RATE_LIMITS: 'off' });
    const printed: string[] = [];
    running = await launch({ env, runner: await runnerOf(env), population: 'S', print: (line) => printed.push(line) });
    url = printed.at(-1)!.replace('ready ', '');
    ask = asker(url);
  });
  afterAll(async () => {
    await running.stop();
    await rm(folder, { recursive: true });
  });

  /** The answer that is given without asking a subgraph: there is one as soon as all have said how new they are. */
  async function keptAnswer(id: string): Promise<Answer> {
    for (;;) {
      const answer = await ask(SITES, { id });
      if (answer.subgraphCalls === 0) return answer;
      await delay(SOON_MS);
    }
  }

  test('an answer is kept until an act changes what it says, and the next that is asked for is new', async () => {
    const { data } = await ask('{ agencies(synthetic: true, first: 100) { nodes { id sites { totalCount } } } }');
    const { id } = data.agencies.nodes.find((one: { sites: { totalCount: number } }) => one.sites.totalCount > 0);
    const kept = await keptAnswer(id);
    const [site] = kept.data.agency.sites.nodes;
    const token = await developmentToken(folder, { sub: 'a', role: 'AGENCY', agency: id }, systemClock);
    const from = dayAt(systemClock.now());
    const closed = await asker(url, { authorization: `Bearer ${token}` })(CLOSE, { ...site, from });
    expect(closed.data.closeSite).toEqual({ site: { to: expect.any(String) } });
    const { data: next, errors } = await ask(SITES, { id });
    expect(errors).toEqual([]);
    // The list names the sites there are today.
    expect(idsOf(next)).toEqual(idsOf(kept.data).filter((one) => one !== site.id));
    // What is kept later is what is so now.
    expect((await keptAnswer(id)).data).toEqual(next);
  });
});
