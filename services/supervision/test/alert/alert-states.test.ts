import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLog, readInstant } from '@shanghai/platform';
import {
  type ServedSubgraph,
  publishForTest,
  serveForTest,
  settableClock,
  testSealer,
} from '@shanghai/platform/testing';
import { type AlertAct, alertActsOpenTo, alertStatusAfter, alertTransitions } from '../../dist/alert/alert-machine.js';
import type { AlertStatus } from '../../dist/alert/alert.js';
import { evaluateAlerts } from '../../dist/alert/evaluate-alerts.js';
import { supervision } from '../../dist/subgraph.js';
import { NOW, acting, caseIn, newKey, people, stored, tellAgencies } from '../case/case-states.js';
import { performOnAlert } from '../../dist/alert/perform-on-alert.js';
import { loaded, told } from '../subject/told.js';

const statuses: readonly AlertStatus[] = ['OPEN', 'EXPLAINED', 'CASE_OPENED', 'DISMISSED', 'CLEARED'];
const acts: readonly AlertAct[] = ['raiseAlert', 'clearAlert', 'explainAlert', 'openAlertCase', 'dismissAlert'];

/** Every step that there is; what is not here is refused. */
const steps: Readonly<Record<AlertAct, Partial<Record<AlertStatus | 'NONE', AlertStatus>>>> = {
  raiseAlert: { NONE: 'OPEN', CLEARED: 'OPEN' },
  clearAlert: { OPEN: 'CLEARED', EXPLAINED: 'CLEARED' },
  explainAlert: { OPEN: 'EXPLAINED' },
  openAlertCase: { OPEN: 'CASE_OPENED', EXPLAINED: 'CASE_OPENED' },
  dismissAlert: { OPEN: 'DISMISSED', EXPLAINED: 'DISMISSED' },
};

describe('the machine of alerts', () => {
  test.each(acts.flatMap((act) => [null, ...statuses].map((from) => [act, from] as const)))(
    'has for %s from %s one state, or none',
    (act, from) => {
      expect(alertStatusAfter(act, from)).toBe(steps[act][from ?? 'NONE'] ?? null);
    },
  );

  test('gives people every step but those that follow from causes, and a bureau no other than the city', () => {
    const byPeople = ['explainAlert', 'openAlertCase', 'dismissAlert'];
    for (const role of ['DISTRICT_BUREAU', 'CENTRE', 'BUREAU']) {
      expect(alertActsOpenTo(role, 'OPEN')).toEqual(byPeople);
      expect(alertActsOpenTo(role, 'EXPLAINED')).toEqual(byPeople.slice(1));
    }
    for (const role of ['ANALYST', 'AUDITOR', 'AGENCY', 'INDUSTRY_AUTHORITY'])
      for (const status of statuses) expect(alertActsOpenTo(role, status)).toEqual([]);
    expect(alertTransitions.filter(({ by }) => by.includes('SYSTEM')).map(({ act }) => act)).toEqual([
      ...['raiseAlert', 'raiseAlert', 'clearAlert'],
    ]);
  });
});

describe('what people have done with an alert', () => {
  const clock = settableClock(NOW);
  let served: ServedSubgraph;
  beforeAll(async () => {
    served = await serveForTest(supervision, clock);
    await tellAgencies(served);
    await served.settle();
  });
  afterAll(async () => served.stop());

  const roster = async (staffCount: number) => {
    const payload = { agencyId: 'enterprise', act: 'addStaff', sheet: 'STAFF', lineIds: [], staffCount, persons: [] };
    await publishForTest(served.events, { type: 'roster.changed', payload, at: clock.now() });
    await served.settle();
  };
  const rows = async (value: string) => {
    const query =
      '{ alerts(rule: STAFF_BELOW_FIVE, first: 100) { nodes { id version status value violationCase { id } } } }';
    const { data } = await served.ask(query, {}, people.pudong);
    return (data.alerts.nodes as { id: string; version: number; status: string; value: string }[]).filter((one) =>
      one.value.endsWith(`${value}人`),
    );
  };
  const decide = async (
    staffCount: number,
    act: 'explainAlert' | 'openAlertCase' | 'dismissAlert',
    caseId: string | null,
  ) => {
    await roster(staffCount);
    const { id, version } = (await rows(String(staffCount)))[0]!;
    const on = { id, version, idempotencyKey: newKey() };
    return performOnAlert(acting(served, people.pudong), on, { act, reason: '已核实', caseId });
  };

  test('stays when it ended in a case, which it names, and is not raised again for the cause', async () => {
    const { _id: caseId } = await stored(served, caseIn('REGISTERED'));
    expect(await decide(4, 'openAlertCase', caseId)).toMatchObject({ alert: { status: 'CASE_OPENED', caseId } });
    await roster(5);
    await roster(4);
    expect(await rows('4')).toMatchObject([{ status: 'CASE_OPENED', version: 2, violationCase: { id: caseId } }]);
  });

  test('stays when it was dismissed, whatever becomes of the cause', async () => {
    expect(await decide(3, 'dismissAlert', null)).toMatchObject({ alert: { status: 'DISMISSED' } });
    await roster(5);
    await roster(3);
    expect(await rows('3')).toMatchObject([{ status: 'DISMISSED', version: 2 }]);
  });

  test('ends with the cause when it was explained alone, and is open again when the cause is back', async () => {
    expect(await decide(2, 'explainAlert', null)).toMatchObject({ alert: { status: 'EXPLAINED' } });
    await roster(2);
    expect(await rows('2')).toMatchObject([{ status: 'EXPLAINED', version: 2 }]);
    await roster(5);
    expect(await rows('2')).toMatchObject([{ status: 'CLEARED', version: 3 }]);
    await roster(2);
    expect(await rows('2')).toMatchObject([{ status: 'OPEN', version: 4 }]);
  });
});

describe('the night', () => {
  const clock = settableClock(readInstant('2028-01-01T04:00:00Z')!);
  let served: ServedSubgraph;
  beforeAll(async () => {
    served = await serveForTest(supervision, clock);
    const agencies = Array.from({ length: 120 }, (_, no) =>
      told({ agencyId: `agency-${String(no).padStart(3, '0')}` }),
    );
    await publishForTest(served.events, loaded(agencies));
    await served.settle();
  });
  afterAll(async () => served.stop());

  const services = { clock, sealer: testSealer, log: createLog('test', 'silent') };
  const evaluate = async () => evaluateAlerts.run(served.connection, clock.now(), services);

  const written = async () => {
    const { db } = served.connection;
    const alerts = await db!.collection('alerts').find().sort({ _id: 1 }).toArray();
    return { alerts, acts: await db!.collection('journal').countDocuments({ aggregate: /^alert\// }) };
  };

  test('finds the same however often, and in however many copies at once, it is gone through', async () => {
    // All filings end on 9 March 2028; from 90 days before on each is an alert.
    for (let done = 1; done > 0;)
      done = (await Promise.all([evaluate(), evaluate(), evaluate()])).reduce((sum, one) => sum + one, 0);
    const first = await written();
    const lapsing = first.alerts.filter((one) => one['rule'] === 'FILING_LAPSING');
    expect([lapsing.length, lapsing.every((one) => one['version'] === 1)]).toEqual([120, true]);
    expect(await evaluate()).toBe(0);
    await served.connection.db!.collection('alertRuns').deleteMany({});
    for (let done = 1; done > 0;) done = await evaluate();
    expect(await written()).toEqual(first);
  });

  test('goes on where it was broken off', async () => {
    clock.advance({ days: 1 });
    const before = await written();
    expect(await evaluate()).toBe(1);
    // Another process goes on with the second hundred.
    for (let done = 1; done > 0;) done = await evaluate();
    expect(await written()).toEqual(before);
    const [run] = await served.connection.db!.collection('alertRuns').find().toArray();
    expect(run).toMatchObject({ on: '2028-01-02', after: 'agency-119', isDone: true });
  });
});
