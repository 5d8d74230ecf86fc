import { describe, expect, test } from '@jest/globals';
import { addDays, day, holidayYears, knowDay, lastWorkingDayAfter, weekdayOf } from '../../src/index.js';
import { readRows } from '../csv.js';

describe('the table of working days', () => {
  test('names the 108 exceptions of the announcements for 2024 to 2026, and no other', () => {
    const exceptions: Record<string, string>[] = [];
    for (let on = day('2024-01-01'); on <= day('2026-12-31'); on = addDays(on, 1)) {
      const known = knowDay(on);
      if (!known.determined) throw new Error(`${on} is not known`);
      const { kind, label, source } = known;
      if (label !== null) exceptions.push({ date: on, kind, label, source });
      else expect(kind).toBe(weekdayOf(on) > 5 ? 'WEEKEND' : 'WORKDAY');
    }
    expect(exceptions).toEqual(readRows('cn-calendar-2024-2026.csv'));
    expect(exceptions).toHaveLength(108);
  });

  test('has people work instead only on weekend days', () => {
    const worked = holidayYears.flatMap(({ breaks }) => breaks.flatMap((one) => one.worked));
    expect(worked.filter((on) => weekdayOf(on) <= 5)).toEqual([]);
  });

  test.each(['2023-12-31', '2027-01-01', '2027-01-02'])('does not reach %s, a weekend day or not', (on) => {
    const year = Number(on.slice(0, 4));
    expect(knowDay(day(on))).toMatchObject({
      determined: false,
      missing: { code: 'WORKING_DAY_TABLE', facts: { year } },
    });
  });
});

describe('a count of working days', () => {
  test('shows every calendar day it passes over, what it is and by which announcement', () => {
    const count = lastWorkingDayAfter(day('2024-09-13'), 5);
    expect(count.trace.map(({ on, kind, workingDay }) => `${on} ${kind} ${workingDay ?? '-'}`)).toEqual([
      '2024-09-14 MAKEUP_WORKDAY 1',
      '2024-09-15 HOLIDAY -',
      '2024-09-16 HOLIDAY -',
      '2024-09-17 HOLIDAY -',
      '2024-09-18 WORKDAY 2',
      '2024-09-19 WORKDAY 3',
      '2024-09-20 WORKDAY 4',
      '2024-09-21 WEEKEND -',
      '2024-09-22 WEEKEND -',
      '2024-09-23 WORKDAY 5',
    ]);
    expect(count).toMatchObject({ determined: true, lastDay: '2024-09-23' });
    expect(new Set(count.trace.map(({ source }) => source))).toEqual(new Set(['国办发明电〔2023〕7号']));
  });

  test('that leaves the table is undetermined, with the days it came over and the year that is missing', () => {
    const count = lastWorkingDayAfter(day('2026-12-25'), 5);
    expect(count).toMatchObject({ determined: false, missing: { code: 'WORKING_DAY_TABLE', facts: { year: 2027 } } });
    expect(count.trace.at(-1)).toMatchObject({ on: '2026-12-31', workingDay: 4 });
  });

  test('that begins before the table is undetermined too', () => {
    expect(lastWorkingDayAfter(day('2023-12-29'), 1)).toMatchObject({ determined: false, trace: [] });
  });

  test('goes on when the next announcement is added as a row, which may reach into the December before', () => {
    const source = { number: '示例〔2026〕1号', title: '示例' };
    const [friday, saturday] = [day('2027-01-01'), day('2026-12-26')];
    const years = [
      ...holidayYears,
      { year: 2027, source, breaks: [{ label: '元旦', off: [friday, friday] as const, worked: [saturday] }] },
    ];
    expect(lastWorkingDayAfter(day('2026-12-25'), 5, years)).toMatchObject({ determined: true, lastDay: '2026-12-31' });
    expect(lastWorkingDayAfter(day('2026-12-28'), 4, years)).toMatchObject({ determined: true, lastDay: '2027-01-04' });
  });

  test.each([0, -1, 1.5])('of %d days throws', (days) => {
    expect(() => lastWorkingDayAfter(day('2025-01-01'), days)).toThrow(RangeError);
  });
});
