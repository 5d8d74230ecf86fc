import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { bandOf, coverItems, findAgencyCap, vacancyOf } from '../../dist/item/coverage-rules.js';

describe('the cap on the agencies of an item', () => {
  test.each([
    ['2025-03-19', null, null],
    ['2025-03-20', 3, 1],
  ])('on %s is %s', (on, cap, vacancy) => {
    expect(findAgencyCap(day(on))?.atMost ?? null).toBe(cap);
    expect(vacancyOf(2, findAgencyCap(day(on)))).toBe(vacancy);
  });

  test('leaves no negative vacancy', () => {
    expect(vacancyOf(5, findAgencyCap(day('2025-03-20')))).toBe(0);
  });
});

test.each([
  [0, 'NONE'],
  [1, 'ONE'],
  [2, 'TWO'],
  [3, 'THREE_OR_MORE'],
  [150, 'THREE_OR_MORE'],
])('%d agencies are the band %s', (agencies, band) => {
  expect(bandOf(agencies)).toBe(band);
});

test('agencies of a predecessor count when successions are followed, each once', () => {
  const items = [{ itemId: 'new', majorGroup: '4', lineageIds: ['new', 'old'] }];
  const filed = new Map([
    ['new', ['a', 'b']],
    ['old', ['b', 'c']],
  ]);
  expect(coverItems(items, filed, true)[0]!.agencyCount).toBe(3);
  expect(coverItems(items, filed, false)[0]!.agencyCount).toBe(2);
});
