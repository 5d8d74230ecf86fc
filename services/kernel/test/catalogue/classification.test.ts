import { describe, expect, test } from '@jest/globals';
import { findMajorGroup, itemKinds, majorGroups, parseOccupationCode } from '../../src/index.js';
import { readRows } from '../csv.js';

function codesOf(list: string): string[] {
  return readRows('annex-names.csv').flatMap((row) => (row['list'] === list ? row['code']! : []));
}

describe('an occupation code', () => {
  test.each([
    ['2024-01', 74, { 3: 1, 4: 60, 5: 4, 6: 24 }],
    ['2025-03', 130, { 3: 2, 4: 138, 5: 6, 6: 56 }],
  ])('of %s is read in every row: %i codes in the major groups %j', (list, codes, groups) => {
    const counts: Record<string, number> = {};
    for (const code of codesOf(list)) {
      const reading = parseOccupationCode(code);
      expect(reading).toMatchObject({ ok: true, value: { code } });
      if (reading.ok) counts[reading.value.majorGroup] = (counts[reading.value.majorGroup] ?? 0) + 1;
    }
    expect(new Set(codesOf(list)).size).toBe(codes);
    expect(counts).toEqual(groups);
  });

  test('says where it stands in the classification', () => {
    expect(parseOccupationCode('4-09-09-00')).toEqual({
      ok: true,
      value: { code: '4-09-09-00', majorGroup: '4', middleGroup: '4-09', minorGroup: '4-09-09', kind: 'OCCUPATION' },
    });
  });

  test('of a special ability ends in Z and a number', () => {
    expect(parseOccupationCode('4-04-05-Z2')).toMatchObject({ ok: true, value: { kind: 'SPECIAL_ABILITY' } });
    expect(itemKinds.map(({ label }) => label)).toContain('专项职业能力');
  });

  test.each([
    '6-31-07-3',
    '9-01-01-01',
    '0-01-01-01',
    '4-04-05-Z',
    '4-04-05-z1',
    '4040501',
    '4－04－05－01',
    '４-04-05-01',
    ' 4-04-05-01',
    '4-04-05-01\n',
    '',
  ])('%j is refused', (text) => {
    expect(parseOccupationCode(text)).toMatchObject({ ok: false, faults: [{ code: 'INVALID_OCCUPATION_CODE' }] });
  });
});

test('the eight major groups are numbered 1 to 8', () => {
  expect(majorGroups.map(({ digit }) => digit).join('')).toBe('12345678');
  expect(findMajorGroup('6')?.name).toBe('生产制造及有关人员');
  expect(findMajorGroup('9')).toBeNull();
});
