import { beforeAll, describe, expect, test } from '@jest/globals';
import { storeSyntheticAgencies } from '@shanghai/agencies';
import { catalogueRowsOf } from '@shanghai/catalogue';
import { generatePopulation, populationSizes } from '@shanghai/population';
import { explainedBy, useGraph } from './graph.js';
import { budgets } from './operations.js';

const size = process.env['DEEP'] ? 'M' : 'S';
const graph = useGraph({ applications: true });
const agency = { id: '' };
const filed = { itemId: '', filedItemId: '' };

beforeAll(async () => {
  const editions = ['2024-01', '2025-03'];
  const rows = await Promise.all(editions.map(async (id) => [id, (await catalogueRowsOf(id))!] as const));
  const store = graph().subgraph('agencies').connection;
  for (const batch of generatePopulation({ counts: populationSizes[size], catalogue: new Map(rows) })) {
    await storeSyntheticAgencies(store, batch);
    const item = batch.filedItems.find(({ itemId }) => itemId !== null);
    if (item) Object.assign(filed, { itemId: item.itemId, filedItemId: item._id });
    agency.id = item?.agencyId ?? agency.id;
  }
}, 300_000);

/** Each operation with variables that meet many invented agencies. */
const asked: readonly (readonly [string, () => Readonly<Record<string, unknown>>])[] = [
  ['AgencyPage', () => agency],
  ['WhereCanIBeAssessed', () => ({ text: '师', first: 20, synthetic: true })],
  ['CoverageGaps', () => ({ edition: '2025-03', synthetic: true, first: 100 })],
  ['MayAssess', () => ({ agencyId: agency.id, itemId: filed.itemId, district: '310115', level: 'JUNIOR' })],
  ['MayAssess', () => ({ agencyId: agency.id, filedItemId: filed.filedItemId, candidateKind: 'PUBLIC' })],
  ['BureauInbox', () => ({ first: 20, days: 100 })],
  ['BureauInbox', () => ({ asOf: '2027-03-01', days: 30, first: 100 })],
];

describe(`with the invented agencies of ${size}`, () => {
  test.each(asked)('%s keeps to its budget, and every query of it uses an index', async (operation, variables) => {
    graph().takeCommands();
    const { errors, subgraphCalls, storeCommands } = await graph().run(operation, variables());
    expect(errors).toEqual([]);
    expect(subgraphCalls).toBeLessThanOrEqual(budgets[operation]!.subgraphCalls);
    expect(storeCommands).toBeLessThanOrEqual(budgets[operation]!.storeCommands);
    const plans = await Promise.all(
      graph()
        .takeCommands()
        .map(async (one) => explainedBy(graph(), one)),
    );
    expect(plans.length).toBeGreaterThan(0);
    expect(plans.filter((plan) => /"stage":"COLLSCAN"/.test(plan))).toEqual([]);
    expect(plans.every((plan) => /"stage":"(IXSCAN|IDHACK|COUNT_SCAN|EOF)"/.test(plan))).toBe(true);
  });
});
