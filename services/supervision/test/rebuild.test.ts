import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { type Consumer, consumeOnce, createConsumers, createJournal, createLog, lagOf } from '@shanghai/platform';
import { type PublishedEvent, publishForTest, testSealer } from '@shanghai/platform/testing';
import type { Connection } from 'mongoose';
import { supervision } from '../dist/subgraph.js';
import { fillTallies } from '../dist/tally/fill-tallies-store.js';
import { actsOn, done, inspectionIn, instant, madeDraw } from './inspection/life.js';
import { useWorld } from './inspection/world.js';
import {
  HUANGPU,
  PUDONG,
  XUHUI,
  filingChanged,
  loaded,
  siteChanged,
  told,
  toldFiling,
  toldSite,
} from './subject/told.js';

const world = useWorld();
const acts = actsOn(() => world().served.connection);
const log = createLog('test', 'silent');

/** What acts have made, each with its journal. */
const madeByActs = ['violationCases', 'restrictions', 'inspections', 'draws', 'annualAssessments', 'alerts'] as const;
/** Beside them what is loaded or belongs to the platform. All else is a read model. */
const notFromEvents: ReadonlySet<string> = new Set([
  ...madeByActs,
  ...['alertRuns', 'violationLists', 'imports', 'statements', 'refusalCounts', 'refusedActs', 'guards'],
  ...['journal', 'outbox', 'rememberedActs', 'anchors', 'anchoredHeads', 'consumers', 'deadLetters', 'leases'],
]);

async function readModelsOf(store: Connection): Promise<readonly string[]> {
  const all = await store.db!.listCollections().toArray();
  return all
    .map(({ name }) => name)
    .filter((name) => !notFromEvents.has(name))
    .sort();
}

async function rowsOf(store: Connection, name: string): Promise<readonly unknown[]> {
  return store.db!.collection(name).find().sort({ _id: 1 }).toArray();
}

/** A store that knows nothing but the events, from the first on; consumers take their turns so many events at a time. */
async function rebuilt(name: string, limit: number): Promise<Connection> {
  const { connection, events } = world().served;
  const store = connection.useDb(`${connection.name}_${name}`);
  const services = { log, clock: world().clock, sealer: testSealer };
  await createJournal(store);
  await createConsumers(store);
  await supervision.prepare(store, services);
  const consumers: readonly Consumer[] = supervision.consumers!(store, services);
  const lags = async () => Promise.all(consumers.map(async (consumer) => lagOf({ consumer, store, events })));
  while ((await lags()).some((lag) => lag > 0))
    for (const consumer of consumers) await consumeOnce({ consumer, store, events, log, limit });
  return store;
}

/** What subjects count as. */
async function talliesOf(store: Connection): Promise<readonly unknown[]> {
  return store
    .db!.collection('tallies')
    .find({ thing: /^subject/ })
    .sort({ _id: 1 })
    .toArray();
}

/** Puts what acts have made in the place of what follows from events alone, and forgets what is counted. */
async function copyActs(from: Connection, to: Connection): Promise<void> {
  await to.db!.collection('tallies').deleteMany({});
  for (const name of madeByActs) {
    await to.db!.collection(name).deleteMany({});
    const rows = await from.db!.collection(name).find().toArray();
    if (rows.length > 0) await to.db!.collection(name).insertMany(rows);
  }
}

/** An event of every type that a read model rests on and that no act of these tests tells. */
const toldByOthers: readonly PublishedEvent[] = [
  loaded([told({ agencyId: 'enterprise' }), told({ agencyId: 'gone' })], 'test/1'),
  loaded([told({ agencyId: 'enterprise' })], 'test/1'),
  filingChanged('enterprise', toldFiling({ filingId: 'filing-of-enterprise', version: 3 })),
  // What comes late changes nothing.
  filingChanged('enterprise', toldFiling({ filingId: 'filing-of-enterprise', version: 2, district: XUHUI })),
  siteChanged('enterprise', toldSite({ siteId: 'site-e', version: 1, district: HUANGPU })),
  siteChanged('enterprise', toldSite({ siteId: 'site-e', version: 2, to: day('2025-06-01') })),
  {
    type: 'roster.changed',
    payload: { agencyId: 'enterprise', staffCount: 5, persons: [{ person: 'hash-1', duties: ['LIAISON'] }] },
  },
  ...['material-1', 'material-2'].map((materialId) => ({ ...kept(materialId), version: 1 })),
  { ...kept('material-2', 'DISPOSED'), version: 2 },
  ...['application-1', 'application-2'].map((id) => assessed(id, 'PROJECT_ASSESSMENT')),
  assessed('application-2', 'AWAITING_CONSENT'),
  ...['plan-1', 'plan-2'].map((planId) => planned('plan.published', planId)),
  { ...planned('plan.cancelled', 'plan-1') },
  ...['c-1', 'c-2'].map((certificateId) => ({
    type: 'certificate.registered',
    payload: {
      ...{ certificateId, agencyId: 'enterprise', filingId: 'filing-of-enterprise', itemId: 'item-1' },
      ...{ level: 'SENIOR', registeredOn: '2025-06-03', inScope: true, duplicateOf: null },
    },
  })),
  {
    type: 'case.changed',
    aggregate: 'case/case-1',
    payload: {
      ...{ caseId: 'case-1', act: 'decideCase', from: 'INVESTIGATING', to: 'DECIDED', subjectType: 'AGENCY' },
      ...{ agencyId: 'enterprise', districts: [PUDONG], filingId: null, siteId: null, tier: 'GENERAL' },
      rectificationDueOn: null,
    },
  },
];

function planned(type: string, planId: string): PublishedEvent {
  const status = type === 'plan.cancelled' ? 'CANCELLED' : 'PUBLISHED';
  const payload = { planId, agencyId: 'enterprise', status, examDays: ['2025-07-01'], sites: [{ siteId: 'site-e' }] };
  return { type, aggregate: `plan/${planId}`, payload };
}

function kept(materialId: string, status = 'KEPT'): PublishedEvent {
  const payload = { materialId, agencyId: 'enterprise', retainUntil: '2025-08-01', status };
  return { type: 'retention.changed', aggregate: `material/${materialId}`, payload };
}

function assessed(applicationId: string, to: string): PublishedEvent {
  const projectDueOn = to === 'PROJECT_ASSESSMENT' ? '2025-07-20' : null;
  const payload = { applicationId, applicantId: 'enterprise', to, districts: [PUDONG], projectDueOn };
  return { type: 'application.changed', aggregate: `application/${applicationId}`, payload };
}

describe('every read model', () => {
  test('is the same in a store that was told of nothing but the events, in whatever turns they were taken', async () => {
    const { served } = world();
    for (const event of toldByOthers) await publishForTest(served.events, { ...event, at: instant('2025-06-20') });
    for (const status of ['PLANNED', 'DRAWN', 'RECTIFICATION', 'CLOSED'] as const) {
      const { _id } = await inspectionIn(acts, served.connection, status);
      if (status === 'RECTIFICATION') done(await acts.acceptInspectionRectification(_id));
      await served.settle();
    }
    await madeDraw(served.connection);
    await served.settle();

    const models = await readModelsOf(served.connection);
    expect(models).toEqual(expect.arrayContaining(['changes', 'gradeFacts', 'subjects']));
    for (const [name, limit] of [
      ['in_turns', 1],
      ['at_once', 10_000],
    ] as const) {
      const store = await rebuilt(name, limit);
      expect(await talliesOf(store)).toEqual(await talliesOf(served.connection));
      await copyActs(served.connection, store);
      await fillTallies(store);
      for (const model of models) {
        const live = await rowsOf(served.connection, model);
        // One that is empty proves nothing: what it rests on is to be told above.
        expect([model, live.length > 0]).toEqual([model, true]);
        expect([model, await rowsOf(store, model)]).toEqual([model, live]);
      }
      await store.dropDatabase();
    }
  });
});
