import { describe, expect, test } from '@jest/globals';
import {
  type Objection,
  clause,
  comparedContact,
  countPublicity,
  day,
  hasObjectedEnough,
  judgeNoneOpen,
  judgeObjectable,
  judgeObjectionDecision,
  judgePublicityOver,
  withDecision,
  withObjection,
} from '../../src/index.js';

const rule = {
  rule: 'AGY-023',
  force: 'MUST',
  code: 'PUBLICITY_RUNNING',
  clauses: [clause('沪人社职〔2025〕76号', '二（三）5', '公示期为5个工作日')],
} as const;
const instant = (on: string) => new Date(`${on}T09:00:00+08:00`);
const counted = (on: string) => countPublicity({ publishedAt: instant(on), endsOn: null }, () => ({ workingDays: 5 }));

describe('publicity of five working days from the 24th of March 2025', () => {
  test.each([
    ['2025-03-31', 'FAIL', 'PASS'],
    ['2025-04-01', 'PASS', 'FAIL'],
  ] as const)('on %s: over %s, open to objections %s', (on, over, objectable) => {
    expect(judgePublicityOver(rule, counted('2025-03-24'), day(on), '出具备案回执').verdict).toBe(over);
    expect(judgeObjectable(rule, counted('2025-03-24'), day(on)).verdict).toBe(objectable);
  });

  test('where the calendar does not reach is not over, and still open to objections', () => {
    const on = day('2027-02-01');
    expect(judgePublicityOver(rule, counted('2026-12-30'), on, '').verdict).toBe('UNDETERMINED');
    expect(judgeObjectable(rule, counted('2026-12-30'), on).verdict).toBe('PASS');
  });

  test('that has not begun is neither over nor open to objections', () => {
    const none = countPublicity(null, () => ({ workingDays: 5 }));
    expect(judgePublicityOver(rule, none, day('2025-04-01'), '').verdict).toBe('FAIL');
    expect(judgeObjectable(rule, none, day('2025-04-01')).code).toBe('PUBLICITY_ENDED');
  });
});

describe('objections', () => {
  const raised = { text: '不符', contact: 'c', contactHash: 'h', raisedAt: instant('2025-03-25') };
  const one: readonly Objection[] = withObjection([], raised);

  test('are numbered as they come, and open until they are decided', () => {
    const two = withObjection(one, raised);
    expect(two.map(({ no, status }) => [no, status])).toEqual([
      [1, 'OPEN'],
      [2, 'OPEN'],
    ]);
    expect(judgeNoneOpen(rule, two)).toMatchObject({ verdict: 'FAIL', facts: { open: ['1', '2'] } });
  });

  test('are decided one by one, each once', () => {
    const decided = withDecision(one, { objectionNo: 1, reason: '不成立' }, 'DISMISSED', instant('2025-03-26'));
    expect(judgeNoneOpen(rule, decided).verdict).toBe('PASS');
    expect(judgeObjectionDecision(rule, one, 1).verdict).toBe('PASS');
    expect(judgeObjectionDecision(rule, decided, 1).code).toBe('OBJECTION_ALREADY_DECIDED');
    expect(judgeObjectionDecision(rule, decided, 2).code).toBe('OBJECTION_UNKNOWN');
  });

  test('of one contact are three at most, however its number is spaced', () => {
    const three = withObjection(withObjection(one, raised), raised);
    expect(hasObjectedEnough(three.slice(1), 'h')).toBe(false);
    expect(hasObjectedEnough(three, 'h')).toBe(true);
    expect(hasObjectedEnough(three, 'another')).toBe(false);
    expect(comparedContact('１39-0000 0009')).toBe('13900000009');
  });
});
