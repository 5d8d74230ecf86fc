import { beforeAll, describe, expect, test } from '@jest/globals';
import { nameKey } from '@shanghai/kernel';
import { readInstant } from '@shanghai/platform';
import { type Json, useGraph } from './graph.js';

const graph = useGraph();
const ON_THE_DAY = { asOf: '2026-06-23', first: 100 };
const AFTER = { asOf: '2026-12-01', first: 100 };

const CYBER = '网络与信息安全管理员（网络安全管理员）';
const AIRCRAFT = '航空附件装配工（航空附件修理）';
const NETWORK = '信息通信网络运行管理员';
const PAINT = '装饰装修工（艺术涂装师）';

/** The 13 rows of both annexes: what each certificate counts as, and what its name stands for on the day of the notice. */
const rows: readonly (readonly [certificate: string, target: string, level: string, state: string])[] = [
  ['TQUK 第三级照护员-老年护理证书', '养老护理员', 'SENIOR', 'RESOLVED'],
  ['TQUK 第三级照护员文凭', '家政服务员（家庭照护员）', 'SENIOR', 'RESOLVED'],
  ['IMI 轻型/电动车辆维护与修理国际二级证书', '汽车维修工（汽车机械维修工）', 'SENIOR', 'RESOLVED'],
  ['Level 3 飞机维修技师', AIRCRAFT, 'SENIOR', 'NOT_IN_CATALOGUE'],
  ['Level 4 飞机适航认证技师', AIRCRAFT, 'TECHNICIAN', 'NOT_IN_CATALOGUE'],
  ['KNX 认证工程师初级证书', '智能楼宇管理员', 'INTERMEDIATE', 'RESOLVED'],
  ['KNX 认证工程师高级证书', '智能楼宇管理员', 'SENIOR', 'RESOLVED'],
  ['华为认证 AI 工程师', '人工智能训练师', 'SENIOR', 'RESOLVED'],
  ['华为认证安全工程师', CYBER, 'SENIOR', 'RENAMED'],
  ['华为认证数通工程师', NETWORK, 'SENIOR', 'NOT_IN_CATALOGUE'],
  ['立邦魔术漆涂装师资格认证证书（三星资格）', PAINT, 'JUNIOR', 'NOT_IN_CATALOGUE'],
  ['立邦魔术漆涂装师资格认证证书（四星资格）', PAINT, 'INTERMEDIATE', 'NOT_IN_CATALOGUE'],
  ['立邦魔术漆涂装师资格认证证书（五星资格）', PAINT, 'SENIOR', 'NOT_IN_CATALOGUE'],
];

/** What the next edition adds: as recommendations that were listed would have left it (REC-017). */
const added = [AIRCRAFT, NETWORK, PAINT].map((fullName, at) => {
  const [occupation, workType] = fullName.slice(0, fullName.endsWith('）') ? -1 : undefined).split('（');
  return {
    ...{ key: nameKey(fullName), fullName, occupation, workType: workType ?? null, code: `4-99-99-0${at + 1}` },
    ...{ kind: 'OCCUPATION', levels: [5, 4, 3, 2], recommendationIds: [] },
  };
});

const PUBLISH = `mutation {
  publishEdition(edition: "2026-12", effectiveOn: "2026-12-01", basisDocument: "示例文号", idempotencyKey: "picker-key-1",
    succeeded: [{ kind: RENAMED, from: "网络与信息安全管理师（网络安全管理师）", to: [{ fullName: "${CYBER}" }], evidence: "示例" }]) {
    ... on EditionPublished { edition { id } diff { counts { kind count } } }
    ... on Refused { refusals { code message path } }
  }
}`;

async function picked(variables: object): Promise<readonly Json[]> {
  const { data, errors } = await graph().run('ComparisonPicker', { ...variables });
  expect(errors).toEqual([]);
  expect(data.comparisonMappings.totalCount).toBe(13);
  return data.comparisonMappings.nodes as readonly Json[];
}

const shown = ({ certificate, occupationFullName, level, target }: Json) => [
  certificate.nameZh,
  occupationFullName,
  level,
  target.resolution.state,
];

describe('ComparisonPicker on the day of the notice', () => {
  test('answers all 13 certificates with what they count as, and whether the name is in the catalogue', async () => {
    expect((await picked(ON_THE_DAY)).map(shown)).toEqual(rows);
  });

  test('says of each that resolves which item it is, listed at its level', async () => {
    const resolved = (await picked(ON_THE_DAY)).filter(({ target }) => target.resolution.state === 'RESOLVED');
    expect(resolved).toHaveLength(6);
    for (const { target, level, occupationFullName } of resolved) {
      expect(target.resolution).toMatchObject({ explanation: null, edition: { id: '2025-03' }, candidates: [] });
      expect(target.resolution.item.fullName).toBe(occupationFullName);
      expect(target.resolution.item.levels).toContain(level);
    }
  });

  test('says of each that does not why, with what it may be', async () => {
    const open = (await picked(ON_THE_DAY)).filter(({ target }) => target.resolution.state !== 'RESOLVED');
    expect(open).toHaveLength(7);
    const explained = new Map(open.map(({ occupationFullName, target }) => [occupationFullName, target.resolution]));
    for (const { item, explanation } of explained.values()) {
      expect(item).toBeNull();
      expect(explanation).toContain('2025-03版目录');
    }
    // 员 was made 师: the candidate is named, and not taken.
    expect(explained.get(CYBER).candidates).toMatchObject([{ fullName: '网络与信息安全管理师（网络安全管理师）' }]);
    const akin = explained.get(PAINT).candidates.map(({ fullName }: Json) => fullName as string);
    expect(akin.every((name: string) => name.startsWith('装饰装修工'))).toBe(true);
  });
});

describe('ComparisonPicker after an edition that adds what was missing', () => {
  beforeAll(async () => {
    const { connection } = graph().subgraph('catalogue');
    await connection
      .db!.collection<{ _id: string }>('preparedEdition')
      .insertOne({ _id: 'next', rows: added, version: 0 } as never);
    graph().clock.set(readInstant('2026-11-20T02:00:00Z')!);
    const { data, errors } = await graph().as({ sub: 'bureau-1', role: 'BUREAU' })(PUBLISH);
    expect({ errors, refusals: data?.publishEdition?.refusals }).toEqual({ errors: [], refusals: undefined });
    await graph().settle();
  });

  test('answers all 13 with an item of the new edition', async () => {
    const after = await picked(AFTER);
    expect(after.map(shown)).toEqual(
      rows.map(([certificate, target, level]) => [certificate, target, level, 'RESOLVED']),
    );
    for (const { target, occupationFullName, level } of after) {
      expect(target.resolution).toMatchObject({ edition: { id: '2026-12' }, item: { fullName: occupationFullName } });
      expect(target.resolution.item.levels).toContain(level);
    }
  });

  test('still answers the day before as it was', async () => {
    expect((await picked({ asOf: '2026-11-30', first: 100 })).map(shown)).toEqual(rows);
    expect((await picked(ON_THE_DAY)).map(shown)).toEqual(rows);
  });
});
