import { describe, expect, test } from '@jest/globals';
import * as kernel from '../../src/index.js';

const { day, findNotice, findPrecedence, notices } = kernel;

const BUREAU_38 = '沪人社职〔2024〕38号';
const BUREAU_120 = '沪人社职〔2024〕120号';
const BUREAU_270 = '沪人社职〔2024〕270号';
const BUREAU_76 = '沪人社职〔2025〕76号';
const CENTRE_30 = '沪职鉴中心〔2026〕30号';

describe('the five notices', () => {
  test('stand in the order of issue, each in effect on or after its day of issue', () => {
    expect(notices.map(({ number }) => number)).toEqual([BUREAU_38, BUREAU_120, BUREAU_270, BUREAU_76, CENTRE_30]);
    expect(notices.map(({ issuedOn }) => issuedOn)).toEqual(notices.map(({ issuedOn }) => issuedOn).sort());
    expect(notices.filter(({ issuedOn, effectiveOn }) => effectiveOn < issuedOn)).toEqual([]);
  });

  test('are found by 文号, exactly', () => {
    expect(findNotice(BUREAU_120)?.effectiveOn).toBe('2024-05-01');
    expect(findNotice('沪人社职[2024]120号')).toBeNull();
    expect(findNotice('constructor')).toBeNull();
  });

  test('38 and 76 are applied as continuing practice after the year in their titles', () => {
    const assumed = (on: string) =>
      notices.filter((notice) => kernel.isAssumedContinuation(notice, day(on))).map(({ number }) => number);
    expect(assumed('2024-12-31')).toEqual([]);
    expect(assumed('2025-01-01')).toEqual([BUREAU_38]);
    expect(assumed('2026-01-01')).toEqual([BUREAU_38, BUREAU_76]);
  });
});

describe('of two inconsistent notices', () => {
  test.each([
    ['120 prevails over what is older, as it says', BUREAU_38, BUREAU_120, BUREAU_120, 'MET-001', true],
    ['a later notice of the Bureau prevails over 120', BUREAU_120, BUREAU_76, BUREAU_76, 'MET-002', false],
    ['the later of two others of the Bureau prevails', BUREAU_38, BUREAU_270, BUREAU_270, 'MET-001', false],
    ['the Bureau prevails over the Centre, though older', BUREAU_38, CENTRE_30, BUREAU_38, 'MET-002', false],
    ['120 prevails over the Centre', CENTRE_30, BUREAU_120, BUREAU_120, 'MET-002', false],
  ])('%s', (_what, a, b, prevailing, rule, isPrinted) => {
    for (const [one, other] of [
      [a, b],
      [b, a],
    ]) {
      const precedence = findPrecedence(findNotice(one!)!, findNotice(other!)!, day('2026-07-01'));
      expect(precedence).toMatchObject({ prevailing: { number: prevailing }, by: { rule }, isPrinted });
    }
  });

  test('neither yields before both are in effect: 120 is issued on 26 April 2024 and in effect from 1 May', () => {
    const decide = (on: string) => findPrecedence(findNotice(BUREAU_38)!, findNotice(BUREAU_120)!, day(on));
    expect(decide('2024-04-30')).toBeNull();
    expect(decide('2024-05-01')?.prevailing.number).toBe(BUREAU_120);
  });

  test('a notice has nothing to decide with itself', () => {
    expect(findPrecedence(notices[0]!, notices[0]!, day('2026-07-01'))).toBeNull();
  });
});
