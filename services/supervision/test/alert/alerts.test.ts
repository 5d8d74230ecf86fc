import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { enumLabels } from '@shanghai/schema';
import { type Caller, publicCaller, readInstant } from '@shanghai/platform';
import {
  type ServedSubgraph,
  type SettableClock,
  publishForTest,
  serveForTest,
  settableClock,
} from '@shanghai/platform/testing';
import { alertRules } from '../../dist/alert/alert-rules.js';
import { alertTransitions } from '../../dist/alert/alert-machine.js';
import { supervision } from '../../dist/subgraph.js';
import { HUANGPU, PUDONG, XUHUI, filingChanged, loaded, told, toldFiling } from '../subject/told.js';

let served: ServedSubgraph;
let clock: SettableClock;
let keys = 0;

beforeAll(async () => {
  clock = settableClock(readInstant('2026-11-01T04:00:00Z')!);
  served = await serveForTest(supervision, clock);
});
afterAll(async () => served.stop());

const centre: Caller = { ...publicCaller, role: 'CENTRE', subject: 'zhou' };

function bureauOf(district: string): Caller {
  return { ...publicCaller, role: 'DISTRICT_BUREAU', subject: 'pan', scopes: { district } };
}

async function tell(type: string, payload: unknown): Promise<void> {
  await publishForTest(served.events, { type, payload, at: clock.now() });
  await served.settle();
}

interface Seen {
  readonly id: string;
  readonly version: number;
  readonly rule: string;
  readonly status: string;
  readonly reason: string | null;
  readonly value: string;
  readonly evidence: readonly { readonly kind: string; readonly id: string }[];
  readonly availableActs: readonly string[];
}

async function alertsFor(caller: Caller, filter: Record<string, unknown> = {}): Promise<Seen[]> {
  const { data, errors } = await served.ask(
    `query ($rule: AlertRule, $status: [AlertStatus!], $agencyId: ID, $district: DistrictCode) {
      alerts(rule: $rule, status: $status, agencyId: $agencyId, district: $district, first: 100) {
        totalCount nodes { id version rule status reason value evidence { kind id } availableActs }
      } }`,
    filter,
    caller,
  );
  expect(errors).toEqual([]);
  expect(data.alerts.totalCount).toBe(data.alerts.nodes.length);
  return data.alerts.nodes as Seen[];
}

async function act(caller: Caller, name: string, { id, version }: Seen, more = ''): Promise<Record<string, unknown>> {
  const { data, errors } = await served.ask(
    `mutation { done: ${name}(id: "${id}", version: ${version}, reason: "已核实", idempotencyKey: "act-on-alert-${++keys}"${more}) {
      __typename ... on AlertActDone { alert { status version reason } } ... on Refused { refusals { code rule } } } }`,
    {},
    caller,
  );
  return { ...(data?.done as object | undefined), errors: errors.map(({ extensions }) => extensions['code']) };
}

function lapsing(to: string, version: number) {
  const filing = toldFiling({ filingId: 'filing-l', version });
  return { ...filing, facts: { ...filing.facts, periods: [{ from: filing.standing.from, to: to as never }] } };
}

describe('SYS-002: a filing that ends soon', () => {
  const rule = { rule: 'FILING_LAPSING' };

  test('is an alert of its district from the 90th day before on, when the day comes, and no other district’s', async () => {
    await publishForTest(served.events, loaded([told({ agencyId: 'lapsing', filings: [] })]));
    await publishForTest(served.events, filingChanged('lapsing', lapsing('2027-01-31', 1)));
    await served.settle();
    expect(await alertsFor(centre, rule)).toEqual([]);
    await served.tick();
    clock.set(readInstant('2026-11-02T04:00:00Z')!);
    for (let done = 1; done > 0;) done = await served.tick();
    await served.settle();
    expect(await alertsFor(bureauOf(PUDONG), rule)).toMatchObject([
      {
        status: 'OPEN',
        value: '2027-01-31到期，剩余90天',
        evidence: [{ kind: 'FILING', id: 'filing-l' }, { kind: 'AGENCY' }],
      },
    ]);
    expect(await alertsFor(bureauOf(XUHUI), rule)).toEqual([]);
  });

  test('is one alert however often it is found', async () => {
    clock.advance({ days: 1 });
    for (let done = 1; done > 0;) done = await served.tick();
    await publishForTest(served.events, filingChanged('lapsing', lapsing('2027-01-31', 2)));
    await served.settle();
    const [first, ...others] = await alertsFor(centre, rule);
    expect([first!.version, others]).toEqual([1, []]);
  });

  test('ends by itself when it is renewed, says so, and is the same alert when it is back', async () => {
    await publishForTest(served.events, filingChanged('lapsing', lapsing('2030-01-31', 3)));
    await served.settle();
    const [cleared] = await alertsFor(centre, rule);
    expect(cleared).toMatchObject({ status: 'CLEARED', reason: expect.stringContaining('消除'), availableActs: [] });
    await publishForTest(served.events, filingChanged('lapsing', lapsing('2027-01-31', 4)));
    await served.settle();
    expect(await alertsFor(centre, rule)).toMatchObject([{ id: cleared!.id, status: 'OPEN', version: 3 }]);
  });

  test('is not raised again for the same cause once it was dismissed, and is for another', async () => {
    const [open] = await alertsFor(bureauOf(PUDONG), rule);
    expect(await act(bureauOf(PUDONG), 'dismissAlert', open!)).toMatchObject({ alert: { status: 'DISMISSED' } });
    await publishForTest(served.events, filingChanged('lapsing', lapsing('2027-01-31', 5)));
    await served.settle();
    expect(await alertsFor(centre, rule)).toMatchObject([{ status: 'DISMISSED' }]);
    await publishForTest(served.events, filingChanged('lapsing', lapsing('2027-01-30', 6)));
    await served.settle();
    expect((await alertsFor(centre, rule)).map(({ status }) => status).sort()).toEqual(['DISMISSED', 'OPEN']);
  });
});

describe('SYS-002: a rectification that is overdue', () => {
  const told = (over: Record<string, unknown>) => ({
    ...{ inspectionId: 'i-1', act: 'tellOverdueRectification', from: 'RECTIFICATION', to: 'RECTIFICATION' },
    ...{ agencyId: 'lapsing', districts: [XUHUI], rectificationDueOn: '2026-11-01', ...over },
  });

  test('is an alert of who sees the inspection, until it was accepted or has another day', async () => {
    await tell('inspection.changed', told({ rectificationDueOn: '2026-12-01' }));
    expect(await alertsFor(centre, { rule: 'RECTIFICATION_OVERDUE' })).toEqual([]);
    await tell('inspection.changed', told({}));
    expect(await alertsFor(bureauOf(XUHUI), { rule: 'RECTIFICATION_OVERDUE' })).toMatchObject([
      { status: 'OPEN', evidence: [{ kind: 'INSPECTION', id: 'i-1' }] },
    ]);
    expect(await alertsFor(bureauOf(PUDONG), { rule: 'RECTIFICATION_OVERDUE' })).toEqual([]);
    await tell('inspection.changed', told({ to: 'CLOSED' }));
    expect(await alertsFor(centre, { rule: 'RECTIFICATION_OVERDUE' })).toMatchObject([{ status: 'CLEARED' }]);
  });
});

describe('SYS-002: a site', () => {
  const plan = (planId: string, over: Record<string, unknown> = {}) => ({
    ...{ planId, agencyId: 'lapsing', status: 'PUBLISHED', examDays: ['2026-11-20', '2026-11-21'] },
    ...{ sites: [{ siteId: 'site-1', district: PUDONG }], ...over },
  });

  test('that two plans use on one day is one alert for the day, which ends with either plan', async () => {
    await tell('plan.published', plan('plan-1'));
    await tell('plan.published', plan('plan-2', { examDays: ['2026-11-21'] }));
    expect(await alertsFor(bureauOf(PUDONG), { rule: 'SITE_USED_TWICE' })).toMatchObject([
      { status: 'OPEN', evidence: [{ id: 'site-1' }, { id: 'plan-1' }, { id: 'plan-2' }] },
    ]);
    await tell('plan.cancelled', plan('plan-1', { status: 'CANCELLED' }));
    expect(await alertsFor(centre, { rule: 'SITE_USED_TWICE' })).toMatchObject([{ status: 'CLEARED' }]);
  });
});

describe('CRT-006: a certificate', () => {
  const certificate = (certificateId: string, over: Record<string, unknown> = {}) => ({
    ...{ certificateId, agencyId: 'lapsing', filingId: 'filing-l', itemId: 'item-1', level: 'SENIOR' },
    ...{ registeredOn: '2026-11-03', inScope: true, duplicateOf: null, ...over },
  });

  test('outside of the filing, or there already, is an alert until it is revoked', async () => {
    await tell('certificate.registered', certificate('c-1'));
    await tell('certificate.registered', certificate('c-2', { inScope: false, duplicateOf: 'c-1' }));
    await tell('certificate.registered', certificate('c-3', { inScope: null }));
    const found = (await alertsFor(bureauOf(PUDONG))).filter(({ rule }) => rule.startsWith('CERTIFICATE'));
    expect(found.map(({ rule }) => rule).sort()).toEqual(['CERTIFICATE_DUPLICATE', 'CERTIFICATE_OUT_OF_SCOPE']);
    await tell('certificate.revoked', { certificateId: 'c-2' });
    for (const { rule } of found) expect(await alertsFor(centre, { rule })).toMatchObject([{ status: 'CLEARED' }]);
  });

  test('of a batch is looked at only where it does not fit, and all of them are counted at once', async () => {
    const unfit = [
      { certificateId: 'b-2', itemId: 'item-1', level: 'SENIOR', inScope: false, duplicateOf: null },
      { certificateId: 'b-3', itemId: 'item-1', level: null, inScope: null, duplicateOf: 'b-1' },
    ];
    const counts = [
      { itemId: 'item-1', level: 'SENIOR', count: 4_000 },
      { itemId: 'item-2', level: 'TECHNICIAN', count: 998 },
      { itemId: 'item-3', level: null, count: 2 },
    ];
    const batch = { batchId: 'batch-1', agencyId: 'batches', filingId: 'filing-b', source: 'IMPORTED', rows: 5_000 };
    await tell('certificates.registered', { ...batch, registeredOn: '2026-11-03', counts, unfit });
    const counted = served.connection.db!.collection<{ _id: string }>('certificateCounts');
    expect(await counted.findOne({ _id: 'batches/2026-11' })).toMatchObject({ total: 5_000, high: 998 });
    const raised = await alertsFor(centre, { agencyId: 'batches' });
    const about = (id: string) =>
      raised.filter(({ evidence }) => evidence[0]?.id === id).map(({ rule, status }) => [rule, status]);
    expect([about('b-2'), about('b-3')]).toEqual([
      [['CERTIFICATE_OUT_OF_SCOPE', 'OPEN']],
      [['CERTIFICATE_DUPLICATE', 'OPEN']],
    ]);
  });

  test('too many of a month are one alert of the month', async () => {
    const upload = async (registeredOn: string, count: number) => {
      for (let no = 0; no < count; no += 1)
        await publishForTest(served.events, {
          type: 'certificate.registered',
          payload: certificate(`${registeredOn}-${no}`, { registeredOn, agencyId: 'busy' }),
          at: clock.now(),
        });
      await served.settle();
    };
    for (const month of [4, 5, 6, 7, 8, 9]) await upload(`2026-0${month}-10`, 2);
    await upload('2026-10-10', 31);
    expect(await alertsFor(centre, { rule: 'VOLUME_SPIKE' })).toMatchObject([
      { status: 'OPEN', value: '2026-10共30本' },
    ]);
  });

  test('of a batch is an alert like one that came alone; many of one rule are one alert of the batch', async () => {
    const unfit = (count: number, of: string, over: Record<string, unknown>) =>
      Array.from({ length: count }, (_, no) => ({
        ...{
          certificateId: `${of}-${no}`,
          itemId: 'item-1',
          level: 'SENIOR',
          inScope: true,
          duplicateOf: null,
          ...over,
        },
      }));
    const batch = (batchId: string, rows: readonly unknown[]) => ({
      ...{ batchId, agencyId: 'batched', filingId: 'filing-b', source: 'UPLOAD', registeredOn: '2026-11-03', rows: 25 },
      ...{ counts: [{ itemId: 'item-1', level: 'SENIOR', count: 20 }], unfit: rows },
    });
    await publishForTest(
      served.events,
      loaded([told({ agencyId: 'batched', type: 'COLLEGE', registrationDistrict: PUDONG })], 'batched/0'),
    );
    await tell('certificates.registered', batch('b-1', unfit(2, 'few', { inScope: false })));
    await tell('certificates.registered', batch('b-2', unfit(21, 'many', { duplicateOf: 'few-0' })));
    const found = await alertsFor(bureauOf(PUDONG), { agencyId: 'batched' });
    expect(found.map(({ rule, value }) => [rule, value]).sort()).toEqual([
      ['CERTIFICATE_DUPLICATE', '一批21本：与已有证书重复'],
      ['CERTIFICATE_OUT_OF_SCOPE', '不在备案范围内'],
      ['CERTIFICATE_OUT_OF_SCOPE', '不在备案范围内'],
    ]);
    expect(found.find(({ rule }) => rule === 'CERTIFICATE_DUPLICATE')!.evidence).toHaveLength(20);
    await tell('certificate.revoked', { certificateId: 'few-0' });
    const open = { agencyId: 'batched', status: ['OPEN'] };
    expect((await alertsFor(centre, open)).map(({ rule }) => rule).sort()).toEqual([
      'CERTIFICATE_DUPLICATE',
      'CERTIFICATE_OUT_OF_SCOPE',
    ]);
  });

  test('volumes of batches are those of a month too', async () => {
    const batch = async (registeredOn: string, count: number) =>
      tell('certificates.registered', {
        ...{ batchId: `v-${registeredOn}`, agencyId: 'by-batch', filingId: 'f', source: 'UPLOAD', registeredOn },
        ...{ rows: count, counts: [{ itemId: 'item-1', level: 'SENIOR', count }], unfit: [] },
      });
    for (const month of [4, 5, 6, 7, 8, 9]) await batch(`2026-0${month}-10`, 100 + month);
    await batch('2026-10-10', 110);
    expect(await alertsFor(centre, { agencyId: 'by-batch' })).toEqual([]);
    await batch('2026-10-11', 900);
    expect(await alertsFor(centre, { agencyId: 'by-batch' })).toMatchObject([
      { rule: 'VOLUME_SPIKE', value: '2026-10共1010本' },
    ]);
  });

  test('levels far from those of the peers are an alert of the night', async () => {
    const peers = Array.from({ length: 10 }, (_, no) => `peer-${no}`);
    await publishForTest(
      served.events,
      loaded(
        peers.map((agencyId) => told({ agencyId })),
        'peers/0',
      ),
    );
    await served.settle();
    const counts = served.connection.db!.collection<{ _id: string }>('certificateCounts');
    await counts.insertMany(
      peers.map((agencyId, no) => ({
        ...{ _id: `${agencyId}/2026-09`, agencyId, month: '2026-09' },
        ...{ total: 100, high: no === 0 ? 95 : 10 + (no % 3) },
      })),
    );
    clock.advance({ days: 1 });
    for (let done = 1; done > 0;) done = await served.tick();
    expect(await alertsFor(bureauOf(PUDONG), { rule: 'LEVEL_SKEW' })).toMatchObject([
      { status: 'OPEN', evidence: [{ kind: 'AGENCY', id: 'peer-0' }] },
    ]);
  });
});

describe('an alert', () => {
  test('is explained, then dismissed, by a bureau that sees it and with its history; other steps are refused', async () => {
    const [open] = await alertsFor(centre, { rule: 'VOLUME_SPIKE' });
    expect(open!.availableActs).toEqual(['explainAlert', 'openAlertCase', 'dismissAlert']);
    expect(await act(bureauOf(HUANGPU), 'explainAlert', open!)).toMatchObject({ errors: ['BAD_USER_INPUT'] });
    expect(await act(centre, 'explainAlert', open!)).toMatchObject({
      alert: { status: 'EXPLAINED', reason: '已核实' },
    });
    const [explained] = await alertsFor(centre, { rule: 'VOLUME_SPIKE' });
    expect(await act(centre, 'explainAlert', explained!)).toMatchObject({
      refusals: [{ code: 'ILLEGAL_TRANSITION', rule: 'CRT-006' }],
    });
    expect(await act(centre, 'openAlertCase', explained!, ', caseId: "absent"')).toMatchObject({
      errors: ['BAD_USER_INPUT'],
    });
    expect(await act(centre, 'dismissAlert', explained!)).toMatchObject({ alert: { status: 'DISMISSED' } });
    const { data } = await served.ask(`{ alert(id: "${open!.id}") { history { nodes { act } } } }`, {}, centre);
    expect(data.alert.history.nodes.map((one: { act: string }) => one.act)).toEqual([
      'raiseAlert',
      'explainAlert',
      'dismissAlert',
    ]);
  });

  test('is told to the changes of its district', async () => {
    await served.settle();
    const { data } = await served.ask('{ changesSince(first: 100) { changes { kind } } }', {}, bureauOf(PUDONG));
    expect(data.changesSince.changes.some(({ kind }: { kind: string }) => kind === 'ALERT_CHANGED')).toBe(true);
  });

  test('is listed and counted by an index, in a constant number of commands', async () => {
    const filters = [
      '',
      '(rule: VOLUME_SPIKE)',
      '(status: [OPEN])',
      `(district: "${PUDONG}")`,
      '(agencyId: "lapsing")',
    ];
    for (const caller of [centre, bureauOf(PUDONG)])
      for (const filter of filters) {
        const { commands } = await served.ask(`{ alerts${filter} { totalCount nodes { id } } }`, {}, caller);
        expect(commands).toHaveLength(2);
        for (const { command } of commands) {
          const explained =
            'find' in command
              ? { find: command['find'], filter: command['filter'], sort: command['sort'] }
              : { aggregate: command['aggregate'], pipeline: command['pipeline'], cursor: {} };
          const plan = await served.connection.db!.command({ explain: explained });
          expect(JSON.stringify(plan)).not.toContain('COLLSCAN');
        }
      }
  });
});

describe('the rules', () => {
  test('are each a value of the contract with its Chinese term, and none lacks the fact that it needs', async () => {
    const terms = enumLabels().filter((one) => one.enum === 'AlertRule');
    expect(Object.fromEntries(alertRules.map(({ rule, label }) => [rule, label]))).toEqual(
      Object.fromEntries(terms.map(({ value, label }) => [value, label])),
    );
    const { data } = await served.ask('{ alertRules { rule openCount undetermined } }', {}, centre);
    const missing = data.alertRules.filter((one: { undetermined: unknown }) => one.undetermined !== null);
    expect(missing).toEqual([]);
    expect(data.alertRules.every((one: { openCount: unknown }) => typeof one.openCount === 'number')).toBe(true);
  });

  test('let an ended alert end once: from no state do two rows of an act lead on', () => {
    for (const { act, from } of alertTransitions)
      for (const state of from)
        expect(alertTransitions.filter((row) => row.act === act && row.from.includes(state))).toHaveLength(1);
  });
});
