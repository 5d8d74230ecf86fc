import { beforeAll, describe, expect, test } from '@jest/globals';
import { documentOf, explainedBy, useGraph } from './graph.js';
import { type Invented, inventAgencies } from './invent-agencies.js';
import { budgets } from './operations.js';

const size = process.env['DEEP'] ? 'M' : 'S';
const DISTRICT = '310115';
const graph = useGraph({ applications: true });
let last: Invented;

beforeAll(async () => {
  last = await inventAgencies(graph(), size);
}, 1_200_000);

/** Each operation with variables that meet many invented agencies. */
const asked: readonly (readonly [string, () => Readonly<Record<string, unknown>>])[] = [
  ['AgencyPage', () => ({ id: last.agencyId })],
  ['WhereCanIBeAssessed', () => ({ text: '师', first: 20, synthetic: true })],
  ['CoverageGaps', () => ({ edition: '2025-03', synthetic: true, first: 100 })],
  ['MayAssess', () => ({ agencyId: last.agencyId, itemId: last.itemId, district: DISTRICT, level: 'JUNIOR' })],
  ['MayAssess', () => ({ agencyId: last.agencyId, filedItemId: last.filedItemId, candidateKind: 'PUBLIC' })],
  ['BureauInbox', () => ({ first: 20, days: 100 })],
  ['BureauInbox', () => ({ asOf: '2027-03-01', days: 30, first: 100 })],
];

/** What supervision answers every day, for a bureau and for the city. */
const supervised: readonly (readonly [string, () => Readonly<Record<string, unknown>>])[] = [
  ['DistrictDashboard', () => ({})],
  ['EarlyWarnings', () => ({ first: 100 })],
  ['EarlyWarnings', () => ({ status: ['OPEN'], rule: 'RECTIFICATION_OVERDUE' })],
  ['WhomDoISupervise', () => ({ asOf: '2026-11-01', first: 100 })],
  ['ChangesSince', () => ({ first: 100 })],
  ['PlanRandomInspection', () => ({ asOf: '2026-11-01', draws: 20 })],
  ['OpenCaseOptions', () => ({ agencyId: last.agencyId, actOn: '2026-10-20' })],
];
const callers = [
  ['a bureau', { sub: 'bureau', role: 'DISTRICT_BUREAU', district: DISTRICT }],
  ['the Bureau', { sub: 'city', role: 'BUREAU' }],
] as const;

/** That an operation with these variables keeps to its budget and every query of it to an index. */
async function keepsToItsBudget(
  operation: string,
  ask: () => Promise<{ errors: readonly unknown[]; subgraphCalls: number; storeCommands: number }>,
): Promise<void> {
  graph().takeCommands();
  const { errors, subgraphCalls, storeCommands } = await ask();
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
}

describe(`with the invented agencies of ${size}`, () => {
  test.each(asked)('%s keeps to its budget, and every query of it uses an index', async (operation, variables) => {
    await keepsToItsBudget(operation, async () => graph().run(operation, variables()));
  });

  describe.each(callers)('for %s', (_, claims) => {
    test.each(supervised)(
      '%s keeps to its budget, and every query of it uses an index',
      async (operation, variables) => {
        await keepsToItsBudget(operation, async () => graph().as(claims)(documentOf(operation), variables()));
      },
    );
  });
});
