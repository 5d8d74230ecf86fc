import { describe, expect, test } from '@jest/globals';
import { day, startOfDay } from '@shanghai/kernel';
import { judgeRoundOpening } from '../../dist/round/round-opening-rules.js';
import {
  judgePreauthorisation,
  judgeWindow,
  preloadedRounds,
  roundAt,
  roundOfMonth,
  scopeEditionOn,
} from '../../dist/round/round-rules.js';
import { instant } from '../application-facts.js';

const march = roundOfMonth('2026-03');

describe('the rounds that the notices announce', () => {
  test('are the one of 270号, the four of 2025 and the one of comparison', () => {
    expect(preloadedRounds.map(({ _id, opensOn, closesOn }) => `${_id} ${opensOn} ${closesOn}`)).toEqual([
      '2024-08 2024-08-23 2024-08-28',
      '2025-03 2025-03-20 2025-03-30',
      '2025-06 2025-06-20 2025-06-30',
      '2025-09 2025-09-20 2025-09-30',
      '2025-12 2025-12-20 2025-12-30',
      'comparison-2026-06 2026-06-25 2026-06-30',
    ]);
    expect(preloadedRounds.some(({ assumedContinuation }) => assumedContinuation)).toBe(false);
  });

  test('of later years are assumed continuation', () => {
    expect(march.assumedContinuation).toBe(true);
  });

  test.each([
    ['2024-08-18', null],
    ['2024-08-19', '2024-08'],
    ['2025-03-19', '2024-08'],
    ['2025-03-20', '2025-03'],
  ])('take from the list that is open on %s: %s', (on, edition) => {
    expect(scopeEditionOn(day(on), roundAt(preloadedRounds, startOfDay(day(on))))).toBe(edition);
  });

  test.each([
    ['2026-03-19', '2025-03'],
    ['2026-03-20', '2026-03'],
    ['2024-08-25', '2024-08'],
  ])('take from the catalogue that is in force on %s, of those that have arrived: %s', (on, edition) => {
    const arrived = [
      { edition: '2024-08', kind: 'ROUND_SCOPE', effectiveOn: day('2024-08-19') },
      { edition: '2026-03', kind: 'OPEN_CATALOGUE', effectiveOn: day('2026-03-20') },
      { edition: '2025-03', kind: 'OPEN_CATALOGUE', effectiveOn: day('2025-03-20') },
    ] as const;
    const rounds = [...preloadedRounds, march];
    expect(scopeEditionOn(day(on), roundAt(rounds, startOfDay(day(on))), arrived)).toBe(edition);
    const narrowed = { ...march, scopeItemIds: ['item-1'] };
    expect(scopeEditionOn(day('2026-03-25'), narrowed, arrived)).toBe('2025-03');
  });

  test('take from their own list when one is open', () => {
    expect(scopeEditionOn(day('2026-03-25'), { ...march, scopeEdition: '2026-01' })).toBe('2026-01');
  });
});

describe('a window (AGY-014, AGY-015)', () => {
  test.each([
    ['2024-08-22T23:59:59+08:00', 'AGY-014', 'FAIL', '2024-08-23'],
    ['2024-08-23T00:00:00+08:00', 'AGY-014', 'PASS', undefined],
    ['2024-08-28T23:59:59.999+08:00', 'AGY-014', 'PASS', undefined],
    ['2024-08-29T00:00:00+08:00', 'AGY-014', 'FAIL', '2025-03-20'],
    ['2025-03-19T23:59:59+08:00', 'AGY-014', 'FAIL', '2025-03-20'],
    ['2025-03-20T00:00:00+08:00', 'AGY-015', 'PASS', undefined],
    ['2025-03-30T23:59:59+08:00', 'AGY-015', 'PASS', undefined],
    ['2025-03-31T00:00:00+08:00', 'AGY-015', 'FAIL', '2025-06-20'],
    ['2025-12-31T09:00:00+08:00', 'AGY-015', 'FAIL', null],
    ['2026-04-25T09:00:00+08:00', 'AGY-015', 'FAIL', null],
    ['2026-03-25T09:00:00+08:00', 'AGY-015', 'FAIL', null],
    ['2024-01-01T09:00:00+08:00', 'AGY-014', 'FAIL', '2024-08-23'],
  ])('at %s: %s says %s, and next is %s', (at, rule, verdict, next) => {
    const found = judgeWindow({ at: instant(at), rounds: preloadedRounds });
    expect([found.rule, found.verdict, found.facts['nextOpensOn']]).toEqual([rule, verdict, next]);
    expect(found.code).toBe('OUTSIDE_WINDOW');
    expect(found.clauses.length).toBeGreaterThan(0);
  });

  test('of 2026 is there once the Centre has opened the round, and says that 76号 is assumed to go on', () => {
    const found = judgeWindow({ at: instant('2026-03-25'), rounds: [...preloadedRounds, march] });
    expect([found.verdict, found.facts['round'], found.facts['assumedContinuation']]).toEqual([
      'PASS',
      '2026-03',
      true,
    ]);
  });

  test('names the next round that is known', () => {
    const found = judgeWindow({ at: instant('2026-01-05'), rounds: [...preloadedRounds, march] });
    expect([found.verdict, found.facts['nextOpensOn']]).toEqual(['FAIL', '2026-03-20']);
  });

  test.each([
    ['2024-08-26', 'FAIL'],
    ['2025-03-20', 'PASS'],
    ['2025-03-31', 'FAIL'],
  ])('for 预授权受理 on %s: %s', (on, verdict) => {
    expect(judgePreauthorisation({ at: instant(on), rounds: preloadedRounds }).verdict).toBe(verdict);
  });
});

describe('a round that the Centre opens (AGY-015)', () => {
  test.each([
    ['2026-03', '2026-01-10', 'PASS', 'OUTSIDE_WINDOW'],
    ['2026-03', '2026-03-30', 'PASS', 'OUTSIDE_WINDOW'],
    ['2026-03', '2026-03-31', 'FAIL', 'OUTSIDE_WINDOW'],
    ['2024-09', '2024-09-01', 'FAIL', 'OUTSIDE_WINDOW'],
    ['2026-04', '2026-01-10', 'FAIL', 'INVALID_ROUND_MONTH'],
    ['2026-3', '2026-01-10', 'FAIL', 'INVALID_ROUND_MONTH'],
    ['2026-13', '2026-01-10', 'FAIL', 'INVALID_ROUND_MONTH'],
    ['2025-12', '2025-12-01', 'FAIL', 'ROUND_EXISTS'],
  ])('of %s, asked for on %s: %s %s', (month, today, verdict, code) => {
    const found = judgeRoundOpening({ month, today: day(today), rounds: preloadedRounds });
    expect([found.rule, found.verdict, found.code]).toEqual(['AGY-015', verdict, code]);
  });
});
