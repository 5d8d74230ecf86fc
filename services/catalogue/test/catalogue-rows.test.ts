import { expect, test } from '@jest/globals';
import { catalogueRowsOf } from '../dist/item/catalogue-rows.js';

test.each([
  ['2024-01', 88],
  ['2024-08', 89],
  ['2025-03', 202],
])('the edition %s gives each of its %d items once, without a store', async (edition, items) => {
  const rows = (await catalogueRowsOf(edition))!;
  expect(rows).toHaveLength(items);
  expect(new Set(rows.map(({ fullName }) => fullName)).size).toBe(items);
});

test('there are no rows of an edition that does not exist', async () => {
  expect(await catalogueRowsOf('2023-01')).toBeNull();
});
