import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { developmentToken } from '@shanghai/gateway';
import { dayAt } from '@shanghai/kernel';
import { freePorts, type LaunchEnv, inFiveProcesses, inOneProcess, launch, type PartsRunner } from '@shanghai/launch';
import { type Running, systemClock } from '@shanghai/platform';
import { launchEnv } from './launch-env.js';
import { type Answer, asker, type Graph, type Json } from './graph.js';

const DEEP = Boolean(process.env['DEEP']);
// Five processes start, perhaps on a busy machine.
jest.setTimeout(DEEP ? 900_000 : 180_000);

const SITES = 'query Sites($id: ID) { agency(id: $id) { id sites(first: 100) { nodes { id to version } } } }';
const CLOSE = `mutation Close($id: ID!, $version: Int!, $from: Day!, $key: IdempotencyKey!) {
  closeSite(id: $id, version: $version, from: $from, reason: "搬迁", idempotencyKey: $key) {
    ... on SiteActDone { site { to } }
    ... on Refused { refusals { code } }
  }
}`;
const SOON_MS = 20;
const ACTS = DEEP ? 50 : 2;
/** How long another gateway than the one of the act may still give what was so before. */
const OTHERS_MS = 1_000;

const idsOf = ({ agency }: Json): readonly string[] => agency.sites.nodes.map((one: Json) => one.id);

describe.each([
  ['one process', async (env: LaunchEnv) => inOneProcess(env)],
  ['five processes', inFiveProcesses],
])('in %s', (mode, runnerOf) => {
  const running: Running[] = [];
  let folder = '';
  let url = '';
  /** Through the gateway of the acts, and through another, which only hears of them. */
  let ask: Graph['ask'];
  let askOther: Graph['ask'];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fresh-'));
    const env = launchEnv(folder, { RATE_LIMITS: 'off' });
    const parts = await runnerOf(env);
    let urls: Readonly<Record<string, string>> = {};
    const runner: PartsRunner = {
      ...parts,
      async startSubgraphs(mongoUri) {
        const started = await parts.startSubgraphs(mongoUri);
        urls = started.urls;
        return started;
      },
    };
    const printed: string[] = [];
    running.push(await launch({ env, runner, population: 'S', print: (line) => printed.push(line) }));
    const [port] = await freePorts(1);
    const other = await parts.startGateway(urls, port);
    running.push(other);
    // What is invented later is told after that.
    url = printed.find((line) => line.startsWith('ready '))!.replace('ready ', '');
    [ask, askOther] = [asker(url), asker(other.url)];
  });
  afterAll(async () => {
    for (const one of running.toReversed()) await one.stop();
    await rm(folder, { recursive: true });
  });

  /** The answer that is given without asking a subgraph: there is one as soon as all have said how new they are. */
  async function keptAnswer(by: Graph['ask'], id: string): Promise<Answer> {
    for (;;) {
      const answer = await by(SITES, { id });
      if (answer.subgraphCalls === 0) return answer;
      await delay(SOON_MS);
    }
  }

  async function close(id: string, site: Json, no: number): Promise<void> {
    const token = await developmentToken(folder, { sub: 'a', role: 'AGENCY', agency: id }, systemClock);
    const variables = { ...site, from: dayAt(systemClock.now()), key: `freshness-${String(no).padStart(4, '0')}` };
    const closed = await asker(url, { authorization: `Bearer ${token}` })(CLOSE, variables);
    expect(closed.data.closeSite).toEqual({ site: { to: expect.any(String) } });
  }

  /** How long after now the other gateway names the site for the last time. */
  async function untilOthersSee(id: string, site: string): Promise<number> {
    const doneAt = performance.now();
    for (;;) {
      const { data, errors } = await askOther(SITES, { id });
      expect(errors).toEqual([]);
      if (!idsOf(data).includes(site)) return performance.now() - doneAt;
      await delay(1);
    }
  }

  test(`${ACTS} times an answer is kept until an act changes it; the next is new, and soon so at another gateway`, async () => {
    const { data } = await ask('{ agencies(synthetic: true, first: 100) { nodes { id sites { totalCount } } } }');
    const ids = data.agencies.nodes.flatMap((one: Json) => Array<string>(one.sites.totalCount).fill(one.id));
    expect(ids.length).toBeGreaterThanOrEqual(ACTS);
    const times: number[] = [];
    for (const [no, id] of ids.slice(0, ACTS).entries()) {
      const kept = await keptAnswer(ask, id);
      expect((await keptAnswer(askOther, id)).data).toEqual(kept.data);
      const [site] = kept.data.agency.sites.nodes;
      await close(id, site, no);
      const { data: next, errors } = await ask(SITES, { id });
      expect(errors).toEqual([]);
      // The list names the sites there are today.
      expect(idsOf(next)).toEqual(idsOf(kept.data).filter((one) => one !== site.id));
      times.push(await untilOthersSee(id, site.id));
      // What is kept later is what is so now.
      for (const by of [ask, askOther]) expect((await keptAnswer(by, id)).data).toEqual(next);
    }
    times.sort((one, other) => one - other);
    const [median, longest] = [times[Math.floor(times.length / 2)]!, times.at(-1)!];
    console.log(`in ${mode} another gateway is fresh after ${median.toFixed(0)} ms, ${longest.toFixed(0)} ms at most`);
    // Of a machine that does something else nothing can be said.
    if (DEEP) expect(longest).toBeLessThanOrEqual(OTHERS_MS);
  });
});
