import { describe, expect, test } from '@jest/globals';
import { useCatalogue } from '../catalogue.js';

const catalogue = useCatalogue();

const RESOLVE = `query Resolve($name: SearchText!, $asOf: Day) { occupationName(name: $name) { id resolution(asOf: $asOf) {
  state explanation edition { id } item { fullName } candidates { fullName } } } }`;

describe('a name on paper', () => {
  test.each([
    ['养老护理员', '2026-06-23', 'RESOLVED', '养老护理员', []],
    ['家政服务员 (家庭照护员)', '2026-06-23', 'RESOLVED', '家政服务员（家庭照护员）', []],
    [
      '汽车维修工（汽车机械维修工）',
      '2025-03-19',
      'NOT_IN_CATALOGUE',
      null,
      [
        '汽车维修工',
        '汽车维修工（汽车车身整形修复工）',
        '汽车维修工（汽车车身涂装修复工）',
        '汽车维修工（汽车美容装潢工）',
      ],
    ],
    [
      '网络与信息安全管理员（网络安全管理员）',
      '2026-06-23',
      'RENAMED',
      null,
      ['网络与信息安全管理师（网络安全管理师）'],
    ],
    ['航空附件装配工（航空附件修理）', '2026-06-23', 'NOT_IN_CATALOGUE', null, []],
    ['养老护理员', '2024-01-23', 'NO_CATALOGUE', null, []],
  ])('%s, on %s, is %s', async (name, asOf, state, item, candidates) => {
    const { data } = await catalogue().ask(RESOLVE, { name, asOf });
    const { resolution } = data.occupationName;
    expect([resolution.state, resolution.item?.fullName ?? null]).toEqual([state, item]);
    expect(resolution.candidates.map(({ fullName }: { fullName: string }) => fullName).sort()).toEqual(
      candidates.toSorted(),
    );
    expect(resolution.explanation === null).toBe(state === 'RESOLVED');
  });

  test('is resolved with others in two store commands, whatever their number', async () => {
    const names = ['养老护理员', '网络与信息安全管理员（网络安全管理员）', '信息通信网络运行管理员', '智能楼宇管理员'];
    const { data, commands } = await catalogue().ask(
      `query Names($representations: [_Any!]!) { _entities(representations: $representations) { ... on OccupationName { resolution { state } } } }`,
      { representations: names.map((id) => ({ __typename: 'OccupationName', id })) },
    );
    expect(data._entities.map((one: { resolution: { state: string } }) => one.resolution.state)).toEqual([
      'RESOLVED',
      'RENAMED',
      'NOT_IN_CATALOGUE',
      'RESOLVED',
    ]);
    expect(commands).toHaveLength(2);
  });
});
