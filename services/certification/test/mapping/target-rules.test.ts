import { describe, expect, test } from '@jest/globals';
import { type LevelNumber, day, nameKey } from '@shanghai/kernel';
import type { ListedEdition, ListedItem } from '../../dist/mapping/listed-edition.js';
import { catalogueOn, isSameTarget, judgeTarget, targetIn } from '../../dist/mapping/target-rules.js';

const OLD = '网络与信息安全管理员（网络安全管理员）';
const NEW = '网络与信息安全管理师（网络安全管理师）';

function item(fullName: string, over: Partial<ListedItem> = {}): ListedItem {
  return { itemId: `item-${fullName}`, fullName, nameKey: nameKey(fullName), levels: [4, 3], lineageIds: [], ...over };
}

function edition(_id: string, items: readonly ListedItem[], over: Partial<ListedEdition> = {}): ListedEdition {
  return { _id, kind: 'OPEN_CATALOGUE', effectiveOn: day(`${_id}-01`), items, ...over };
}

function named(occupationFullName: string, level: LevelNumber = 3) {
  return { occupationFullName, occupationKey: nameKey(occupationFullName), level };
}

const scope = edition('2024-08', [item(OLD, { lineageIds: [`item-${NEW}`] })], { kind: 'ROUND_SCOPE' });
const first = edition('2025-03', [item('养老护理员'), item(NEW), item('装饰装修工（镶贴工）')]);
const second = edition('2026-09', [...first.items, item('信息通信网络运行管理员'), item('养老护理师')]);
const all = [scope, first, second];

describe('the target of a mapping', () => {
  test.each([
    ['an item of exactly this name', '养老护理员', 3, 'RESOLVED', []],
    ['what is renamed, with the item it has become', OLD, 3, 'RENAMED', [NEW]],
    [
      'what is not listed, with items of the same occupation',
      '装饰装修工（艺术涂装师）',
      3,
      'NOT_IN_CATALOGUE',
      ['装饰装修工（镶贴工）'],
    ],
    ['what nothing is like', '航空附件装配工（航空附件修理）', 3, 'NOT_IN_CATALOGUE', []],
  ] as const)('is found or explained: %s', (_what, name, level, state, candidates) => {
    const target = targetIn(named(name, level), first, all);
    expect(target).toMatchObject({ state, edition: '2025-03', candidates });
    expect(target.explanation === null).toBe(state === 'RESOLVED');
  });

  test('has no catalogue before the first is in force', () => {
    expect(catalogueOn(all, day('2025-02-28'))).toBeNull();
    expect(targetIn(named('养老护理员'), null, all)).toMatchObject({ state: 'NO_CATALOGUE', edition: null });
  });

  test.each([
    ['2026-08-31', '2025-03'],
    ['2026-09-01', '2026-09'],
  ])('is looked for on %s in the catalogue of %s, never in the scope of a round', (on, id) => {
    expect(catalogueOn(all, day(on))?._id).toBe(id);
  });

  test('is another where an edition adds, drops or relevels its item, and not where it only repeats it', () => {
    const changed = (name: string, level: LevelNumber = 3, to = second) =>
      !isSameTarget(targetIn(named(name, level), first, all), targetIn(named(name, level), to, all));
    expect(changed('养老护理员')).toBe(false);
    expect(changed('信息通信网络运行管理员')).toBe(true);
    expect(changed('养老护理员', 3, edition('2026-10', []))).toBe(true);
    expect(changed('养老护理员', 3, edition('2026-10', [item('养老护理员', { levels: [5, 4] })]))).toBe(true);
    expect(changed('养老护理员', 4, edition('2026-10', [item('养老护理员', { levels: [5, 4] })]))).toBe(false);
  });

  test.each([
    ['养老护理员', 3, 'PASS'],
    ['养老护理员', 2, 'FAIL'],
    [OLD, 3, 'FAIL'],
  ] as const)('is remarked and never refused: %s at level %i is %s', (name, level, verdict) => {
    const finding = judgeTarget(targetIn(named(name, level), first, all));
    expect(finding).toMatchObject({ force: 'INFO', verdict, code: 'TARGET_NOT_IN_CATALOGUE', rule: 'CMP-003' });
  });

  test('is an open question without a catalogue', () => {
    expect(judgeTarget(targetIn(named('养老护理员'), null, all))).toMatchObject({ verdict: 'UNDETERMINED' });
  });
});
