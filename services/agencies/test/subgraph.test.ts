import { beforeAll, describe, expect, test } from '@jest/globals';
import { catalogueItemId, creditCodeCheck, stableId } from '@shanghai/kernel';
import { storeSyntheticAgencies } from '../dist/synthetic/synthetic-store.js';
import { filed } from './facts.js';
import { invented } from './invented.js';
import { serveAgencies } from './serve.js';

const NOTICE = '沪人社职〔2024〕38号';
const item = (name: string): string => catalogueItemId('2024-01', name);
const mapping = stableId('mapping', '沪职鉴中心〔2026〕30号', '附件1', 3);
const newItem = catalogueItemId('2025-03', '车工');
const creditCode = `Y1310115EX0000001${creditCodeCheck('Y1310115EX0000001')}`;
const otherCode = `Y1310115EX0000002${creditCodeCheck('Y1310115EX0000002')}`;

const { ask, running, observed } = serveAgencies();

beforeAll(async () => {
  const store = running().connection;
  await storeSyntheticAgencies(
    store,
    invented({
      no: 1,
      agency: { creditCode: creditCode as never },
      items: [
        { itemId: newItem, fullName: '车工', nameKey: '车工', levels: [5, 4] },
        { itemId: item('铣工'), fullName: '铣工', nameKey: '铣工', levels: [3] },
      ],
      siteDistricts: ['310115', '310101', '310115'],
    }),
  );
  await storeSyntheticAgencies(
    store,
    invented({ no: 2, facts: filed({ from: '2023-05-10' }), items: [{ itemId: newItem }] }),
  );
  await storeSyntheticAgencies(
    store,
    invented({
      no: 3,
      agency: { type: 'COMPARISON', registrationDistrict: '310104' },
      items: [{ agencyType: 'COMPARISON', mappingId: mapping, levels: [] }],
    }),
  );
  await storeSyntheticAgencies(
    store,
    invented({ no: 4, agency: { type: 'ENTERPRISE' }, items: [{ agencyType: 'ENTERPRISE', itemId: newItem }] }),
  );
});

describe('an agency of the catalogue of 2024', () => {
  const id = stableId('agency', NOTICE, 1);

  test('is answered with what is printed, and nothing that is not', async () => {
    const { data, errors } = await ask(
      `query ($id: ID!) { agency(id: $id) {
        name type nature unifiedSocialCreditCode registrationDistrict { code } synthetic listNo sourceRow { id }
        filings { totalCount nodes { validFrom validTo validityPrinted validityAssumed listedOn receiptNo authority type } }
        filedItems { totalCount } sites { totalCount } deadlines { on }
        supervisionFacts { filedBy { authority } sites { siteId } sitesKnown registrationDistrict }
      } }`,
      { id },
    );
    expect(errors).toEqual([]);
    expect(data.agency).toEqual({
      name: '上海航天技术研究院',
      type: 'SOCIAL_ORGANISATION',
      nature: null,
      unifiedSocialCreditCode: null,
      registrationDistrict: null,
      synthetic: false,
      listNo: 1,
      sourceRow: { id: `${NOTICE}/附件/1` },
      filings: {
        totalCount: 1,
        nodes: [
          {
            validFrom: null,
            validTo: null,
            validityPrinted: false,
            validityAssumed: false,
            listedOn: '2024-01-24',
            receiptNo: null,
            authority: null,
            type: 'SOCIAL_ORGANISATION',
          },
        ],
      },
      filedItems: { totalCount: 9 },
      sites: { totalCount: 0 },
      deadlines: [],
      supervisionFacts: { filedBy: [], sites: [], sitesKnown: false, registrationDistrict: null },
    });
  });

  test('has a state that says the validity is not printed, and none before the notice', async () => {
    const { data } = await ask(
      `query ($id: ID!) { agency(id: $id) {
        before: status(asOf: "2024-01-23") { status }
        listed: status(asOf: "2024-01-24") { status since reason clauses { notice { id } item quote } }
        later: status(asOf: "2027-01-24") { status reason }
      } }`,
      { id },
    );
    expect(data.agency.before).toBeNull();
    expect(data.agency.listed).toMatchObject({ status: 'LISTED', since: '2024-01-24' });
    expect(data.agency.listed.clauses[0]).toMatchObject({ notice: { id: NOTICE }, item: '一' });
    expect(data.agency.later.status).toBe('LISTED');
    expect(data.agency.later.reason).toContain('2027-01-23');
  });

  test('lists its items in the order of names, with the catalogue item and the annex row', async () => {
    const { data } = await ask(
      `query ($id: ID!) { agency(id: $id) {
        filedItems(first: 100) { nodes { fullName code levels standardKind item { id } mapping { id } sourceRow { id } from } }
        junior: filedItems(level: JUNIOR) { totalCount }
      } }`,
      { id },
    );
    const { nodes } = data.agency.filedItems;
    expect(nodes.map((one: { fullName: string }) => one.fullName)).toEqual(
      nodes.map((one: { fullName: string }) => one.fullName).toSorted(),
    );
    expect(nodes).toContainEqual({
      fullName: '电切削工（电火花线切割机床操作工）',
      code: '6-18-01-08',
      levels: ['JUNIOR', 'INTERMEDIATE', 'SENIOR'],
      standardKind: 'NATIONAL',
      item: { id: item('电切削工(电火花线切割机 床操作工)') },
      mapping: null,
      sourceRow: { id: `${NOTICE}/附件/8` },
      from: null,
    });
    expect(data.agency.junior.totalCount).toBe(4);
  });
});

describe('agencies', () => {
  test('are found by part of the name, type, district and kind of data, in the order of names', async () => {
    const { data, errors } = await ask(`{
      all: agencies { totalCount }
      real: agencies(synthetic: false) { totalCount }
      associations: agencies(text: "协会", synthetic: false, first: 3) { totalCount nodes { name } pageInfo { hasNextPage } }
      bracket: agencies(text: "沪东中华造船（集团） 有限公司") { nodes { listNo } }
      comparison: agencies(type: COMPARISON) { nodes { name } }
      registered: agencies(district: "310115") { totalCount }
      withSite: agencies(district: "310101") { nodes { name } }
      before: agencies(district: "310101", asOf: "2023-12-31") { totalCount }
      regex: agencies(text: ".*") { totalCount }
    }`);
    expect(errors).toEqual([]);
    expect([data.all.totalCount, data.real.totalCount]).toEqual([51, 47]);
    expect(data.associations.nodes).toHaveLength(3);
    expect(data.associations.pageInfo.hasNextPage).toBe(true);
    expect(data.bracket.nodes).toEqual([{ listNo: 4 }]);
    expect(data.comparison.nodes).toEqual([{ name: '示例评价机构3' }]);
    expect(data.registered.totalCount).toBe(3);
    expect(data.withSite.nodes).toEqual([{ name: '示例评价机构1' }]);
    expect(data.before.totalCount).toBe(0);
    expect(data.regex.totalCount).toBe(0);
  });

  test('are paged without gap or repetition, and a cursor belongs to its filter', async () => {
    const names: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await ask(
        'query ($after: String) { agencies(first: 20, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      names.push(...data.agencies.nodes.map(({ id }: { id: string }) => id));
      after = data.agencies.pageInfo.hasNextPage ? data.agencies.pageInfo.endCursor : null;
      if (names.length === 20) {
        const { errors } = await ask(
          'query ($after: String) { agencies(synthetic: true, after: $after) { totalCount } }',
          { after },
        );
        expect(errors[0]!.extensions.code).toBe('BAD_CURSOR');
      }
    } while (after !== null);
    expect(new Set(names).size).toBe(51);
    expect(names).toHaveLength(51);
  });

  test('are looked up by id, credit code and receipt; what is not there is null', async () => {
    const { data, errors } = await ask(`{
      none: agency(id: "agency-0") { id }
      byCode: agency(unifiedSocialCreditCode: "${creditCode}") { name }
      noCode: agency(unifiedSocialCreditCode: "${otherCode}") { name }
      byReceipt: filingByReceipt(receiptNo: "示例-1") { agency { name } validFrom validTo validityAssumed authority items { totalCount nodes { fullName } } }
      noReceipt: filingByReceipt(receiptNo: "x") { id }
      noFiling: filing(id: "x") { id }
      agencyImports { id rowsIn rowsKept }
    }`);
    expect(errors).toEqual([]);
    expect(data).toEqual({
      none: null,
      byCode: { name: '示例评价机构1' },
      noCode: null,
      byReceipt: {
        agency: { name: '示例评价机构1' },
        validFrom: '2024-05-10',
        validTo: '2027-05-09',
        validityAssumed: true,
        authority: 'CENTRE',
        items: { totalCount: 2, nodes: [{ fullName: '车工' }, { fullName: '铣工' }] },
      },
      noReceipt: null,
      noFiling: null,
      agencyImports: [{ id: '2024-38-annex.csv', rowsIn: 89, rowsKept: 89 }],
    });
  });

  test.each([
    ['{ agencies(district: "310103") { totalCount } }'],
    ['{ agencies(first: 0) { totalCount } }'],
    ['{ agencies(first: 101) { totalCount } }'],
    ['{ agencies(asOf: "2026-11-31") { totalCount } }'],
    ['{ agencies(text: "") { totalCount } }'],
    ['{ agency(unifiedSocialCreditCode: "91310115MA1FL00000") { id } }'],
    ['{ agency { id } }'],
    [`{ agency(id: "x", unifiedSocialCreditCode: "${creditCode}") { id } }`],
  ])('refuse a bad argument: %s', async (query) => {
    const { errors } = await ask(query);
    expect(errors[0]!.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('what is filed for an item', () => {
  const filedAgencies = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on CatalogueItem {
    id
    filedAgencies { totalCount byDistrict { district { code } count } byLevel { level count } statement
      nodes { agency { name } mayAssess reason siteCount sites { name district { name } } filedItem { fullName } } }
    alone: filedAgencies(followSuccessions: false) { totalCount }
    junior: filedAgencies(level: JUNIOR) { totalCount }
    chief: filedAgencies(level: CHIEF_TECHNICIAN) { totalCount }
    inHuangpu: filedAgencies(district: "310101") { totalCount }
    real: filedAgencies(synthetic: false) { totalCount }
    then: filedAgencies(asOf: "2024-02-01") { totalCount nodes { mayAssess } }
  } } }`;

  test('follows successions, counts by district and level, and says who may assess', async () => {
    const representation = { __typename: 'CatalogueItem', id: newItem, lineageIds: [newItem, item('车工')] };
    const { data, errors } = await ask(filedAgencies, { of: [representation] });
    expect(errors).toEqual([]);
    const [one] = data._entities;
    expect(one.filedAgencies).toMatchObject({
      totalCount: 2,
      byDistrict: [
        { district: { code: '310101' }, count: 1 },
        { district: { code: '310115' }, count: 1 },
      ],
      byLevel: [
        { level: 'JUNIOR', count: 2 },
        { level: 'INTERMEDIATE', count: 1 },
      ],
      nodes: [
        { agency: { name: '上海航天技术研究院' }, mayAssess: 'UNDETERMINED', siteCount: 0, sites: [] },
        { agency: { name: '示例评价机构1' }, mayAssess: 'YES', siteCount: 3, filedItem: { fullName: '车工' } },
      ],
    });
    expect(one.filedAgencies.nodes[1].sites.map(({ name }: { name: string }) => name)).toEqual([
      '示例考核点1-1',
      '示例考核点1-0',
      '示例考核点1-2',
    ]);
    expect(one.filedAgencies.statement).toContain('其中1家');
    expect(one.alone.totalCount).toBe(1);
    expect(one.junior.totalCount).toBe(2);
    expect(one.chief.totalCount).toBe(0);
    expect(one.inHuangpu.totalCount).toBe(1);
    expect(one.real.totalCount).toBe(1);
    // The other invented agency of 2023 was filed for it then too.
    expect(one.then).toMatchObject({ totalCount: 2 });
  });

  test('is said in words when there is nothing', async () => {
    const of = [{ __typename: 'CatalogueItem', id: 'item-none', lineageIds: ['item-none'] }];
    const { data } = await ask(filedAgencies, { of });
    expect(data._entities[0].filedAgencies).toMatchObject({ totalCount: 0, nodes: [] });
    expect(data._entities[0].filedAgencies.statement).toContain('2026-11-01');
  });

  test('costs five commands for an item or for all, and an index serves each', async () => {
    const of = ['车工', '铣工', '电工', '钳工', '美发师', '西式烹调师', '焊工'].map((name) => ({
      __typename: 'CatalogueItem',
      id: item(name),
      lineageIds: [item(name)],
    }));
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on CatalogueItem { filedAgencies(first: 10) {
      totalCount byDistrict { count } byLevel { count } nodes { agency { name } mayAssess sites { name } filedItem { levels } } } } } }`;
    expect((await ask(query, { of: of.slice(0, 1) })).commands).toHaveLength(5);
    expect((await ask(query, { of })).commands).toHaveLength(5);
    expect((await ask(query.replace(/nodes \{.*\} \} \} \} \}/, '} } } }'), { of })).commands).toHaveLength(1);
  });
});

describe('what is filed for a comparison mapping', () => {
  const certifying = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ComparisonMapping {
    certifyingAgencies { totalCount statement nodes { agency { name } mayAssess filedItem { mapping { id } item { id } } } }
    real: certifyingAgencies(synthetic: false) { totalCount statement } } } }`;

  test('is named; among real agencies there is none yet, which is said', async () => {
    const { data, errors } = await ask(certifying, { of: [{ __typename: 'ComparisonMapping', id: mapping }] });
    expect(errors).toEqual([]);
    expect(data._entities[0].certifyingAgencies).toEqual({
      totalCount: 1,
      statement: null,
      nodes: [
        { agency: { name: '示例评价机构3' }, mayAssess: 'YES', filedItem: { mapping: { id: mapping }, item: null } },
      ],
    });
    expect(data._entities[0].real.totalCount).toBe(0);
    expect(data._entities[0].real.statement).toContain('没有备案');
  });
});

describe('the coverage of an edition', () => {
  const itemLineages = ['车工', '铣工', '西式烹调师', '示例'].map((name) => ({
    itemId: item(name),
    majorGroup: name === '示例' ? null : name === '西式烹调师' ? '4' : '6',
    lineageIds: name === '车工' ? [item(name), newItem] : [item(name)],
  }));
  const of = [{ __typename: 'CatalogueEdition', id: '2024-01', itemLineages }];
  const coverage = `query ($of: [_Any!]!, $asOf: Day, $follow: Boolean, $after: String) { _entities(representations: $of) { ... on CatalogueEdition {
    coverage(asOf: $asOf, followSuccessions: $follow) { asOf cap countingRule clauses { item }
      bands { agencies itemCount byMajorGroup { majorGroup count }
        items(first: 1, after: $after) { totalCount nodes { item { id } agencyCount vacancy } pageInfo { hasNextPage endCursor } } } } } } }`;

  test('counts each agency once for an item and its successors, in bands', async () => {
    const { data, errors, commands } = await ask(coverage, { of });
    expect(errors).toEqual([]);
    const { asOf, cap, clauses, bands } = data._entities[0].coverage;
    expect([asOf, cap, clauses, commands.length]).toEqual(['2026-11-01', 3, [{ item: '二（二）' }], 1]);
    expect(bands.map((band: { agencies: string; itemCount: number }) => [band.agencies, band.itemCount])).toEqual([
      ['NONE', 1],
      ['ONE', 0],
      ['TWO', 3],
      ['THREE_OR_MORE', 0],
    ]);
    expect(bands[0].byMajorGroup).toEqual([{ majorGroup: null, count: 1 }]);
    expect(bands[2].byMajorGroup).toEqual([
      { majorGroup: '4', count: 1 },
      { majorGroup: '6', count: 2 },
    ]);
    expect(bands[2].items).toMatchObject({
      totalCount: 3,
      nodes: [{ item: { id: item('车工') }, agencyCount: 2, vacancy: 1 }],
    });
  });

  test('has no cap before the rule, and other numbers without successions', async () => {
    const { data } = await ask(coverage, { of, asOf: '2025-03-19', follow: false });
    const { cap, bands } = data._entities[0].coverage;
    expect(cap).toBeNull();
    expect(bands[1].items.nodes[0]).toEqual({ item: { id: item('车工') }, agencyCount: 1, vacancy: null });
  });
});

test('a page of agencies with all their lists costs a constant number of commands', async () => {
  const query = `query ($first: PageSize) { agencies(first: $first) { totalCount nodes { name status { status } deadlines { kind on explanation filing { receiptNo } }
    filings { nodes { state { status } items { nodes { fullName agency { name } } } agency { name } } }
    filedItems { nodes { fullName filing { id } } } sites { nodes { name } } supervisionFacts { filedBy { from } } } } }`;
  const one = await ask(query, { first: 1 });
  const all = await ask(query, { first: 100 });
  expect(all.errors).toEqual([]);
  expect([one.commands.length, all.commands.length]).toEqual([7, 7]);
});

test('every query is served by an index', async () => {
  const plans = [];
  for (const { name, command } of observed.filter((one) => ['find', 'aggregate', 'count'].includes(one.name))) {
    const { lsid, $db, $clusterTime, ...explained } = command;
    if (
      JSON.stringify(explained['filter'] ?? explained['pipeline'] ?? {}) === '{}' ||
      String(explained[name]) === 'imports'
    )
      continue;
    plans.push(running().connection.db!.command({ explain: explained, verbosity: 'queryPlanner' }));
  }
  const texts = (await Promise.all(plans)).map((plan) => JSON.stringify(plan));
  expect(texts.length).toBeGreaterThan(20);
  for (const text of texts) expect(text).toMatch(/IXSCAN|IDHACK|EXPRESS/);
});
