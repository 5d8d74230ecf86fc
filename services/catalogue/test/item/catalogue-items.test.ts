import { describe, expect, test } from '@jest/globals';
import { catalogueItemId } from '@shanghai/kernel';
import { useCatalogue } from '../catalogue.js';

const catalogue = useCatalogue();

const BROWSE = `
  query Browse($edition: ID, $asOf: Day, $text: SearchText, $codePrefix: OccupationCodePrefix, $level: SkillLevel, $kind: ItemKind, $first: PageSize, $after: String) {
    catalogueItems(edition: $edition, asOf: $asOf, text: $text, codePrefix: $codePrefix, level: $level, kind: $kind, first: $first, after: $after) {
      totalCount
      nodes { fullName code kind levels edition { id } rows { name code levels row { id row notice { id } } } findings { id kind } formerNames }
      pageInfo { hasNextPage endCursor }
    }
  }`;

async function found(variables: Record<string, unknown>): Promise<string[]> {
  const { data, errors } = await catalogue().ask(BROWSE, { first: 100, ...variables });
  expect(errors).toEqual([]);
  return data.catalogueItems.nodes.map(({ fullName }: { fullName: string }) => fullName);
}

describe('searching the catalogue', () => {
  test.each([
    ['part of a name', { text: '眼镜' }, ['眼镜验光师', '眼镜定配工']],
    ['a former name', { text: '眼镜验光员' }, ['眼镜验光师']],
    ['half-width brackets and blanks', { text: '车工(普通 车工)' }, ['车工（普通车工）']],
    [
      'the beginning of a code as text',
      { text: '4-14-03-0' },
      ['助听器验配师', '眼镜验光师', '眼镜定配工', '康复辅助技术咨询师'],
    ],
    ['a code prefix', { codePrefix: '3' }, ['政务服务办事员', '保卫管理员']],
    ['a whole code', { codePrefix: '4-04-05-Z1' }, ['人工智能数据标注']],
    ['a kind', { kind: 'SPECIAL_ABILITY' }, ['人工智能数据标注', '人工智能模型运用']],
    ['a level with a text', { text: '家政', level: 'TECHNICIAN' }, ['家政服务员']],
    ['a level that no catalogue prints', { level: 'CHIEF_TECHNICIAN' }, []],
    ['characters that mean something in a pattern', { text: '.*' }, []],
    ['an operator as text', { text: '$where' }, []],
    ['the day before the open catalogue', { asOf: '2025-03-19', text: '眼镜验光' }, ['眼镜验光员']],
    ['a day without a catalogue', { asOf: '2020-01-01' }, []],
    ['an unknown edition', { edition: '1999-01' }, []],
  ])('by %s', async (_what, variables, names) => {
    expect(await found(variables)).toEqual(names);
  });

  test('gives every item once, page after page, in the order of the annex', async () => {
    const names: string[] = [];
    for (let after: string | null = null; ;) {
      const { data } = await catalogue().ask(BROWSE, { edition: '2025-03', first: 30, after });
      names.push(...data.catalogueItems.nodes.map(({ fullName }: { fullName: string }) => fullName));
      if (!data.catalogueItems.pageInfo.hasNextPage) break;
      after = data.catalogueItems.pageInfo.endCursor;
    }
    expect(names).toHaveLength(202);
    expect(new Set(names).size).toBe(202);
    expect([names[0], names.at(-1)]).toEqual(['政务服务办事员', '工业机器人系统操作员']);
  });

  test('costs three store commands with counts, sources and findings', async () => {
    const { commands } = await catalogue().ask(BROWSE, { edition: '2025-03', first: 100 });
    expect(commands.map(({ name }) => name).sort()).toEqual(['aggregate', 'find', 'find']);
  });

  test.each([
    ['a day that does not exist', { asOf: '2026-02-30' }, 'asOf'],
    ['a code that is none', { codePrefix: '6-31-07-3' }, 'codePrefix'],
    ['no entries', { first: 0 }, 'first'],
    ['too many entries', { first: 101 }, 'first'],
    ['an empty text', { text: '  ' }, 'text'],
    ['a cursor of another list', { after: 'abc' }, 'after'],
  ])('refuses %s', async (_what, variables, argument) => {
    const { errors } = await catalogue().ask(BROWSE, variables);
    expect(errors[0]!.extensions).toMatchObject({
      code: argument === 'after' ? 'BAD_CURSOR' : 'BAD_USER_INPUT',
      argument,
    });
  });
});

describe('an item', () => {
  const ITEM = `query Item($id: ID!, $asOf: Day) { catalogueItem(id: $id) {
    id fullName occupation workType code kind levels middleGroup minorGroup majorGroup { digit name } formerNames
    rows { name code levels row { id row annex } } findings { id kind severity }
    predecessors { kind evidence from { fullName edition { id } } to { fullName } }
    successors { kind evidence to { fullName edition { id } } }
    place(asOf: $asOf) { state evidence edition { id } items { fullName code } }
  } }`;
  const itemOf = async (edition: string, fullName: string, asOf?: string) => {
    const { data, errors } = await catalogue().ask(ITEM, { id: catalogueItemId(edition, fullName), asOf });
    expect(errors).toEqual([]);
    return data.catalogueItem;
  };

  test('shows the text as printed beside the text as read', async () => {
    expect(await itemOf('2024-01', '电切削工（电火花线切割机床操作工）')).toMatchObject({
      occupation: '电切削工',
      workType: '电火花线切割机床操作工',
      rows: [{ name: '电切削工(电火花线切割机 床操作工)', levels: '5、4、3', row: { row: 8, annex: '附件' } }],
      findings: [{ id: 'ANO-001' }, { id: 'ANO-005' }],
    });
  });

  test('has the levels that are printed, with their gaps', async () => {
    expect(await itemOf('2025-03', '无人机驾驶员')).toMatchObject({
      levels: ['JUNIOR', 'TECHNICIAN', 'SENIOR_TECHNICIAN'],
      findings: [{ id: 'ANO-008' }, { id: 'ANO-018' }],
    });
    expect(await itemOf('2025-03', '人工智能数据标注')).toMatchObject({ kind: 'SPECIAL_ABILITY', levels: [] });
  });

  test('stands in the classification by its code', async () => {
    expect(await itemOf('2025-03', '有害生物防制员')).toMatchObject({
      code: '4-09-09-00',
      majorGroup: { digit: '4' },
      middleGroup: '4-09',
      minorGroup: '4-09-09',
    });
    expect(await itemOf('2024-08', '有害生物防制员')).toMatchObject({
      code: null,
      majorGroup: null,
      middleGroup: null,
    });
  });

  test('that two agencies are filed for is one item on two rows', async () => {
    const item = await itemOf('2024-01', '西式烹调师');
    expect(item.rows.map((one: { row: { row: number } }) => one.row.row)).toEqual([32, 36]);
    expect(item.findings).toEqual([{ id: 'ANO-007', kind: 'SAME_ITEM_TWO_AGENCIES', severity: 'INFO' }]);
  });

  test('knows what it became and what became it, with evidence', async () => {
    expect((await itemOf('2024-01', '物流师')).successors).toEqual([
      {
        kind: 'RENAMED',
        evidence: 'same code 4-02-06-03',
        to: [{ fullName: '物流服务师', edition: { id: '2025-03' } }],
      },
    ]);
    expect((await itemOf('2025-03', '智能楼宇管理员')).predecessors).toEqual([
      expect.objectContaining({ kind: 'RECODED', evidence: expect.stringContaining('4-07-05-03') }),
    ]);
    expect((await itemOf('2025-03', '眼镜验光师')).formerNames).toEqual(['眼镜验光员']);
  });

  test.each([
    ['2024-01', '美发师', '2026-01-01', 'PRESENT', ['美发师']],
    ['2024-01', '智能楼宇管理员', '2026-01-01', 'PRESENT', ['智能楼宇管理员']],
    ['2024-01', '育婴员', '2026-01-01', 'RENAMED', ['婴幼儿发展引导员（育婴员）']],
    ['2024-08', '插花茶艺师', '2026-01-01', 'RENAMED', ['插花花艺师']],
    ['2024-01', '服装制版师（裁剪服装制版）', '2026-01-01', 'PRESENT', ['服装制版师（裁剪服装制版）']],
    [
      '2024-01',
      '贵金属首饰与宝玉石检测员（宝玉石检验员）',
      '2026-01-01',
      'SPLIT',
      ['贵金属首饰与宝玉石检测员（钻石检验员）', '贵金属首饰与宝玉石检测员（宝石检验员）'],
    ],
    [
      '2025-03',
      '贵金属首饰与宝玉石检测员（钻石检验员）',
      '2024-06-01',
      'RENAMED',
      ['贵金属首饰与宝玉石检测员（宝玉石检验员）'],
    ],
    ['2024-01', '钳工', '2026-01-01', 'ABSENT', []],
    ['2025-03', '美发师', '2024-01-23', 'NO_CATALOGUE', []],
  ])('of %s, %s, is found on %s: %s', async (edition, name, asOf, state, names) => {
    const { place } = await itemOf(edition, name, asOf);
    expect([place.state, place.items.map(({ fullName }: { fullName: string }) => fullName).sort()]).toEqual([
      state,
      names.toSorted(),
    ]);
    expect(place.evidence === null).toBe(state !== 'RENAMED' && state !== 'SPLIT');
  });

  test('that is unknown is null', async () => {
    expect((await catalogue().ask(ITEM, { id: 'item-0' })).data.catalogueItem).toBeNull();
  });
});
