import { describe, expect, test } from '@jest/globals';
import { findLevel, parseLevels, readLevels, skillLevels } from '../../src/index.js';
import { readRows } from '../csv.js';

describe('the levels', () => {
  test('rise from 初级工, level five, to 高级技师, level one; the two grades above have no number', () => {
    expect(
      skillLevels.map(({ label, number, numberLabel }) => `${label} ${number ?? '-'} ${numberLabel ?? '-'}`),
    ).toEqual([
      '初级工 5 五级',
      '中级工 4 四级',
      '高级工 3 三级',
      '技师 2 二级',
      '高级技师 1 一级',
      '特级技师 - -',
      '首席技师 - -',
    ]);
  });

  test('are found by number, and no other number is one', () => {
    expect(findLevel(2)?.id).toBe('TECHNICIAN');
    expect([0, 6, Number.NaN, 2.5].map(findLevel)).toEqual([null, null, null, null]);
  });
});

describe('a set of levels', () => {
  test('is read from every row of the catalogues that is not a special ability', () => {
    const printed = readRows('annex-names.csv').flatMap(({ levels }) => levels || []);
    const levels = printed.filter((text) => text !== '专项职业能力');
    expect(printed.length - levels.length).toBe(4);
    expect(levels).toHaveLength(376);
    for (const text of levels) {
      const reading = parseLevels(text);
      expect(reading.ok && reading.value.join('、')).toBe(text);
    }
  });

  test('keeps its gaps, and its order means nothing', () => {
    expect(parseLevels('5、2、1')).toEqual({ ok: true, value: [5, 2, 1] });
    expect(parseLevels('3、 5、4')).toEqual({ ok: true, value: [5, 4, 3] });
    const given = [1, 3, 2];
    expect(readLevels(given)).toEqual({ ok: true, value: [3, 2, 1] });
    expect(given).toEqual([1, 3, 2]);
  });

  test.each([
    ['', ['EMPTY']],
    ['0', ['UNKNOWN_LEVEL']],
    ['6', ['UNKNOWN_LEVEL']],
    ['特级', ['UNKNOWN_LEVEL']],
    ['专项职业能力', ['UNKNOWN_LEVEL']],
    ['5-3', ['UNKNOWN_LEVEL']],
    ['5,4', ['UNKNOWN_LEVEL']],
    ['５、４', ['UNKNOWN_LEVEL']],
    ['5、', ['UNKNOWN_LEVEL']],
    ['4、4', ['DUPLICATE_LEVEL']],
    ['4、4、6', ['UNKNOWN_LEVEL', 'DUPLICATE_LEVEL']],
  ])('%j is refused: %j', (text, reasons) => {
    const reading = parseLevels(text);
    expect(reading.ok ? [] : reading.faults.map(({ code, reason }) => `${code} ${reason}`)).toEqual(
      reasons.map((reason) => `INVALID_LEVEL_SET ${reason}`),
    );
  });
});
