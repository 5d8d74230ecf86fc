import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { type Caller, listEvents } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { disposeMaterial } from '../../dist/retention/acts/dispose-material.js';
import { registerMaterial } from '../../dist/retention/acts/register-material.js';
import type { MaterialDetails } from '../../dist/retention/material-record.js';
import { judgeDisposal, retainUntil } from '../../dist/retention/retention-rules.js';
import { agencies } from '../../dist/subgraph.js';
import { acting, errorCodeOf, newKey, people } from '../application-life.js';
import { evaluator } from '../plan-acts.js';
import { doneRecord, ofAgency, onRecord, refusedCodes } from '../record-acts.js';

const TODAY = '2026-07-01';
const MINE = ofAgency('agency-archive');
let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies);
});
afterAll(async () => served.stop());

function material(changed: Partial<MaterialDetails> = {}): MaterialDetails {
  return {
    ...{ kind: 'EXAMINATION', medium: 'PAPER', event: 'EXAM_HELD', eventOn: day('2023-07-01'), subject: '示例批次' },
    ...changed,
  };
}

async function register(changed: Partial<MaterialDetails> = {}, by: Caller = MINE, at = TODAY, key = newKey()) {
  return registerMaterial(acting(served, by, at), { details: material(changed), idempotencyKey: key });
}

describe('the time of keeping (RET-001)', () => {
  test.each([
    ['PAPER', '2026-07-01', '2029-07-01'],
    ['ELECTRONIC', '2026-07-01', '2031-07-01'],
    ['PAPER', '2024-02-29', '2027-02-28'],
    ['ELECTRONIC', '2024-02-29', '2029-02-28'],
    ['PAPER', '2025-02-28', '2028-02-28'],
    ['PAPER', '2025-12-31', '2028-12-31'],
  ] as const)('of %s from %s is to %s', (medium, eventOn, until) => {
    expect(retainUntil(medium, day(eventOn))).toBe(until);
  });

  test.each([
    ['2026-07-01', '2026-06-30', 'FAIL'],
    ['2026-07-01', '2026-07-01', 'FAIL'],
    ['2026-07-01', '2026-07-02', 'PASS'],
    ['2030-01-01', '2026-06-22', 'NOT_APPLICABLE'],
    ['2030-01-01', '2026-06-23', 'FAIL'],
  ])('to %s: a disposal on %s is judged %s', (until, on, verdict) => {
    const [found] = judgeDisposal({ retainUntil: day(until) }, day(on));
    expect([found!.verdict, found!.code]).toEqual([verdict, 'RETENTION_ACTIVE']);
    if (verdict === 'FAIL') expect(found!.facts).toEqual({ until });
  });
});

describe('a material', () => {
  test('is disposed of from the day after its last day on, and its record stays', async () => {
    const kept = doneRecord(await register());
    const dispose = async (at: string, one = kept) => disposeMaterial(acting(served, MINE, at), onRecord(one), '碎纸');
    expect(refusedCodes(await dispose('2026-07-01T23:59:59+08:00'))).toEqual(['RET-001 RETENTION_ACTIVE']);
    const gone = doneRecord(await dispose('2026-07-02T00:00:00+08:00'));
    expect(gone).toMatchObject({ status: 'DISPOSED', disposedOn: '2026-07-02', disposalMethod: '碎纸', version: 2 });
    expect(refusedCodes(await dispose('2026-07-03', gone))).toEqual(['RET-001 ILLEGAL_TRANSITION']);
    expect(await dispose('2026-07-03').catch(errorCodeOf)).toEqual(['CONFLICT']);
  });

  test('is registered by its agency once, of what has happened', async () => {
    expect(refusedCodes(await register({ subject: ' ', eventOn: day('2026-07-02') }))).toEqual([
      'RET-001 FIELD_REQUIRED subject',
      'RET-001 EVENT_IN_FUTURE eventOn',
    ]);
    const key = newKey();
    doneRecord(await register({}, MINE, TODAY, key));
    expect(await register({}, MINE, TODAY, key)).toMatchObject({ isRepeated: true });
    expect(await register({ medium: 'ELECTRONIC' }, MINE, TODAY, key).catch(errorCodeOf)).toEqual(['CONFLICT']);
    expect(await register({}, people.centre).catch(errorCodeOf)).toEqual(['FORBIDDEN']);
  });

  test('is told others by its last day and its state, never by what it is of', async () => {
    const kept = doneRecord(await register({ subject: '示例名单' }));
    doneRecord(await disposeMaterial(acting(served, MINE, '2026-07-02'), onRecord(kept), '碎纸'));
    await served.settle();
    const told = (await listEvents(served.events, 0, 1_000)).filter(
      ({ aggregate }) => aggregate === `material/${kept._id}`,
    );
    expect(told.map(({ type, payload }) => [type, JSON.parse(payload)])).toMatchObject([
      ['retention.changed', { agencyId: 'agency-archive', status: 'KEPT', retainUntil: '2026-07-01' }],
      ['retention.changed', { agencyId: 'agency-archive', status: 'DISPOSED' }],
    ]);
    expect(JSON.stringify(told)).not.toContain('示例名单');
  });

  test('is another agency’s to touch for nobody', async () => {
    const kept = doneRecord(await register());
    const by = acting(served, ofAgency('agency-other'), '2026-07-02');
    expect(await disposeMaterial(by, onRecord(kept), '示例').catch(errorCodeOf)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('what is kept', () => {
  const query = `query ($agencyId: ID!, $on: Day) {
    materialRecords(agencyId: $agencyId, disposableOn: $on) { totalCount nodes { retainUntil mayDispose(asOf: $on) } }
    agency(id: $agencyId) { deadlines(asOf: "2026-06-01", first: 1) { kind on rule explanation } }
  }`;

  test('is listed with what may go first, and falls due for who may see it', async () => {
    const { agencyId } = await evaluator(served);
    const own = ofAgency(agencyId);
    doneRecord(await register({}, own));
    doneRecord(await register({}, own));
    doneRecord(await register({ medium: 'ELECTRONIC' }, own));
    const seen = async (by: Caller, on: string | null) => (await served.ask(query, { agencyId, on }, by)).data;
    const all = await seen(own, null);
    expect(all.materialRecords.nodes.map(({ retainUntil: until }: { retainUntil: string }) => until)).toEqual([
      ...['2026-07-01', '2026-07-01', '2028-07-01'],
    ]);
    expect((await seen(own, '2026-07-01')).materialRecords.totalCount).toBe(0);
    expect((await seen(own, '2026-07-02')).materialRecords.totalCount).toBe(2);
    const retention = { kind: 'RETENTION_ENDS', on: '2026-07-01', rule: 'RET-001' };
    for (const by of [own, people.centre, people.pudong]) {
      const { agency, materialRecords } = await seen(by, null);
      expect(materialRecords.totalCount).toBe(3);
      expect(agency.deadlines).toEqual([{ ...retention, explanation: expect.stringMatching(/^2件纸质材料/) }]);
    }
    for (const by of [ofAgency('agency-other'), people.xuhui]) {
      const { agency, materialRecords } = await seen(by, null);
      expect(materialRecords.totalCount).toBe(0);
      expect(agency.deadlines).toMatchObject([{ kind: 'RENEWAL_WINDOW_OPENS' }]);
    }
  });
});
