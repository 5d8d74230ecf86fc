import { expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { type FiledRow, countAgencies } from '../../dist/item/count-agencies.js';

function row(id: string, agencyId: string, changed: Partial<FiledRow> = {}): FiledRow {
  return {
    _id: id,
    agencyId,
    agencyNameKey: agencyId,
    levels: [5],
    standing: { from: day('2024-01-24'), to: null },
    siteStays: [],
    validityPrinted: true,
    ...changed,
  };
}

const on = day('2026-11-01');

test('an agency filed twice counts once, with the levels of both and the newer of the two', () => {
  const newer = row('2', 'a', { levels: [4, 3], standing: { from: day('2025-06-01'), to: null } });
  const counts = countAgencies([row('1', 'a'), newer, row('3', 'b')], on);
  expect(counts.totalCount).toBe(2);
  expect(counts.rows.map(({ _id }) => _id)).toEqual(['2', '3']);
  expect(counts.byLevel).toEqual([
    { level: 5, count: 2 },
    { level: 4, count: 1 },
    { level: 3, count: 1 },
  ]);
});

test('a district counts agencies with a site in use on the day, however many sites', () => {
  const stay = { district: '310115', from: day('2025-01-01'), to: day('2026-11-01') } as const;
  const rows = [row('1', 'a', { siteStays: [stay, stay] }), row('2', 'b', { siteStays: [stay] })];
  expect(countAgencies(rows, on).byDistrict).toEqual([{ district: '310115', count: 2 }]);
  expect(countAgencies(rows, day('2026-11-02')).byDistrict).toEqual([]);
});
