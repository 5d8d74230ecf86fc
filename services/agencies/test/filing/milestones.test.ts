import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { historyOf, verifyJournal } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest, settableClock } from '@shanghai/platform/testing';
import { passMilestones } from '../../dist/filing/acts/pass-milestones.js';
import { milestonesOf } from '../../dist/filing/filing-milestone-rules.js';
import { emptyRecord } from '../../dist/filing/filing-record.js';
import { standingOf } from '../../dist/filing/filing-state-rules.js';
import type { Filing, FilingFacts } from '../../dist/filing/filing.js';
import { agencies } from '../../dist/subgraph.js';
import { reached } from '../application-acts.js';
import { instant } from '../application-facts.js';
import { acting, on, people, publishEdition } from '../application-life.js';
import { filed } from '../facts.js';
import { factsOf, notEvaluable } from '../filing-acts.js';
import { reportToNationalCentre } from '../../dist/filing/acts/report-to-national-centre.js';

const clock = settableClock(instant('2025-03-24'));
let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies, clock);
  await publishEdition(served);
});
afterAll(async () => served.stop());

/** What time brings to a filing of such facts: act and day. */
function milestones(facts: FilingFacts, changed: Partial<Filing> = {}): readonly string[] {
  const filing: Filing = {
    ...{ _id: 'filing-1', agencyId: 'agency-1', authority: null, synthetic: true },
    ...{ facts, standing: standingOf(facts), ...changed },
  };
  return milestonesOf(filing).map(({ milestone, on: falls }) => `${falls} ${milestone}`);
}

const reminders = ['2027-02-10', '2027-04-09', '2027-05-02'].map((falls) => `${falls} remindOfRenewal`);
const until = (to: string) => ({ suspensions: [{ from: day('2025-06-01'), to: day(to) }] });
const lifted = (to: string) => ({ suspensions: [{ ...until(to).suspensions[0]!, isLifted: true as const }] });

describe('time brings to a filing', () => {
  test.each([
    ['that nobody renews', filed(), [...reminders, '2027-05-10 expireFiling']],
    ['that is renewed in time', factsOf.APPROVED, ['2027-02-10 remindOfRenewal', '2027-05-10 beginRenewedPeriod']],
    ['whose renewal is pending', factsOf.REQUESTED, ['2027-02-10 remindOfRenewal', '2027-05-10 extendPendingDecision']],
    ['whose renewal is refused', factsOf.REFUSED, ['2027-02-10 remindOfRenewal', '2027-05-10 expireFiling']],
    ['that is suspended for a time', filed(until('2025-08-31')), ['2025-09-01 endSuspension', ...reminders]],
    ['whose suspension was ended by an order', filed(lifted('2025-08-31')), reminders],
    ['that is suspended to its last day', filed(until('2027-05-09')), [...reminders, '2027-05-10 expireFiling']],
    ['that has ended', factsOf.TERMINATED, []],
    ['that prints no validity', factsOf.LISTED, []],
  ])('%s', (_, facts, expected) => {
    expect(milestones(facts).slice(0, expected.length)).toEqual(expected);
  });

  test('the end of the time to adjust an item, unless an adjustment was asked for', () => {
    const open = { ...emptyRecord, notEvaluable: [notEvaluable('2026-12-31')] };
    const asked = {
      ...{ no: 1, reason: '', additions: [], removals: [], decision: null, requestedOn: day('2026-12-01') },
    };
    expect(milestones(filed(), { record: open })).toContain('2027-01-01 passItemDueDay');
    const adjusting = { ...open, adjustments: [asked] };
    expect(milestones(filed(), { record: adjusting }).some((one) => one.includes('passItemDueDay'))).toBe(false);
  });

  test('what the clock tells once each, in any number of copies, however late it comes', async () => {
    const { filingId, version } = await reached(served, 'FILED');
    const told = async () =>
      (await historyOf(served.connection, `filing/${filingId}`, { first: 50 }))
        .slice(1)
        .map((row) => [row.act, (row.event!.payload as { status: string }).status, row.caller.role]);
    expect(version).toBe(10);
    clock.set(instant('2027-12-31T23:59:59+08:00'));
    expect(await served.tick()).toBe(0);
    // The whole end of the period, four days late: window on 2028-01-01, last day on 2028-03-31.
    clock.set(instant('2028-04-04'));
    const services = { clock, log: undefined as never, sealer: undefined as never };
    for (let round = 0; round < 5; round += 1)
      await Promise.all([0, 1, 2].map(async () => passMilestones.run(served.connection, clock.now(), services)));
    expect(await told()).toEqual([
      ...Array.from({ length: 3 }, () => ['remindOfRenewal', 'ACTIVE', 'SYSTEM']),
      ['expireFiling', 'EXPIRED', 'SYSTEM'],
    ]);
    expect(await served.tick()).toBe(0);
    clock.set(instant('2031-01-01'));
    expect(await served.tick()).toBe(0);
    expect(await verifyJournal(served.connection)).toMatchObject({ faults: [] });
    const late = on({ _id: filingId!, version: 5 });
    expect(await reportToNationalCentre(acting(served, people.centre, '2031-01-01'), late, null)).toMatchObject({
      filing: { version: 6 },
    });
  });
});
