import { describe, expect, test } from '@jest/globals';
import { stableId } from '@shanghai/kernel';
import { type Json, useGraph } from './graph.js';

const graph = useGraph();

const agencyId = (listNo: number) => stableId('agency', '沪人社职〔2024〕38号', listNo);

describe('the catalogue', () => {
  test('shows a misspelt item as printed, with what is irregular in it and where it is from', async () => {
    const { data } = await graph().run('CatalogueBrowse', { text: '数据安全' });
    expect(data.catalogueItems.nodes).toEqual([
      expect.objectContaining({
        fullName: '网络与信息安全管理师（数据安全安全管理师）',
        rows: [
          {
            name: '网络与信息安全管理师（数据安全安全管理师）',
            code: '4-04-04-02',
            levels: '4、3、2、1',
            row: { annex: '附件2', row: 31, notice: { id: '沪人社职〔2025〕76号' } },
          },
        ],
        findings: [expect.objectContaining({ id: 'ANO-009', severity: 'WARN' })],
      }),
    ]);
  });

  test('compared with the next names the agencies that a removed item concerns, and says that nothing ends by it', async () => {
    const { data } = await graph().run('EditionDiff', { from: '2024-01', to: '2025-03', kinds: ['REMOVED'] });
    const touched = data.editionDiff.entries.nodes.map((entry: Json) => [
      entry.from.fullName,
      entry.from.filedAgencies.nodes.map(({ agency }: Json) => agency.name),
    ]);
    expect(touched).toEqual([
      ['钳工', ['上海市高级技工学校']],
      ['工程测量员', ['上海建设管理职业技术学院']],
    ]);
    expect(data.editionDiff.clauses.map(({ notice }: Json) => notice.id)).toContain('沪人社职〔2024〕120号');
  });
});

describe('an agency of the catalogue of 2024', () => {
  test('is listed without a validity, and shows where its items are today', async () => {
    const { data } = await graph().run('AgencyPage', { id: agencyId(3) });
    expect(data.agency).toMatchObject({
      name: '上海市高级技工学校',
      listNo: 3,
      status: { status: 'LISTED', since: '2024-01-24' },
    });
    expect(data.agency.filings.nodes[0]).toMatchObject({ validFrom: null, validTo: null, validityPrinted: false });
    expect(data.agency.filedItems.nodes).toContainEqual(
      expect.objectContaining({
        fullName: '钳工',
        item: expect.objectContaining({ place: expect.objectContaining({ state: 'ABSENT' }) }),
      }),
    );
    expect(data.agency.supervision.undetermined).not.toBeNull();
    expect(data.agency.deadlines).toEqual([]);
  });

  test('is one of 47', async () => {
    const { data } = await graph().ask('{ agencies(synthetic: false) { totalCount } }');
    expect(data.agencies.totalCount).toBe(47);
  });

  test('did not exist for the graph before it was listed', async () => {
    const { data } = await graph().run('AgencyPage', { id: agencyId(3), asOf: '2024-01-23' });
    expect(data.agency.status).toBeNull();
  });

  test('that is unknown is null', async () => {
    const { data, errors } = await graph().run('AgencyPage', { id: 'agency-0' });
    expect([data, errors]).toEqual([{ agency: null }, []]);
  });
});

describe('where an item can be assessed', () => {
  test('is asked by a former name too, and is undetermined where no validity is printed', async () => {
    const { data } = await graph().run('WhereCanIBeAssessed', { text: '眼镜验光员', level: 'SENIOR' });
    const [item] = data.catalogueItems.nodes;
    expect(item).toMatchObject({ fullName: '眼镜验光师', filedAgencies: { totalCount: 1 } });
    expect(item.filedAgencies.nodes[0]).toMatchObject({
      mayAssess: 'UNDETERMINED',
      filedItem: { fullName: '眼镜验光员' },
    });
  });

  test('at a level that nobody is filed for is nowhere', async () => {
    const { data } = await graph().run('WhereCanIBeAssessed', { text: '形象设计师', level: 'JUNIOR' });
    expect(data.catalogueItems.nodes[0].filedAgencies).toMatchObject({ totalCount: 0, nodes: [] });
    expect(data.catalogueItems.nodes[0].filedAgencies.statement).not.toBeNull();
  });
});

describe('the comparison catalogues', () => {
  test('have 13 certificates, of which 7 name no item of the catalogue of the day, each with the reason', async () => {
    const { data } = await graph().run('ComparisonPicker', { first: 100 });
    const states = data.comparisonMappings.nodes.map(({ target }: Json) => target.resolution.state);
    expect(data.comparisonMappings.totalCount).toBe(13);
    expect(states.filter((state: string) => state === 'RESOLVED')).toHaveLength(6);
    expect(states.filter((state: string) => state === 'RENAMED')).toHaveLength(1);
    expect(states.filter((state: string) => state === 'NOT_IN_CATALOGUE')).toHaveLength(6);
    for (const { target, certifyingAgencies } of data.comparisonMappings.nodes) {
      expect(target.resolution.explanation === null).toBe(target.resolution.state === 'RESOLVED');
      expect(certifyingAgencies).toMatchObject({ totalCount: 0, statement: expect.any(String) });
    }
  });

  test('are found from the item they count as', async () => {
    const { data } = await graph().ask(
      '{ catalogueItems(text: "养老护理员") { nodes { comparisonMappings { certificate { nameZh } level sourceRow { row findings { kind } } } } } }',
    );
    expect(data.catalogueItems.nodes[0].comparisonMappings).toEqual([
      {
        certificate: { nameZh: 'TQUK 第三级照护员-老年护理证书' },
        level: 'SENIOR',
        sourceRow: { row: 1, findings: [] },
      },
    ]);
  });
});

describe('the coverage of the catalogue', () => {
  test('of 2024 is 87 items with one agency and one with two', async () => {
    const { data } = await graph().run('CoverageGaps', { edition: '2024-01', followSuccessions: false });
    expect(data.catalogueEdition.coverage.bands.map(({ agencies, itemCount }: Json) => [agencies, itemCount])).toEqual([
      ['NONE', 0],
      ['ONE', 87],
      ['TWO', 1],
      ['THREE_OR_MORE', 0],
    ]);
  });

  test('of 2025 counts filings for what an item was before, and shows the vacancy', async () => {
    const { data } = await graph().run('CoverageGaps', { edition: '2025-03', first: 100 });
    const bands = data.catalogueEdition.coverage.bands;
    expect(bands.map(({ itemCount }: Json) => itemCount).reduce((a: number, b: number) => a + b)).toBe(202);
    expect(bands[2].items.nodes.map((one: Json) => [one.item.fullName, one.vacancy])).toContainEqual(['西式烹调师', 1]);
    expect(bands[1].items.nodes.map((one: Json) => one.item.fullName)).toContain('评茶师');
    const strict = await graph().run('CoverageGaps', { edition: '2025-03', followSuccessions: false });
    expect(strict.data.catalogueEdition.coverage.bands[0].itemCount).toBe(202);
  });
});

describe('bad arguments', () => {
  test.each([
    ['{ catalogueAsOf(asOf: "2026-02-30") { id } }', 'asOf'],
    ['{ catalogueItems(codePrefix: "6-31-07-3") { totalCount } }', 'codePrefix'],
    ['{ catalogueItems(first: 1000000000) { totalCount } }', 'first'],
    ['{ agencies(district: "310103") { totalCount } }', 'district'],
    ['{ agency(unifiedSocialCreditCode: "91310000MA1FL0000X") { id } }', 'unifiedSocialCreditCode'],
    ['{ violationTiers(asOf: "tomorrow") { tier } }', 'asOf'],
    ['{ comparisonMappings(level: EXPERT) { totalCount } }', 'level'],
  ])('%s is the caller’s mistake', async (query, argument) => {
    const { errors, status } = await graph().ask(query);
    expect(errors[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    expect(status).toBeLessThan(500);
  });

  test('of a variable are, too', async () => {
    const { errors } = await graph().ask('query Q($asOf: Day) { catalogueAsOf(asOf: $asOf) { id } }', {
      asOf: '2026-02-30',
    });
    expect(errors[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'asOf' });
  });
});
