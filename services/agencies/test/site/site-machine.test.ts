import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { type JournalEntry, listRows } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { siteTransitionOf } from '../../dist/site/site-machine.js';
import { siteStatusOn } from '../../dist/site/site-stay-rules.js';
import { agencies } from '../../dist/subgraph.js';
import { errorCodeOf, newKey, people } from '../application-life.js';
import { TODAY, agencyOf, storedFiling } from '../filing-acts.js';
import { type LaterSiteAct, doneToSite, register, siteActs, siteRefusals, siteThatIs } from '../site-acts.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies);
});
afterAll(async () => served.stop());

const on = day(TODAY);
const acts = Object.keys(siteActs) as LaterSiteAct[];
const states = ['PROPOSED', 'IN_USE', 'WAITING', 'REFUSED', 'CLOSED'] as const;

function isStep(act: LaterSiteAct, state: (typeof states)[number]): boolean {
  const { from, by } = siteTransitionOf(act);
  // In use, a district decides only on items that came later.
  if (state === 'IN_USE' && by.includes('DISTRICT_BUREAU')) return false;
  return from.includes(state === 'WAITING' ? 'IN_USE' : state);
}

const pairs = acts.flatMap((act) => states.map((state) => [act, state] as const));

describe('a step of the machine of sites', () => {
  test('begins with a site that counts for nothing yet', async () => {
    const filing = await storedFiling(served);
    const site = doneToSite(await register(served, filing));
    expect(site).toMatchObject({ version: 1, from: null, to: null, recommendation: null });
    expect(siteStatusOn(site, on)).toBe('PROPOSED');
    expect(await listRows(served.connection, `site/${site._id}`)).toHaveLength(1);
  });

  test.each(pairs.filter(([act, state]) => isStep(act, state)))(
    '%s is done where it is %s, and leads where its row says',
    async (act, state) => {
      const held = await siteThatIs(served, await storedFiling(served), state);
      const after = doneToSite(await siteActs[act](served, held));
      expect(siteTransitionOf(act).to).toContain(siteStatusOn(after, on));
      expect(after.version).toBe(held.site.version! + 1);
      expect(await listRows(served.connection, `site/${after._id}`)).toHaveLength(after.version!);
    },
  );

  test.each(pairs.filter(([act, state]) => !isStep(act, state)))(
    '%s is refused where it is %s, and leaves nothing',
    async (act, state) => {
      const held = await siteThatIs(served, await storedFiling(served), state);
      expect(siteRefusals(await siteActs[act](served, held))).toEqual(['SIT-001 ILLEGAL_TRANSITION']);
      expect(await listRows(served.connection, `site/${held.site._id}`)).toHaveLength(held.site.version!);
    },
  );
});

describe('who decides on a site (SIT-002)', () => {
  const decisions = ['recommendSite', 'refuseSiteRecommendation'] as const;

  test.each(decisions)('%s is for its own district', async (act) => {
    const held = await siteThatIs(served, await storedFiling(served), 'PROPOSED');
    const by = people.xuhui;
    expect(siteRefusals(await siteActs[act](served, held, { by }))).toEqual(['SIT-002 OUT_OF_DISTRICT']);
    expect(doneToSite(await siteActs[act](served, held)).version).toBe(2);
  });

  test.each(decisions)('%s is for no other body', async (act) => {
    const held = await siteThatIs(served, await storedFiling(served), 'PROPOSED');
    for (const by of [people.centre, people.bureau, people.industry, agencyOf(held.filing)])
      expect(siteRefusals(await siteActs[act](served, held, { by }))).toEqual(['SIT-002 NOT_FILING_AUTHORITY']);
  });

  test.each(acts.filter((act) => siteTransitionOf(act).by.includes('AGENCY')))(
    '%s is for its own agency',
    async (act) => {
      const held = await siteThatIs(served, await storedFiling(served), 'IN_USE');
      const other = agencyOf(await storedFiling(served));
      const refused = await siteActs[act](served, held, { by: other }).catch(errorCodeOf);
      expect(refused).toEqual(['BAD_USER_INPUT']);
      const by = people.pudong;
      expect(siteRefusals(await siteActs[act](served, held, { by }))).toEqual(['SIT-002 NOT_FILING_AUTHORITY']);
    },
  );
});

describe('an act on a site', () => {
  test('is done once for one key, and answered the same again', async () => {
    const filing = await storedFiling(served);
    const key = newKey();
    const first = doneToSite(await register(served, filing, { key }));
    expect(await register(served, filing, { key })).toMatchObject({ isRepeated: true, site: { _id: first._id } });
    const held = { filing, site: first };
    const again = newKey();
    doneToSite(await siteActs.recommendSite(served, held, { key: again }));
    expect(await siteActs.recommendSite(served, held, { key: again })).toMatchObject({ isRepeated: true });
  });

  test('of a version that is past is a conflict', async () => {
    const held = await siteThatIs(served, await storedFiling(served), 'IN_USE');
    const refused = await siteActs.closeSite(served, held, { version: 1 }).catch(errorCodeOf);
    expect(refused).toEqual(['CONFLICT']);
  });

  test('is told to others, with its days and its items', async () => {
    const { site } = await siteThatIs(served, await storedFiling(served), 'IN_USE');
    const rows = await listRows(served.connection, `site/${site._id}`);
    const { type, payload } = (JSON.parse(rows.at(-1)!.body) as JournalEntry).event!;
    const { agencyId, from, to, items } = site;
    expect(type).toBe('site.changed');
    expect(payload).toEqual({
      ...{ siteId: site._id, agencyId, act: 'recommendSite', name: site.name, district: '310115' },
      ...{ from, to, status: 'IN_USE', items },
    });
  });
});
