import { describe, expect, test } from '@jest/globals';
import { instantAt } from '../../dist/clock.js';
import { refusedOr } from '../../dist/graph/refused-or.js';
import { historyEntryFields, ownStatus } from '../../dist/journal/history-entry.js';
import { reviveInstants } from '../../dist/journal/revive-instants.js';

const AT = '2025-03-24T01:00:00.000Z';
const instant = instantAt(Date.parse(AT));

describe('a state that comes back from the journal', () => {
  test('has its instants again, at any depth and in lists', () => {
    const kept = { since: AT, nested: [{ at: AT, decidedAt: null }], day: '2025-03-24', dayAt: '2025-03-24' };
    expect(reviveInstants(kept, new Set())).toEqual({
      since: instant,
      nested: [{ at: instant, decidedAt: null }],
      day: '2025-03-24',
      dayAt: '2025-03-24',
    });
  });

  test('keeps what looks like an instant and is none, and what was typed', () => {
    const kept = { text: AT, form: { at: AT } };
    expect(reviveInstants(kept, new Set(['form']))).toEqual(kept);
  });
});

test('an act gives what it did, or a refusal', () => {
  const { __resolveType } = refusedOr('LoanDone');
  expect(__resolveType({ refusals: [] })).toBe('Refused');
  expect(__resolveType({ loan: {} })).toBe('LoanDone');
});

test('an entry says what the state was called before and after', () => {
  const { from, to, at } = historyEntryFields((_entry, state) => ownStatus(state));
  const entry = { before: null, after: { status: 'LENT' }, at: AT } as Parameters<typeof from>[0];
  expect([from(entry), to(entry), at(entry)]).toEqual([null, 'LENT', instant]);
});
