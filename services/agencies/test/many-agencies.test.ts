import { beforeAll, expect, test } from '@jest/globals';
import { storeSyntheticAgencies } from '../dist/synthetic/synthetic-store.js';
import { invented } from './invented.js';
import { serveAgencies } from './serve.js';

const ITEMS = Array.from({ length: 110 }, (_, at) => `item-${at}`);

const { ask, running } = serveAgencies();

// More of everything than a first batch of MongoDB holds, which is 101 documents.
beforeAll(async () => {
  for (let no = 1; no <= 130; no += 1)
    await storeSyntheticAgencies(
      running().connection,
      invented({
        no,
        items: [{ itemId: ITEMS[no % ITEMS.length]! }, { itemId: 'item-all' }],
        siteDistricts: ['310115'],
      }),
    );
});

test('what is filed for a hundred items costs five commands, however many agencies are named', async () => {
  const of = [...ITEMS.slice(0, 99), 'item-all'].map((id) => ({ __typename: 'CatalogueItem', id, lineageIds: [id] }));
  const { data, commands, errors } = await ask(
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on CatalogueItem { filedAgencies(first: 10) {
      totalCount nodes { agency { name } mayAssess sites { name } filedItem { levels } } } } } }`,
    { of },
  );
  expect(errors).toEqual([]);
  expect(data._entities.at(-1).filedAgencies.totalCount).toBe(130);
  expect(data._entities.at(-1).filedAgencies.nodes).toHaveLength(10);
  expect(commands).toHaveLength(5);
});

test('the coverage of an edition costs one', async () => {
  const itemLineages = ITEMS.map((itemId) => ({ itemId, majorGroup: '4', lineageIds: [itemId] }));
  const { data, commands, errors } = await ask(
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on CatalogueEdition { coverage { bands { agencies itemCount } } } } }`,
    { of: [{ __typename: 'CatalogueEdition', id: '2025-03', itemLineages }] },
  );
  expect(errors).toEqual([]);
  expect(data._entities[0].coverage.bands.map(({ itemCount }: { itemCount: number }) => itemCount)).toEqual([
    0, 90, 20, 0,
  ]);
  expect(commands).toHaveLength(1);
});

test('a page of a hundred agencies with their lists costs six', async () => {
  const { data, commands } = await ask(
    `{ agencies(first: 100) { totalCount nodes { filings { nodes { id } } filedItems { nodes { filing { id } } } sites { nodes { agency { id } } } } } }`,
  );
  expect(data.agencies.nodes).toHaveLength(100);
  expect(commands).toHaveLength(6);
});
