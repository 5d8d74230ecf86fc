import { describe, expect, test } from '@jest/globals';
import { stableId } from '@shanghai/kernel';
import { useCertification } from './certification.js';

const NOTICE = '沪职鉴中心〔2026〕30号';
const IDS = `query ($kind: ComparisonKind, $text: SearchText, $country: SearchText, $level: SkillLevel, $asOf: Day) {
  comparisonMappings(kind: $kind, text: $text, countryOrRegion: $country, level: $level, asOf: $asOf, first: 100) {
    totalCount
    nodes { sourceRow { id } }
  }
}`;

const ENTITIES = `query ($of: [_Any!]!, $asOf: Day) { _entities(representations: $of) {
  ... on CatalogueItem { id comparisonMappings(asOf: $asOf) { sourceRow { id } } }
  ... on ComparisonMapping { id level }
} }`;
const item = (fullName: string) => ({ __typename: 'CatalogueItem', id: `item-${fullName}`, fullName });

interface SourceRow {
  readonly sourceRow: { readonly id: string };
}

const certification = useCertification();

/** The rows found, as 1/4 for row 4 of annex 1. */
async function rowsOf(variables: Record<string, unknown>): Promise<string[]> {
  const { data, errors } = await certification().ask(IDS, variables);
  expect(errors).toEqual([]);
  const { totalCount, nodes } = data.comparisonMappings;
  expect(totalCount).toBe(nodes.length);
  return nodes.map(({ sourceRow }: SourceRow) => sourceRow.id.replace(`${NOTICE}/附件`, ''));
}

describe('the comparison catalogues', () => {
  test('list 7 overseas and 6 enterprise certificates in the order of the annexes', async () => {
    expect(await rowsOf({ kind: 'OVERSEAS' })).toEqual(['1/1', '1/2', '1/3', '1/4', '1/5', '1/6', '1/7']);
    expect(await rowsOf({ kind: 'ENTERPRISE_DUAL' })).toEqual(['2/1', '2/2', '2/3', '2/4', '2/5', '2/6']);
    expect(await rowsOf({})).toHaveLength(13);
  });

  test.each([
    ['2026-06-22', 0],
    ['2026-06-23', 13],
    ['2999-12-31', 13],
  ])('hold on %s %i mappings', async (asOf, count) => {
    expect(await rowsOf({ asOf })).toHaveLength(count);
  });

  test('say everything of a mapping', async () => {
    const id = stableId('mapping', NOTICE, '附件1', 2);
    const { data, commands } = await certification().ask(
      `query ($id: ID!) { comparisonMapping(id: $id) {
        id kind batch countryOrRegion occupationFullName level from to
        certifyingBody { nameZh nameEn abbreviation }
        certificate { nameZh nameEn reference starGrade }
        target { id } sourceRow { id } printed { column text }
      } }`,
      { id },
    );
    expect(data.comparisonMapping).toEqual({
      id,
      kind: 'OVERSEAS',
      batch: '第一批',
      countryOrRegion: '英国',
      occupationFullName: '家政服务员（家庭照护员）',
      level: 'SENIOR',
      from: '2026-06-23',
      to: null,
      certifyingBody: { nameZh: '英国资历培训', nameEn: 'Training Qualifications UK', abbreviation: 'TQUK' },
      certificate: {
        nameZh: 'TQUK 第三级照护员文凭',
        nameEn: 'TQUK Level 3 Diploma in Caregiving, RQF',
        reference: 'RQF',
        starGrade: null,
      },
      target: { id: '家政服务员（家庭照护员）' },
      sourceRow: { id: `${NOTICE}/附件1/2` },
      printed: [
        { column: '序号', text: '' },
        { column: '国别 (地区)', text: '' },
        { column: '国 (境) 外认证机构', text: '英国资历培训 (Training Qualifications UK, TQUK)' },
        { column: '国 (境) 外证书', text: 'TQUK 第三级照护员文凭 (TQUK Level 3 Diploma in Caregiving, RQF)' },
        { column: '对应的职业 (工种)', text: '家政服务员 (家庭照护员)' },
        { column: '对应的等级', text: '高级工 (三级)' },
      ],
    });
    expect(commands).toHaveLength(1);
  });

  test('answer null for an id that is none', async () => {
    const { data, errors } = await certification().ask('{ comparisonMapping(id: "mapping-0") { id } }');
    expect({ data, errors }).toEqual({ data: { comparisonMapping: null }, errors: [] });
  });
});

describe('a search', () => {
  test.each([
    ['the country, in a row that leaves it blank too', { text: '比利时' }, ['1/6', '1/7']],
    ['the Chinese name of the body', { text: '航空学会' }, ['1/4', '1/5']],
    ['the English name of the body, in any case', { text: 'royal aeronautical' }, ['1/4', '1/5']],
    ['the abbreviation', { text: 'tquk' }, ['1/1', '1/2']],
    ['the Chinese name of the certificate', { text: '飞机适航' }, ['1/5']],
    ['the English name of the certificate', { text: 'Electric Vehicle' }, ['1/3']],
    ['the reference', { text: 'st1315' }, ['1/4']],
    ['the code of an enterprise certificate', { text: 'HCIA' }, ['2/1', '2/2', '2/3']],
    ['a certificate as printed, code and name', { text: 'HCIA-AI 华为认证' }, ['2/1']],
    ['the star grade', { text: '三星资格' }, ['2/4']],
    ['the occupation, brackets of either width', { text: '维修工(汽车' }, ['1/3']],
    ['full-width letters', { text: 'ＫＮＸ' }, ['1/6', '1/7']],
    ['nothing like it', { text: '法国' }, []],
    ['characters that a pattern would read', { text: '.*' }, []],
    ['exactly that country', { country: '英国' }, ['1/1', '1/2', '1/3', '1/4', '1/5']],
    ['exactly that country, not part of it', { country: '英' }, []],
    ['a level', { level: 'TECHNICIAN' }, ['1/5']],
    ['a grade that no certificate counts as', { level: 'CHIEF_TECHNICIAN' }, []],
    ['all of them together', { text: '华为', level: 'SENIOR', kind: 'ENTERPRISE_DUAL' }, ['2/1', '2/2', '2/3']],
  ])('finds %s', async (_what, variables, rows) => {
    expect(await rowsOf(variables)).toEqual(rows);
  });

  test('pages forwards, and refuses a cursor of another filter', async () => {
    const PAGE = `query ($text: SearchText, $after: String) { comparisonMappings(text: $text, first: 4, after: $after) {
      nodes { id } pageInfo { hasNextPage hasPreviousPage endCursor } } }`;
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await certification().ask(PAGE, { after });
      const { nodes, pageInfo } = data.comparisonMappings;
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      seen.push(...nodes.map(({ id }: { id: string }) => id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      if (seen.length === 4) {
        const { errors } = await certification().ask(PAGE, { text: '英国', after });
        expect(errors[0]?.extensions['code']).toBe('BAD_CURSOR');
      }
    } while (after !== null);
    expect(seen).toHaveLength(13);
    expect(new Set(seen).size).toBe(13);
  });

  test.each([
    ['{ comparisonMappings(asOf: "2026-06-31") { totalCount } }', 'asOf'],
    ['{ comparisonMappings(first: 101) { totalCount } }', 'first'],
    ['{ comparisonMappings(text: "") { totalCount } }', 'text'],
    ['{ comparisonMappings(level: THIRD) { totalCount } }', 'level'],
  ])('refuses %s', async (query, argument) => {
    const { errors } = await certification().ask(query);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });
});

describe('a reference', () => {
  test('to items gives their mappings in one command', async () => {
    const of = [item('智能楼宇管理员'), item('养老护理员'), item('装饰装修工（艺术涂装师）'), item('车工')];
    const { data, errors, commands } = await certification().ask(ENTITIES, { of });
    expect(errors).toEqual([]);
    const rows = data._entities.map(({ comparisonMappings }: { comparisonMappings: SourceRow[] }) =>
      comparisonMappings.map(({ sourceRow }: SourceRow) => sourceRow.id.replace(`${NOTICE}/附件`, '')),
    );
    expect(rows).toEqual([['1/6', '1/7'], ['1/1'], ['2/4', '2/5', '2/6'], []]);
    expect(commands).toHaveLength(1);
  });

  test('to an item has none before the notice', async () => {
    const { data } = await certification().ask(ENTITIES, { of: [item('养老护理员')], asOf: '2026-06-22' });
    expect(data._entities[0].comparisonMappings).toEqual([]);
  });

  test('to mappings is one command, and null for an id that is none', async () => {
    const ids = [4, 5].map((row) => stableId('mapping', NOTICE, '附件2', row));
    const of = [...ids, 'mapping-0'].map((id) => ({ __typename: 'ComparisonMapping', id }));
    const { data, commands } = await certification().ask(ENTITIES, { of });
    expect(data._entities).toEqual([{ id: ids[0], level: 'JUNIOR' }, { id: ids[1], level: 'INTERMEDIATE' }, null]);
    expect(commands).toHaveLength(1);
  });
});

describe('the store', () => {
  test('is asked twice for a page with its count, and reads by an index each time', async () => {
    const page = await certification().ask(IDS, { text: '华为' });
    const one = await certification().ask('{ comparisonMapping(id: "x") { id } }');
    const items = await certification().ask(ENTITIES, { of: [item('养老护理员')] });
    expect([page, one, items].map(({ commands }) => commands.length)).toEqual([2, 1, 1]);
    for (const { command } of [page, one, items].flatMap(({ commands }) => commands)) {
      const { lsid: _, $db: __, $clusterTime: ___, ...explained } = command;
      const plan = JSON.stringify(await certification().connection.db!.command({ explain: explained }));
      expect(plan).toMatch(/IXSCAN|IDHACK|EXPRESS/);
      expect(plan).not.toContain('COLLSCAN');
    }
  });
});
