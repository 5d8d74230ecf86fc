import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { displayName, nameKey, readCatalogueName } from '../../src/index.js';
import { readRows } from '../csv.js';
import { RUNS } from '../runs.js';

const annexNames = readRows('annex-names.csv');

function read(printed: string) {
  const reading = readCatalogueName(printed);
  if (!reading.ok) throw new Error(reading.faults[0].reason);
  return reading.value;
}

describe('the names of the annexes', () => {
  test('are 89, 89 and 202 of the catalogues, 7 and 6 of the comparisons', () => {
    const counts = new Map<string, number>();
    for (const { list } of annexNames) counts.set(list!, (counts.get(list!) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({
      '2024-01': 89,
      '2024-08': 89,
      '2025-03': 202,
      'overseas-2026': 7,
      'enterprise-2026': 6,
    });
  });

  test.each(annexNames)('$list row $row is $fullName', ({ printed, fullName, occupation, workType, key }) => {
    expect(read(printed!)).toMatchObject({ printed, fullName, occupation, workType: workType || null, key });
  });

  test('tell 88 items apart in 2024-01, 89 in 2024-08 and 202 in 2025-03', () => {
    const items = (list: string) =>
      new Set(annexNames.filter((row) => row['list'] === list).map((row) => nameKey(row['printed']!)));
    expect(['2024-01', '2024-08', '2025-03'].map((list) => items(list).size)).toEqual([88, 89, 202]);
  });

  test.each([
    ['2024-01', 'INNER_SPACE', ['8', '15', '16', '17']],
    ['2024-01', 'HALF_WIDTH_BRACKETS', '2 3 5 6 7 8 10 11 15 16 17 51 52 53 55 58'.split(' ')],
    ['2025-03', 'NESTED_BRACKETS', ['133']],
    ['2025-03', 'SEPARATOR_IN_NAME', ['170']],
    ['2025-03', 'ZERO_WIDTH_CHARACTER', []],
    ['2025-03', 'COMPATIBILITY_CHARACTER', []],
  ] as const)('of %s with %s are rows %j', (list, irregularity, rows) => {
    const found = annexNames.filter(
      (row) => row['list'] === list && read(row['printed']!).irregularities.includes(irregularity),
    );
    expect(found.map(({ row }) => row)).toEqual(rows);
  });

  test('of 2025-03 have half-width brackets in 53 rows', () => {
    const half = annexNames.filter(
      (row) => row['list'] === '2025-03' && read(row['printed']!).irregularities.includes('HALF_WIDTH_BRACKETS'),
    );
    expect(half).toHaveLength(53);
  });
});

describe('a name', () => {
  test('keeps its text as printed beside the normalised one', () => {
    const printed = ' 电切削工(电火花线切割机 床操作工)\u200B';
    expect(read(printed)).toEqual({
      printed,
      fullName: '电切削工（电火花线切割机床操作工）',
      key: '电切削工(电火花线切割机床操作工)',
      occupation: '电切削工',
      workType: '电火花线切割机床操作工',
      irregularities: ['INNER_SPACE', 'HALF_WIDTH_BRACKETS', 'ZERO_WIDTH_CHARACTER'],
    });
  });

  test('divides at its first bracket and keeps the inner ones', () => {
    expect(read('社会体育指导员（登山(山地户外）)')).toMatchObject({
      fullName: '社会体育指导员（登山（山地户外））',
      occupation: '社会体育指导员',
      workType: '登山（山地户外）',
    });
  });

  test('is compared with compatibility forms undone, and shown with them', () => {
    // U+2F2F is the radical that scans print for 工.
    expect(read('车\u2F2F')).toMatchObject({
      fullName: '车\u2F2F',
      key: '车工',
      irregularities: ['COMPATIBILITY_CHARACTER'],
    });
    expect(nameKey('ＫＮＸ　工程师')).toBe(nameKey('KNX工程师'));
  });

  test('keeps one blank between Latin words and none elsewhere', () => {
    expect(displayName('HCIA  AI 认证 工程师')).toBe('HCIA AI认证工程师');
  });

  test('with a rare character of four bytes or an emoji is kept exactly', () => {
    expect(read('𠮷田工（👷）')).toMatchObject({ fullName: '𠮷田工（👷）', occupation: '𠮷田工' });
  });

  test.each([
    ['', 'EMPTY'],
    [' \u3000\u200B', 'EMPTY'],
    ['工'.repeat(101), 'TOO_LONG'],
    ['工'.repeat(65_536), 'TOO_LONG'],
    ['车工\u202E（普通车工）', 'FORBIDDEN_CHARACTER'],
    ['车工\u2066', 'FORBIDDEN_CHARACTER'],
    ['车工\0', 'FORBIDDEN_CHARACTER'],
    ['车工\u001B[31m', 'FORBIDDEN_CHARACTER'],
    ['车工\uD800', 'FORBIDDEN_CHARACTER'],
    ['车工\uE000', 'FORBIDDEN_CHARACTER'],
    ['车工（普通车工', 'BRACKETS'],
    ['车工）', 'BRACKETS'],
    ['）车工（', 'BRACKETS'],
    ['（普通车工）', 'BRACKETS'],
    ['车工（）', 'BRACKETS'],
    ['车工（ ）', 'BRACKETS'],
    ['车工（普通）工', 'BRACKETS'],
    ['车工（普通）（数控）', 'BRACKETS'],
  ])('%j is refused: %s', (printed, reason) => {
    expect(readCatalogueName(printed)).toMatchObject({
      ok: false,
      faults: [{ code: 'INVALID_CATALOGUE_NAME', reason }],
    });
  });

  test('100 characters long is not too long, whatever blanks the page adds', () => {
    expect(readCatalogueName(`${'工'.repeat(50)}  \n${'𠮷'.repeat(50)}`).ok).toBe(true);
  });

  test('with two faults is refused for both', () => {
    expect(readCatalogueName('车工（\u202E')).toMatchObject({
      faults: [{ reason: 'FORBIDDEN_CHARACTER' }, { reason: 'BRACKETS' }],
    });
  });
});

describe('whatever the text', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom('（', '）', '(', ')', ' ', '\u200B', '\u3000', '工', 'a', 'Ａ', '、'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
  });

  test('names and keys are normalised once and for all', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(displayName(displayName(any))).toBe(displayName(any));
        expect(nameKey(nameKey(any))).toBe(nameKey(any));
        expect(nameKey(displayName(any))).toBe(nameKey(any));
      }),
      { seed: 5, numRuns: RUNS },
    );
  });

  test('a name of the annexes stays the same item under other brackets, blanks and zero-width characters', () => {
    const noise = fc.array(fc.constantFrom('', '', ' ', '\u3000', '\u200B', '\uFEFF', '\n'), {
      minLength: 30,
      maxLength: 30,
    });
    fc.assert(
      fc.property(fc.constantFrom(...annexNames), noise, fc.boolean(), ({ fullName }, between, half) => {
        const widths = half ? fullName!.replaceAll('（', '(').replaceAll('）', ')') : fullName!;
        const noisy = [...widths].map((character, at) => character + between[at]!).join('');
        expect(read(noisy)).toMatchObject({ fullName, key: nameKey(fullName!) });
      }),
      { seed: 6, numRuns: RUNS },
    );
  });
});
