import { describe, expect, test } from '@jest/globals';
import { day, workingDaysLeft } from '@shanghai/kernel';
import { deadlinesOfState } from '../../dist/deadline/application-deadline-rules.js';
import { inProjectAssessment, inPublicity } from '../application-state.js';

describe('the deadlines of an application', () => {
  test.each([
    ['2025-04-09', []],
    ['2025-04-10', ['PROJECT_ASSESSMENT_DUE 2025-07-10 from 2025-04-10']],
    ['2025-07-10', ['PROJECT_ASSESSMENT_DUE 2025-07-10 from 2025-04-10']],
    ['2025-07-11', []],
  ])('in project assessment since 2025-04-10, on %s (AGY-019)', (asOf, lines) => {
    const found = deadlinesOfState(inProjectAssessment('2025-04-10'), day(asOf));
    expect(found.map(({ kind, on, countedFrom }) => `${kind} ${on} from ${countedFrom}`)).toEqual(lines);
  });

  test('in publicity carry every day on the way (AGY-023)', () => {
    const [found] = deadlinesOfState(inPublicity('2025-04-30'), day('2025-05-06'));
    expect([found!.kind, found!.on, found!.countedFrom]).toEqual(['PUBLICITY_ENDS', '2025-05-12', '2025-04-30']);
    expect(found!.passedDays.map(({ on, kind, workingDay }) => `${on} ${kind} ${workingDay}`)).toEqual([
      '2025-05-01 HOLIDAY null',
      '2025-05-02 HOLIDAY null',
      '2025-05-03 HOLIDAY null',
      '2025-05-04 HOLIDAY null',
      '2025-05-05 HOLIDAY null',
      '2025-05-06 WORKDAY 1',
      '2025-05-07 WORKDAY 2',
      '2025-05-08 WORKDAY 3',
      '2025-05-09 WORKDAY 4',
      '2025-05-10 WEEKEND null',
      '2025-05-11 WEEKEND null',
      '2025-05-12 WORKDAY 5',
    ]);
  });

  test('are none where the calendar does not reach, and in other states', () => {
    expect(deadlinesOfState(inPublicity('2026-12-25'), day('2026-12-28'))).toEqual([]);
    expect(deadlinesOfState({ ...inPublicity('2025-04-30'), status: 'FILED' }, day('2025-05-06'))).toEqual([]);
  });
});

describe('the working days that are left', () => {
  test.each([
    ['2025-05-12', '2025-04-30', 5],
    ['2025-05-12', '2025-05-11', 1],
    ['2025-05-12', '2025-05-12', 0],
    ['2025-05-12', '2025-05-13', null],
    ['2027-05-10', '2026-11-01', null],
  ])('to %s from %s are %s', (on, asOf, left) => {
    expect(workingDaysLeft(day(on), day(asOf))).toBe(left);
  });
});
