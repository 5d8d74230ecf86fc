import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { historyOf, listEvents } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest, settableClock } from '@shanghai/platform/testing';
import { stateOn } from '../../dist/filing/filing-state-rules.js';
import type { Filing } from '../../dist/filing/filing.js';
import type { MeasureKind } from '../../dist/measure/measure.js';
import { agencies } from '../../dist/subgraph.js';
import { instant } from '../application-facts.js';
import { TODAY, factsOf, filingActs, doneTo, order, storedFiling } from '../filing-acts.js';

const clock = settableClock(instant(TODAY));
let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies, clock);
});
afterAll(async () => served.stop());

/** What was told back of a measure. */
async function toldOf(measureId: string): Promise<readonly unknown[]> {
  const events = await listEvents(served.events, 0, 10_000);
  return events
    .filter(({ type }) => type === 'measure.applied')
    .map(({ payload }) => JSON.parse(payload))
    .filter((one) => one.measureId === measureId);
}

async function rowsOf({ _id }: Pick<Filing, '_id'>) {
  return historyOf(served.connection, `filing/${_id}`, { first: 100 });
}

async function factsNow({ _id }: Pick<Filing, '_id'>) {
  const rows = await rowsOf({ _id });
  return (rows.at(-1)!.after as Filing).facts;
}

describe('a measure that supervision orders', () => {
  test('suspends a filing until it is resumed, and is told back (FIL-016, VIO-007)', async () => {
    const filing = await storedFiling(served);
    const first = await order(served, filing, 'SUSPEND_EVALUATION', { from: '2027-03-01' });
    expect(stateOn(await factsNow(filing), day(TODAY))!.status).toBe('SUSPENDED');
    expect(await toldOf(first)).toEqual([
      { measureId: first, caseId: 'case-1', filingId: filing._id, appliedOn: TODAY, refused: [] },
    ]);
    clock.set(instant('2027-03-20'));
    await order(served, filing, 'RESUME_EVALUATION', { from: '2027-03-20' });
    const facts = await factsNow(filing);
    expect(facts.suspensions).toEqual([{ from: '2027-03-01', to: '2027-03-19', isLifted: true }]);
    expect(stateOn(facts, day('2027-03-20'))!.status).toBe('ACTIVE');
    clock.set(instant(TODAY));
  });

  test('ends a filing, and leaves the same to be settled as any end (FIL-009, FIL-010)', async () => {
    const filing = await storedFiling(served, { facts: factsOf.SUSPENDED });
    await order(served, filing, 'TERMINATE_FILING');
    const row = (await rowsOf(filing)).at(-1)!;
    expect((row.after as Filing).facts.termination).toEqual({ kind: 'ORDERED', reason: null, effectiveOn: TODAY });
    expect((row.after as Filing).record!.wrapUp).toHaveLength(3);
  });

  test('is an act of the system whose journal row names the case', async () => {
    const filing = await storedFiling(served);
    await order(served, filing, 'SUSPEND_EVALUATION');
    const [row] = await rowsOf(filing);
    expect(row).toMatchObject({
      ...{ act: 'suspendEvaluation', caller: { role: 'SYSTEM', subject: null }, reason: '处理决定：case-1' },
      cause: expect.stringContaining('case/case-1'),
    });
    expect(row!.grounds).not.toEqual([]);
  });

  test.each([
    ['SUSPEND_EVALUATION', 'GENERAL', ['TIER_TOO_LOW']],
    ['SUSPEND_EVALUATION', 'ESPECIALLY_SERIOUS', ['MEASURE_NOT_ALLOWED_FOR_TIER']],
    ['TERMINATE_FILING', 'SERIOUS', ['TIER_TOO_LOW']],
    ['RESUME_EVALUATION', 'SERIOUS', ['ILLEGAL_TRANSITION']],
  ] as const)('%s of a case of tier %s is refused and told back: %s', async (kind, tier, refused) => {
    const filing = await storedFiling(served);
    const id = await order(served, filing, kind, { tier });
    expect(await toldOf(id)).toMatchObject([{ appliedOn: null, refused }]);
    expect(await rowsOf(filing)).toEqual([]);
  });

  test.each(['SUSPENDED', 'EXPIRED', 'TERMINATED', 'LISTED'] as const)(
    'does not suspend a filing that is %s',
    async (standing) => {
      const filing = await storedFiling(served, { facts: factsOf[standing] });
      const id = await order(served, filing, 'SUSPEND_EVALUATION');
      expect(await toldOf(id)).toMatchObject([{ refused: ['ILLEGAL_TRANSITION'] }]);
    },
  );

  test('over another suspension, or with its end before its beginning, is refused', async () => {
    const facts = { ...factsOf.ACTIVE, suspensions: [{ from: day('2027-04-01'), to: day('2027-04-30') }] };
    const filing = await storedFiling(served, { facts });
    const over = await order(served, filing, 'SUSPEND_EVALUATION', { to: '2027-04-01' });
    const backward = await order(served, filing, 'SUSPEND_EVALUATION', { from: '2027-03-10', to: '2027-03-09' });
    for (const id of [over, backward])
      expect(await toldOf(id)).toMatchObject([{ refused: ['MEASURE_PERIOD_INVALID'] }]);
  });

  test('of a filing that is not known is refused and told back', async () => {
    const id = await order(served, { _id: 'filing-none' }, 'TERMINATE_FILING');
    expect(await toldOf(id)).toMatchObject([{ refused: ['NO_SUCH_FILING'] }]);
  });

  test('ordered twice is taken once, and told back once', async () => {
    const filing = await storedFiling(served);
    const id = await order(served, filing, 'SUSPEND_EVALUATION');
    await order(served, filing, 'SUSPEND_EVALUATION', { measureId: id });
    expect(await rowsOf(filing)).toHaveLength(1);
    expect(await toldOf(id)).toHaveLength(1);
  });

  test('of no kind that reaches a filing is refused and told back', async () => {
    const id = await order(served, await storedFiling(served), 'WARNING' as MeasureKind);
    expect(await toldOf(id)).toMatchObject([{ refused: ['UNKNOWN_MEASURE'] }]);
  });

  test('finds a filing with a request that is pending, and leaves the request as it is', async () => {
    const filing = await storedFiling(served);
    const asked = doneTo(filing, await filingActs.requestRenewal(served, filing));
    await order(served, asked, 'SUSPEND_EVALUATION', { to: '2027-03-31' });
    const [, row] = await rowsOf(filing);
    const after = { ...asked, ...(row!.after as Filing), version: 2 };
    const renewed = doneTo(after, await filingActs.approveRenewal(served, after));
    expect(stateOn(renewed.facts, day('2027-03-31'))!.status).toBe('SUSPENDED');
    expect(renewed.facts.periods).toHaveLength(2);
  });
});
