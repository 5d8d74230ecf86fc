import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { headOf, listEvents, readInstant } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { agencies } from '../../dist/subgraph.js';
import { removeSyntheticAgencies, storeSyntheticAgencies } from '../../dist/synthetic/synthetic-store.js';
import { type AgenciesLoaded, tellLoaded } from '../../dist/telling/tell-loaded.js';
import { invented } from '../invented.js';

let served: ServedSubgraph;
const at = readInstant('2026-11-01T04:00:00Z')!;

beforeAll(async () => {
  served = await serveForTest(agencies);
});
afterAll(async () => served.stop());

/** What was told since a position, by part with the number of its agencies. */
async function toldSince(position: number): Promise<readonly AgenciesLoaded[]> {
  await served.settle();
  const events = await listEvents(served.events, position, 1000);
  return events
    .filter(({ type }) => type === 'agencies.loaded')
    .map(({ payload }) => JSON.parse(payload) as AgenciesLoaded);
}

test('the agencies of the notice are told of with their filings when the service starts, and once', async () => {
  const [told, ...more] = await toldSince(0);
  expect(more).toEqual([]);
  expect(told).toMatchObject({ part: 'real/0' });
  expect(told!.agencies).toHaveLength(47);
  const [first] = told!.agencies;
  expect(first).toMatchObject({ type: 'SOCIAL_ORGANISATION', registrationDistrict: null, sitesKnown: false });
  expect(first!.filings).toMatchObject([{ authority: null, facts: { listedOn: '2024-01-24' }, version: 0 }]);
  expect(first!.filings[0]).toMatchObject({ states: [{ status: 'LISTED', from: '2024-01-24', to: null }] });
  const items = told!.agencies.flatMap(({ filings }) => filings.flatMap(({ scope }) => scope));
  expect(items).toHaveLength(89);
  expect(items.filter(({ itemId, levels }) => itemId === null || levels.length === 0)).toHaveLength(0);
  expect(await tellLoaded(served.connection, at)).toBe(0);
});

test('invented ones are told of by the clock, in parts of a hundred, and so is that they are gone', async () => {
  const before = await headOf(served.events);
  for (let no = 1; no <= 101; no += 1)
    await storeSyntheticAgencies(served.connection, invented({ no, siteDistricts: ['310115'] }));
  expect(await served.tick()).toBeGreaterThan(0);
  const told = await toldSince(before);
  expect(told.map(({ part, agencies: all }) => [part, all.length])).toEqual([
    ['synthetic/0', 100],
    ['synthetic/1', 1],
  ]);
  expect(told[0]!.agencies[0]!.sites).toMatchObject([{ district: '310115', to: null }]);
  await removeSyntheticAgencies(served.connection);
  await served.tick();
  expect((await toldSince(before)).slice(2)).toEqual([
    { part: 'synthetic/0', agencies: [] },
    { part: 'synthetic/1', agencies: [] },
  ]);
});
