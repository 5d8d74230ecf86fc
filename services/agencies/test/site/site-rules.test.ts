import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import type { NewSite } from '../../dist/site/acts/register-site.js';
import { agencies } from '../../dist/subgraph.js';
import { people } from '../application-life.js';
import { TODAY, agencyOf, storedFiling } from '../filing-acts.js';
import { doneToSite, register, siteActs, siteRefusals, siteThatIs } from '../site-acts.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies);
});
afterAll(async () => served.stop());

const YESTERDAY = '2027-02-28';

describe('a new site is refused', () => {
  test.each<[string, Partial<NewSite>, string[]]>([
    ['without a name', { name: ' ' }, ['SIT-001 INVALID_SITE']],
    ['without an address', { address: ' ' }, ['SIT-001 INVALID_SITE']],
    ['without an item', { filedItemIds: [] }, ['FIL-004 ITEM_REQUIRED']],
    ['for an item that is not filed', { filedItemIds: ['filed-item-none'] }, ['FIL-004 OUT_OF_FILING_SCOPE']],
  ])('%s', async (_, changed, expected) => {
    expect(siteRefusals(await register(served, await storedFiling(served), changed))).toEqual(expected);
  });

  test('under the name of another of its agency, until that one is closed', async () => {
    const held = await siteThatIs(served, await storedFiling(served), 'IN_USE');
    expect(siteRefusals(await register(served, held.filing))).toEqual(['SIT-001 DUPLICATE_SITE']);
    doneToSite(await siteActs.closeSite(served, held));
    expect(siteRefusals(await register(served, held.filing, { at: '2027-03-02' }))).toEqual([]);
  });
});

describe('surveillance (AGY-007b, SIT-004)', () => {
  test('is there before a site is recommended', async () => {
    const filing = await storedFiling(served);
    const site = doneToSite(await register(served, filing, { hasVideoSurveillance: false }));
    const refused = siteRefusals(await siteActs.recommendSite(served, { filing, site }));
    expect(refused).toEqual(['AGY-007b SITE_WITHOUT_SURVEILLANCE']);
    const equipped = doneToSite(await siteActs.recordSurveillance(served, { filing, site }));
    doneToSite(await siteActs.recommendSite(served, { filing, site: equipped }));
  });

  test('is asked of the applicant and not of the site under 270号', async () => {
    const filing = await storedFiling(served);
    const at = '2025-03-19';
    const site = doneToSite(await register(served, filing, { hasVideoSurveillance: false, at }));
    expect(siteRefusals(await siteActs.recommendSite(served, { filing, site }, { at }))).toEqual([]);
  });

  test('that is missing is recorded and remarked', async () => {
    const held = await siteThatIs(served, await storedFiling(served), 'IN_USE');
    const after = doneToSite(await siteActs.recordSurveillance(served, held, { has: false }));
    expect(after.remarks).toMatchObject([{ rule: 'SIT-004', code: 'SURVEILLANCE_MISSING' }]);
  });
});

describe('the items of a site', () => {
  test('wait for the district when they are added, and end the day before when they are left out', async () => {
    const held = await siteThatIs(served, await storedFiling(served), 'IN_USE', YESTERDAY);
    const [first, second] = held.filing.items;
    const changed = doneToSite(await siteActs.changeSiteItems(served, held, { filedItemIds: [second!._id] }));
    expect(changed.items).toMatchObject([
      { fullName: first!.fullName, from: YESTERDAY, to: YESTERDAY },
      { fullName: second!.fullName, from: null, to: null },
    ]);
    const recommended = doneToSite(await siteActs.recommendSite(served, { ...held, site: changed }));
    expect(recommended.items![1]).toMatchObject({ from: TODAY, to: null });
    expect(recommended.from).toBe(YESTERDAY);
  });

  test('that are not recommended are dropped, and the site stays in use', async () => {
    const held = await siteThatIs(served, await storedFiling(served), 'WAITING');
    const refused = doneToSite(await siteActs.refuseSiteRecommendation(served, held));
    expect(refused.items).toHaveLength(1);
    expect(refused.refusal).toBeNull();
  });

  test('of a site that was loaded without them are, once named, those of all its days', async () => {
    const filing = await storedFiling(served, { siteDistricts: ['310104'] });
    const site = filing.sites![0]!;
    expect(site.items).toBeUndefined();
    const named = doneToSite(
      await siteActs.changeSiteItems(served, { filing, site }, { filedItemIds: [filing.items[0]!._id] }),
    );
    expect(named).toMatchObject({ version: 1, from: site.from, items: [{ from: site.from, to: null }] });
  });
});

describe('a site is closed', () => {
  test('from a day on, and is in use until then', async () => {
    const held = await siteThatIs(served, await storedFiling(served), 'IN_USE');
    const closed = doneToSite(await siteActs.closeSite(served, held, { from: '2027-04-01' }));
    expect(closed.to).toBe('2027-03-31');
  });

  test('never back in time', async () => {
    const held = await siteThatIs(served, await storedFiling(served), 'IN_USE');
    const refused = siteRefusals(await siteActs.closeSite(served, held, { from: YESTERDAY }));
    expect(refused).toEqual(['SIT-001 CLOSING_DAY_PASSED']);
  });
});

describe('whether an agency may assess in a district', () => {
  const ask = async (filedItemId: string, agencyId: string, on: string) => {
    const { data } = await served.ask(
      `query ($agencyId: ID!, $filedItemId: ID, $on: Day) {
        mayAssess(agencyId: $agencyId, filedItemId: $filedItemId, on: $on, district: "310115") {
          mayAssess findings { rule code verdict force }
        }
      }`,
      { agencyId, filedItemId, on },
    );
    const { mayAssess, findings } = data.mayAssess;
    const told = findings.filter(({ verdict }: { verdict: string }) => verdict !== 'PASS');
    return [mayAssess, ...told.map(({ rule, code }: { rule: string; code: string }) => `${rule} ${code}`)];
  };

  test('asks for a site that is recommended and takes the item', async () => {
    const filing = await storedFiling(served);
    const [first, second] = filing.items.map(({ _id }) => _id);
    const { agencyId } = filing;
    expect(await ask(first!, agencyId, TODAY)).toEqual(['NO', 'SIT-002 NO_SITE_IN_DISTRICT']);
    const held = await siteThatIs(served, filing, 'PROPOSED', TODAY);
    expect(await ask(first!, agencyId, TODAY)).toEqual(['NO', 'SIT-001 SITE_RECOMMENDATION_MISSING']);
    const inUse = { ...held, site: doneToSite(await siteActs.recommendSite(served, held)) };
    expect(await ask(first!, agencyId, TODAY)).toEqual(['YES']);
    expect(await ask(first!, agencyId, YESTERDAY)).toEqual(['NO', 'SIT-002 NO_SITE_IN_DISTRICT']);
    expect(await ask(second!, agencyId, TODAY)).toEqual(['NO', 'SIT-001 ITEM_NOT_AT_SITE']);
    doneToSite(await siteActs.closeSite(served, inUse, { from: '2027-04-01' }));
    expect(await ask(first!, agencyId, '2027-03-31')).toEqual(['YES']);
    expect(await ask(first!, agencyId, '2027-04-01')).toEqual(['NO', 'SIT-002 NO_SITE_IN_DISTRICT']);
  });

  test('does not count a site without surveillance since 30号, and remarks one before', async () => {
    const filing = await storedFiling(served);
    const at = '2026-06-22';
    const held = await siteThatIs(served, filing, 'IN_USE', at);
    doneToSite(await siteActs.recordSurveillance(served, held, { has: false, at }));
    const filedItemId = filing.items[0]!._id;
    expect(await ask(filedItemId, filing.agencyId, at)).toEqual(['YES', 'SIT-004 SURVEILLANCE_MISSING']);
    expect(await ask(filedItemId, filing.agencyId, '2026-06-23')).toEqual(['NO', 'SIT-004 SURVEILLANCE_MISSING']);
  });

  test('counts a site whose items no source prints for every item, and says so', async () => {
    const filing = await storedFiling(served, { siteDistricts: ['310115'] });
    expect(await ask(filing.items[0]!._id, filing.agencyId, TODAY)).toEqual(['YES', 'SIT-001 ITEM_NOT_AT_SITE']);
  });

  test('agrees with where an item is said to be examined', async () => {
    const filing = await storedFiling(served);
    await siteThatIs(served, filing, 'IN_USE', TODAY);
    const { data } = await served.ask(
      'query ($id: ID!, $on: Day) { agency(id: $id) { sites(asOf: $on) { nodes { name status(asOf: $on) items(asOf: $on) { fullName } } } } }',
      { id: filing.agencyId, on: TODAY },
    );
    expect(data.agency.sites.nodes).toEqual([
      { name: '示例新考核点', status: 'IN_USE', items: [{ fullName: filing.items[0]!.fullName }] },
    ]);
  });
});

describe('a site that was never in use', () => {
  const look = 'query ($id: ID!) { assessmentSite(id: $id) { id availableActs } }';

  test('is seen by its agency and its district, and by no other', async () => {
    const { site, filing } = await siteThatIs(served, await storedFiling(served), 'PROPOSED');
    const seen = async (by: typeof people.pudong) => (await served.ask(look, { id: site._id }, by)).data;
    expect((await seen(people.pudong)).assessmentSite.availableActs).toEqual([
      'recommendSite',
      'refuseSiteRecommendation',
    ]);
    expect((await seen(agencyOf(filing))).assessmentSite.availableActs).toEqual([
      'changeSiteItems',
      'recordSurveillance',
      'closeSite',
    ]);
    expect((await seen(people.centre)).assessmentSite.id).toBe(site._id);
    expect((await seen(people.xuhui)).assessmentSite).toBeNull();
    const lookAsAnyone = 'query ($id: ID!) { assessmentSite(id: $id) { id } }';
    expect((await served.ask(lookAsAnyone, { id: site._id }, people.anyone)).data.assessmentSite).toBeNull();
  });

  test('waits in the inbox of its district', async () => {
    const { site } = await siteThatIs(served, await storedFiling(served), 'PROPOSED', '2027-01-01');
    const inbox = 'query { bureauInbox { sites(first: 100) { nodes { id } totalCount } } }';
    const ids = async (caller: typeof people.pudong) =>
      (await served.ask(inbox, {}, caller)).data.bureauInbox.sites.nodes.map(({ id }: { id: string }) => id);
    expect(await ids(people.pudong)).toContain(site._id);
    expect(await ids(people.xuhui)).not.toContain(site._id);
    expect(await ids(people.centre)).toEqual([]);
  });
});
