import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { agencies } from '../../dist/subgraph.js';
import { people } from '../application-life.js';
import { TODAY, doneTo, filingActs, storedFiling } from '../filing-acts.js';
import { doneToSite, siteActs, siteThatIs } from '../site-acts.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies);
});
afterAll(async () => served.stop());

const QUERY = `query ($asOf: Day, $synthetic: Boolean, $changedSince: Day, $state: FilingStatus, $itemText: SearchText,
  $level: SkillLevel, $district: DistrictCode, $first: PageSize, $after: String) {
  register(asOf: $asOf, synthetic: $synthetic, changedSince: $changedSince, state: $state, itemText: $itemText, level: $level,
    district: $district, first: $first, after: $after) {
    totalCount
    nodes { filing { id } agencyName state { status } validTo items { fullName levels } sites { name } changes { kind subject before after on } }
    pageInfo { hasNextPage endCursor }
  }
}`;

async function ask(variables: Readonly<Record<string, unknown>>) {
  const { data, errors } = await served.ask(QUERY, variables, people.anyone);
  if (errors.length > 0) return errors.map(({ extensions }) => extensions['code']);
  return data.register;
}

async function rowOf(id: string, variables: Readonly<Record<string, unknown>>) {
  const { nodes } = await ask({ first: 100, synthetic: true, ...variables });
  return nodes.find(({ filing }: { filing: { id: string } }) => filing.id === id) ?? null;
}

describe('the public register', () => {
  test('has the 47 agencies of 38号 as of its day, and none before', async () => {
    expect(await ask({ asOf: '2024-01-24', synthetic: false })).toMatchObject({ totalCount: 47 });
    expect(await ask({ asOf: '2024-01-23', synthetic: false })).toMatchObject({ totalCount: 0 });
    expect(await ask({ asOf: '2024-01-24', synthetic: false, state: 'LISTED' })).toMatchObject({ totalCount: 47 });
    expect(await ask({ asOf: '2024-01-24', synthetic: false, state: 'ACTIVE' })).toMatchObject({ totalCount: 0 });
  });

  test('looks for the level of the item that is looked for', async () => {
    const { totalCount, nodes } = await ask({
      asOf: '2024-01-24',
      synthetic: false,
      itemText: '钳工',
      level: 'SENIOR',
    });
    expect(totalCount).toBeGreaterThan(0);
    for (const { items } of nodes)
      expect(
        items.some(
          ({ fullName, levels }: { fullName: string; levels: string[] }) =>
            fullName.includes('钳工') && levels.includes('SENIOR'),
        ),
      ).toBe(true);
  });

  test('does not have a filing on an application before it is published', async () => {
    const filing = await storedFiling(served, { filing: { applicationId: 'application-x' } });
    expect(await rowOf(filing._id, { asOf: TODAY })).toBeNull();
    doneTo(filing, await filingActs.publishFiling(served, filing));
    expect(await rowOf(filing._id, { asOf: '2027-02-28' })).toBeNull();
    const changes = [{ kind: 'PUBLISHED', subject: null, before: null, after: '备案有效', on: TODAY }];
    expect(await rowOf(filing._id, { asOf: TODAY, changedSince: '2027-02-28' })).toMatchObject({ changes });
  });

  test('counts an expiry as a change, although nobody does anything on that day', async () => {
    const { _id } = await storedFiling(served);
    expect(await rowOf(_id, { asOf: '2027-05-09', changedSince: '2027-03-01' })).toBeNull();
    const row = await rowOf(_id, { asOf: '2027-06-01', changedSince: '2027-03-01' });
    expect(row.changes).toEqual([
      { kind: 'STATE', subject: null, before: '备案有效', after: '备案期满', on: '2027-05-10' },
    ]);
  });

  test('shows a site from its recommendation to its last day', async () => {
    const filing = await storedFiling(served);
    const held = await siteThatIs(served, filing, 'IN_USE', TODAY);
    doneToSite(await siteActs.closeSite(served, held, { from: '2027-03-10' }));
    const sites = [{ name: '示例新考核点' }];
    expect(await rowOf(filing._id, { asOf: '2027-02-28' })).toMatchObject({ sites: [] });
    expect(await rowOf(filing._id, { asOf: TODAY, changedSince: '2027-02-28' })).toMatchObject({
      sites,
      changes: [{ kind: 'SITE', subject: '示例新考核点', before: null, on: TODAY }],
    });
    // Between the two days it was there, and on both it was not.
    expect(await rowOf(filing._id, { asOf: '2027-03-10', changedSince: '2027-02-28' })).toBeNull();
  });

  test('tells the history of an entry', async () => {
    const filing = await storedFiling(served);
    doneTo(filing, await filingActs.recordSubjectExtinct(served, filing));
    const { data } = await served.ask(
      'query ($id: ID!, $asOf: Day) { registerEntry(filingId: $id, asOf: $asOf) { history { kind after on } } }',
      { id: filing._id, asOf: '2027-03-02' },
      people.anyone,
    );
    expect(data.registerEntry.history).toEqual([
      { kind: 'PUBLISHED', after: '备案有效', on: '2024-05-10' },
      { kind: 'STATE', after: '终止备案', on: TODAY },
    ]);
  });

  test('is read page by page, each row once', async () => {
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const page: Awaited<ReturnType<typeof ask>> = await ask({
        asOf: '2024-01-24',
        synthetic: false,
        first: 20,
        after,
      });
      seen.push(...page.nodes.map(({ filing }: { filing: { id: string } }) => filing.id));
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect([seen.length, new Set(seen).size]).toEqual([47, 47]);
  });

  test('is not compared with a later day', async () => {
    expect(await ask({ asOf: '2024-01-24', changedSince: '2024-01-25' })).toEqual(['BAD_USER_INPUT']);
  });
});
