import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { forbiddenMeasures, tiersOn, violationTiers } from '../dist/violation/tier-rules.js';

const LADDER = {
  MINOR: ['IMMEDIATE_CORRECTION'],
  GENERAL: ['TALK_REMINDER', 'ORDER_CORRECTION'],
  SERIOUS: ['WARNING', 'TIME_LIMITED_RECTIFICATION', 'SUSPEND_EVALUATION'],
  ESPECIALLY_SERIOUS: ['TERMINATE_FILING'],
};

describe('the tiers of violations', () => {
  test('judge no act before 1 May 2024', () => {
    expect(tiersOn(day('2024-04-30'))).toEqual([]);
    expect(tiersOn(day('2024-05-01')).map(({ tier }) => tier)).toEqual(Object.keys(LADDER));
  });

  test.each(violationTiers)('$tier permits its own measures and forbids every other', (row) => {
    const permitted = row.measures.map(({ measure }) => measure);
    expect(permitted).toEqual(LADDER[row.tier]);
    expect([...permitted, ...forbiddenMeasures(row)].sort()).toEqual(Object.values(LADDER).flat().sort());
  });
});
