import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { deadlinesFrom } from '../../dist/deadline/filing-deadline-rules.js';
import { filed, listed } from '../facts.js';

const all = ['RENEWAL_WINDOW_OPENS 2027-02-10', 'RENEWAL_WINDOW_CLOSES 2027-05-09', 'FILING_EXPIRES 2027-05-10'];
const requestedOn = day('2027-03-01');
const refused = filed({ renewal: { requestedOn, decision: { result: 'REFUSED', on: day('2027-04-01') } } });

describe('the deadlines of a filing', () => {
  test.each([
    ['long before its end', '2026-11-01', filed(), all],
    ['on the day its window opens', '2027-02-10', filed(), all],
    ['after that', '2027-02-11', filed(), all.slice(1)],
    ['on its last day', '2027-05-09', filed(), all.slice(1)],
    ['on the day after', '2027-05-10', filed(), all.slice(2)],
    ['when it has expired', '2027-05-11', filed(), []],
    ['before a request that came later', '2027-02-10', refused, all],
    ['after a request that was refused', '2027-04-01', refused, all.slice(2)],
    ['after a request that is pending', '2027-04-01', filed({ renewal: { requestedOn, decision: null } }), []],
    [
      'after its termination',
      '2026-11-01',
      filed({ termination: { kind: 'VOLUNTARY', reason: null, effectiveOn: day('2026-11-01') } }),
      [],
    ],
    ['without a printed validity', '2024-01-24', listed, []],
  ])('%s', (_, on, facts, expected) => {
    expect(deadlinesFrom(facts, day(on)).map(({ kind, on: falls }) => `${kind} ${falls}`)).toEqual(expected);
  });
});
