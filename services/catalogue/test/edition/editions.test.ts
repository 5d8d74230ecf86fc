import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { annexedEditions, catalogueOn } from '../../dist/edition/editions.js';
import { useCatalogue } from '../catalogue.js';

const catalogue = useCatalogue();

describe('the catalogue in force', () => {
  test.each([
    ['2024-01-23', null],
    ['2024-01-24', '2024-01'],
    ['2024-08-19', '2024-01'],
    ['2025-03-19', '2024-01'],
    ['2025-03-20', '2025-03'],
    ['2026-11-01', '2025-03'],
  ])('on %s is %s; the scope of a round is none', (on, id) => {
    expect(catalogueOn(annexedEditions, day(on))?.id ?? null).toBe(id);
  });

  test('is that of the request’s day when none is named', async () => {
    const { data } = await catalogue().ask('{ catalogueAsOf { id } }');
    expect(data.catalogueAsOf.id).toBe('2025-03');
  });
});

test('the editions count 89, 89 and 202 rows, 88, 89 and 202 items, 74, 0 and 130 codes', async () => {
  const { data, commands } = await catalogue().ask(
    '{ catalogueEditions { id kind rowCount itemCount codeCount notice { id } } }',
  );
  expect(data.catalogueEditions).toEqual([
    {
      id: '2025-03',
      kind: 'OPEN_CATALOGUE',
      rowCount: 202,
      itemCount: 202,
      codeCount: 130,
      notice: { id: '沪人社职〔2025〕76号' },
    },
    {
      id: '2024-08',
      kind: 'ROUND_SCOPE',
      rowCount: 89,
      itemCount: 89,
      codeCount: 0,
      notice: { id: '沪人社职〔2024〕270号' },
    },
    {
      id: '2024-01',
      kind: 'FILED_PROJECTS',
      rowCount: 89,
      itemCount: 88,
      codeCount: 74,
      notice: { id: '沪人社职〔2024〕38号' },
    },
  ]);
  expect(commands).toHaveLength(2);
});

test('every item of an edition has a lineage that it is part of, in two store commands', async () => {
  const { data, commands } = await catalogue().ask(
    '{ catalogueEdition(id: "2025-03") { itemLineages { itemId majorGroup lineageIds } } }',
  );
  const lineages = data.catalogueEdition.itemLineages as { itemId: string; majorGroup: string; lineageIds: string[] }[];
  expect(lineages).toHaveLength(202);
  expect(lineages.every(({ itemId, lineageIds }) => lineageIds.includes(itemId))).toBe(true);
  expect(lineages.filter(({ majorGroup }) => majorGroup === '4')).toHaveLength(138);
  expect(commands).toHaveLength(2);
});
