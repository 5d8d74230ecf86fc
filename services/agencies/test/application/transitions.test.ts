import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { groundsOf } from '../../dist/application/act-ground-rules.js';
import { type Actor, type ApplicationAct, transitions } from '../../dist/application/application-machine.js';
import type { ApplicationStatus } from '../../dist/application/application.js';
import { judgeTransition, statusLabels } from '../../dist/application/transition-rules.js';
import { lineOf } from '../application-facts.js';

const on = day('2026-07-01');
const statuses = Object.keys(statusLabels) as ApplicationStatus[];

function step(act: ApplicationAct, status: ApplicationStatus | null, by: Actor): string | null {
  const found = judgeTransition({ act, status, by, on });
  return found && lineOf(found);
}

describe('machine 2 (AGY-032)', () => {
  test.each(transitions)('lets $act go on from $from alone', ({ act, by, from }) => {
    for (const status of statuses)
      expect(step(act, status, by[0]!)).toBe(from.includes(status) ? null : 'AGY-032 ILLEGAL_TRANSITION FAIL');
    expect(step(act, null, by[0]!)).toBe(from.length === 0 ? null : 'AGY-032 ILLEGAL_TRANSITION FAIL');
  });

  test.each(transitions)('lets nobody but $by do $act (AGY-017)', ({ act, by, from }) => {
    for (const other of ['PUBLIC', 'AUDITOR', 'CENTRE', 'BUREAU', 'SYSTEM'] as const)
      expect(step(act, from[0] ?? null, other)).toBe(by.includes(other) ? null : 'AGY-017 NOT_AUTHORISED FAIL');
  });

  test('names the order of the notice of the day', () => {
    const notice = (at: string) =>
      judgeTransition({ act: 'issueReceipt', status: 'DRAFT', by: 'CENTRE', on: day(at) })!.clauses[0]!.notice;
    expect([notice('2024-08-19'), notice('2025-03-19')]).toEqual(['沪人社职〔2024〕270号', '沪人社职〔2024〕270号']);
    expect(notice('2025-03-20')).toBe('沪人社职〔2025〕76号');
  });

  test.each(transitions)('has words of a notice for $act on every day it can be done', ({ act }) => {
    expect(groundsOf(act, on)).not.toEqual([]);
    const isLate = act === 'rejectFalseMaterial' || act === 'preauthoriseApplication' || act === 'permitBeyondCap';
    expect(groundsOf(act, day('2024-08-19')).map(({ notice }) => notice)).toEqual(
      isLate ? [] : ['沪人社职〔2024〕270号'],
    );
  });

  test('rests acceptance on the words on acceptance (AGY-017)', () => {
    expect(groundsOf('acceptApplication', on).map(({ quote }) => quote)).toEqual([
      '市职鉴中心受市人力资源社会保障局委托，受理相关申报材料',
    ]);
  });
});

test.each([
  ['2026-06-22', 'AGY-029 FALSE_MATERIAL FAIL'],
  ['2026-06-23', null],
])('false material ends an application on %s or not (AGY-029)', (at, line) => {
  const found = judgeTransition({ act: 'rejectFalseMaterial', status: 'SUBMITTED', by: 'CENTRE', on: day(at) });
  expect(found && lineOf(found)).toBe(line);
});
