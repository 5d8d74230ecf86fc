import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { bestState, standingOf, stateOn } from '../../dist/filing/filing-state-rules.js';
import { validToOf } from '../../dist/filing/filing-term-rules.js';
import type { FilingFacts, Termination } from '../../dist/filing/filing.js';
import { filed, listed } from '../facts.js';

const requestedOn = day('2027-04-01');
const second = { from: day('2027-05-10'), to: validToOf('SOCIAL_ORGANISATION', day('2027-05-10')), renewal: null };

const suspended = filed({ suspensions: [{ from: day('2025-06-01'), to: day('2025-08-31') }] });
const openly = filed({ suspensions: [{ from: day('2025-06-01'), to: null }] });
const pending = filed({ renewal: { requestedOn, decision: null } });
const refused = filed({ renewal: { requestedOn, decision: { result: 'REFUSED', on: day('2027-04-20') } } });
const refusedLate = filed({ renewal: { requestedOn, decision: { result: 'REFUSED', on: day('2027-06-01') } } });
const late = filed({ renewal: { requestedOn: day('2027-05-10'), decision: null } });
const approval = { requestedOn, decision: { result: 'APPROVED', on: day('2027-05-01') } } as const;
const renewed = filed({ periods: [{ ...filed().periods[0]!, renewal: approval }, second] });

function ended(kind: Termination['kind'], reason: Termination['reason'], effectiveOn: string): FilingFacts {
  return filed({ termination: { kind, reason, effectiveOn: day(effectiveOn) } });
}

describe('the state of a filing', () => {
  test.each([
    ['listed', '2024-01-23', listed, null, null],
    ['listed', '2024-01-24', listed, 'LISTED', '2024-01-24'],
    ['listed', '2027-01-23', listed, 'LISTED', '2024-01-24'],
    ['listed', '2027-01-24', listed, 'LISTED', '2024-01-24'],
    ['plain', '2024-05-09', filed(), null, null],
    ['plain', '2024-05-10', filed(), 'ACTIVE', '2024-05-10'],
    ['plain', '2027-05-09', filed(), 'ACTIVE', '2024-05-10'],
    ['plain', '2027-05-10', filed(), 'EXPIRED', '2027-05-10'],
    ['suspended', '2025-05-31', suspended, 'ACTIVE', '2024-05-10'],
    ['suspended', '2025-06-01', suspended, 'SUSPENDED', '2025-06-01'],
    ['suspended', '2025-08-31', suspended, 'SUSPENDED', '2025-06-01'],
    ['suspended', '2025-09-01', suspended, 'ACTIVE', '2025-09-01'],
    ['openly suspended', '2027-05-09', openly, 'SUSPENDED', '2025-06-01'],
    ['openly suspended', '2027-05-10', openly, 'EXPIRED', '2027-05-10'],
    ['with a pending request', '2027-05-09', pending, 'ACTIVE', '2024-05-10'],
    ['with a pending request', '2028-01-01', pending, 'ACTIVE', '2024-05-10'],
    ['refused in time', '2027-05-09', refused, 'ACTIVE', '2024-05-10'],
    ['refused in time', '2027-05-10', refused, 'EXPIRED', '2027-05-10'],
    ['refused after its end', '2027-06-01', refusedLate, 'ACTIVE', '2024-05-10'],
    ['refused after its end', '2027-06-02', refusedLate, 'EXPIRED', '2027-06-02'],
    ['asked for too late', '2027-05-10', late, 'EXPIRED', '2027-05-10'],
    ['renewed', '2027-05-10', renewed, 'ACTIVE', '2024-05-10'],
    ['renewed', '2030-05-09', renewed, 'ACTIVE', '2024-05-10'],
    ['renewed', '2030-05-10', renewed, 'EXPIRED', '2030-05-10'],
    ['left', '2025-12-31', ended('VOLUNTARY', null, '2026-01-01'), 'ACTIVE', '2024-05-10'],
    ['left', '2026-01-01', ended('VOLUNTARY', null, '2026-01-01'), 'TERMINATED', '2026-01-01'],
    ['ordered to end', '2026-01-01', ended('ORDERED', null, '2026-01-01'), 'TERMINATED', '2026-01-01'],
    [
      'of a body that is gone',
      '2026-01-01',
      ended('AUTOMATIC', 'SUBJECT_EXTINCT', '2026-01-01'),
      'TERMINATED',
      '2026-01-01',
    ],
    [
      'recorded as not renewed',
      '2027-05-10',
      ended('AUTOMATIC', 'NO_RENEWAL', '2027-05-10'),
      'TERMINATED',
      '2027-05-10',
    ],
  ])('%s on %s', (_, on, facts, status, since) => {
    const state = stateOn(facts, day(on));
    expect([state?.status ?? null, state?.since ?? null]).toEqual([status, since]);
    if (state) expect(state.reason).not.toBe('');
  });

  test('says of a listed filing from 2027-01-24 on that three years have passed', () => {
    expect(stateOn(listed, day('2027-01-23'))!.reason).not.toContain('2027-01-23');
    expect(stateOn(listed, day('2027-01-24'))!.reason).toContain('2027-01-23');
  });

  test.each([
    [listed, '2024-01-24', null],
    [filed(), '2024-05-10', '2027-05-09'],
    [openly, '2024-05-10', '2027-05-09'],
    [pending, '2024-05-10', null],
    [refusedLate, '2024-05-10', '2027-06-01'],
    [renewed, '2024-05-10', '2030-05-09'],
    [ended('VOLUNTARY', null, '2026-01-01'), '2024-05-10', '2025-12-31'],
    [ended('AUTOMATIC', 'NO_RENEWAL', '2027-05-10'), '2024-05-10', '2027-05-09'],
  ])('agrees with the standing that is stored for queries (%#)', (facts, from, to) => {
    expect(standingOf(facts)).toEqual({ from, to });
    const stands = (on: string): boolean =>
      ['LISTED', 'ACTIVE', 'SUSPENDED'].includes(stateOn(facts, day(on))?.status ?? '');
    for (const on of ['2024-01-23', '2024-01-24', '2024-05-09', '2024-05-10', '2025-12-31', '2026-01-01', '2027-05-09'])
      expect(stands(on)).toBe(from <= on && (to === null || on <= to));
    for (const on of ['2027-05-10', '2027-06-01', '2027-06-02', '2030-05-09', '2030-05-10'])
      expect(stands(on)).toBe(to === null || on <= to);
  });

  test('rests on the notice that prints its term, and on none where the term is assumed', () => {
    const on = day('2026-11-01');
    const notices = (facts: FilingFacts): readonly string[] => stateOn(facts, on)!.clauses.map(({ notice }) => notice);
    expect(notices(filed({ from: '2025-03-20' }))).toEqual(['沪人社职〔2025〕76号']);
    expect(notices(filed({ from: '2026-07-01', type: 'COMPARISON' }))).toEqual(['沪职鉴中心〔2026〕30号']);
    expect(notices(filed({ from: '2025-03-20', type: 'ENTERPRISE' }))).toEqual([]);
    expect(stateOn(filed({ type: 'COLLEGE' }), on)!.reason).toContain('推定');
  });

  test('of an agency is the best of its filings', () => {
    const on = day('2025-07-01');
    const states = [suspended, ended('ORDERED', null, '2025-01-01'), filed()].map((facts) => stateOn(facts, on));
    expect(bestState(states)?.status).toBe('ACTIVE');
    expect(bestState(states.slice(0, 2))?.status).toBe('SUSPENDED');
    expect(bestState([null, stateOn(listed, on), states[0]!])?.status).toBe('LISTED');
    expect(bestState([null])).toBeNull();
  });
});
