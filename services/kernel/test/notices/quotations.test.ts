import { describe, expect, test } from '@jest/globals';
import { clause } from '../../dist/notices/clause.js';
import { clausesIn, isQuotedFrom } from '../../dist/notices/quotation.js';

describe('a quotation', () => {
  test('is found across the blanks and line breaks of a scan, and not when a character differs', () => {
    expect(isQuotedFrom('本通知自 2024 年\n\n5 月　1 日起施行。', '自2024年5月1日 起施行')).toBe(true);
    expect(isQuotedFrom('本通知自 2024 年 5 月 1 日起施行。', '自2024年5月2日起施行')).toBe(false);
    expect(isQuotedFrom('（以下简称市人社局)', '（以下简称市人社局）')).toBe(false);
  });

  test('is collected from rows, lists and maps, once each', () => {
    const one = clause('沪人社职〔2024〕38号', '六', '本通知');
    const two = clause('沪人社职〔2024〕38号', '六', '实施');
    const rows: Record<string, unknown> = {
      a: [{ clause: one }, one],
      b: new Map([['x', { clauses: [two] }]]),
      c: null,
    };
    rows['itself'] = rows;
    expect(clausesIn(rows)).toEqual([one, two]);
  });

  test('without words or without a place throws', () => {
    expect(() => clause('沪人社职〔2024〕38号', '六', ' ')).toThrow(RangeError);
    expect(() => clause('沪人社职〔2024〕38号', '', '实施')).toThrow(RangeError);
  });
});
