import { describe, expect, test } from '@jest/globals';
import { type Day, addDays, day, isWithin } from '@shanghai/kernel';
import { stateOn } from '../../dist/filing/filing-state-rules.js';
import { validToOf } from '../../dist/filing/filing-term-rules.js';
import type { FilingFacts } from '../../dist/filing/filing.js';
import { spansOf } from '../../dist/filing/filing-span-rules.js';
import { filed, listed } from '../facts.js';

const requestedOn = day('2027-04-01');
const approval = { requestedOn, decision: { result: 'APPROVED', on: day('2027-05-01') } } as const;
const lateRefusal = { requestedOn, decision: { result: 'REFUSED', on: day('2027-06-01') } } as const;
const second = { from: day('2027-05-10'), to: validToOf('SOCIAL_ORGANISATION', day('2027-05-10')), renewal: null };

const cases: readonly (readonly [string, FilingFacts, number])[] = [
  ['that is listed', listed, 1],
  ['that nothing was done to', filed(), 2],
  ['that is suspended for a time', filed({ suspensions: [{ from: day('2025-06-01'), to: day('2025-08-31') }] }), 4],
  ['that is suspended without an end', filed({ suspensions: [{ from: day('2025-06-01'), to: null }] }), 3],
  [
    'that is suspended twice in a row',
    filed({
      suspensions: [
        { from: day('2025-06-01'), to: day('2025-06-30') },
        { from: day('2025-07-01'), to: day('2025-07-31') },
      ],
    }),
    4,
  ],
  ['whose renewal is not decided', filed({ renewal: { requestedOn, decision: null } }), 1],
  ['whose renewal is refused late', filed({ renewal: lateRefusal }), 2],
  ['that was renewed', filed({ periods: [{ ...filed().periods[0]!, renewal: approval }, second] }), 2],
  [
    'that was ordered to end while suspended',
    filed({
      suspensions: [{ from: day('2025-06-01'), to: null }],
      termination: { kind: 'ORDERED', reason: null, effectiveOn: day('2025-07-01') },
    }),
    3,
  ],
  [
    'whose expiry was recorded later',
    filed({ termination: { kind: 'AUTOMATIC', reason: 'NO_RENEWAL', effectiveOn: day('2027-05-10') } }),
    2,
  ],
];

function daysFrom(first: string, last: string): readonly Day[] {
  const days: Day[] = [];
  for (let on = day(first); on <= day(last); on = addDays(on, 1)) days.push(on);
  return days;
}

describe('the spans of a filing', () => {
  test.each(cases)('%s say of every day what its state is', (_what, facts, count) => {
    const spans = spansOf(facts);
    expect(spans).toHaveLength(count);
    for (const on of daysFrom('2024-01-01', '2030-06-01')) {
      const holding = spans.filter(({ from, to }) => isWithin(on, from, to));
      expect(holding.map(({ status }) => status)).toEqual([stateOn(facts, on)?.status ?? []].flat());
    }
  });

  test.each(cases)('%s follow one another without a gap, each in another state', (_what, facts) => {
    const spans = spansOf(facts);
    spans.slice(1).forEach(({ status, from }, index) => {
      expect(spans[index]!.to).toBe(addDays(from, -1));
      expect(spans[index]!.status).not.toBe(status);
    });
    expect(spans.at(-1)!.to).toBeNull();
  });
});
