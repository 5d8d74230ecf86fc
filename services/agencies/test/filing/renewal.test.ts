import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { stateOn } from '../../dist/filing/filing-state-rules.js';
import { isExtended, renewalOn } from '../../dist/filing/filing-step-rules.js';
import { type RenewalReading, renewalReadings, renewalWindow } from '../../dist/filing/filing-term-rules.js';
import { judgeRenewalRequest } from '../../dist/filing/renewal-rules.js';
import { agencies } from '../../dist/subgraph.js';
import { filed } from '../facts.js';
import { doneTo, filingActs, refusedBy, storedFiling } from '../filing-acts.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies);
});
afterAll(async () => served.stop());

/** The other reading that the words allow: at least three months ahead. */
const ahead: RenewalReading = { ...renewalWindow, reading: 'BEFORE' };

describe('renewal (FIL-005)', () => {
  test.each([
    // The last day is a 28 February: the receipt was of 29 February or of 1 March.
    ['2024-02-29', '2026-11-30', 'RENEWAL_WINDOW_NOT_OPEN'],
    ['2024-02-29', '2026-12-01', null],
    ['2024-02-29', '2027-02-28', null],
    ['2024-02-29', '2027-03-01', 'RENEWAL_LATE'],
    ['2025-03-01', '2027-11-30', 'RENEWAL_WINDOW_NOT_OPEN'],
    ['2025-03-01', '2027-12-01', null],
    ['2025-03-01', '2028-02-29', null],
    ['2025-03-01', '2028-03-01', 'RENEWAL_LATE'],
    ['2025-06-30', '2028-03-29', 'RENEWAL_WINDOW_NOT_OPEN'],
    ['2025-06-30', '2028-03-30', null],
    ['2026-07-10', '2029-04-09', 'RENEWAL_WINDOW_NOT_OPEN'],
    ['2026-07-10', '2029-04-10', null],
    ['2026-07-10', '2029-07-10', 'RENEWAL_LATE'],
  ])('of a filing of %s is asked for on %s, or refused: %s', (from, on, code) => {
    const found = judgeRenewalRequest(filed({ from }), day(on));
    expect(found.verdict === 'PASS' ? null : found.code).toBe(code);
    if (code === 'RENEWAL_WINDOW_NOT_OPEN') expect(found.message).toContain(String(found.facts['opensOn']));
  });

  test('is judged by one dated reading of the words, and could be by another', () => {
    expect(renewalReadings).toEqual([renewalWindow]);
    const facts = filed({ from: '2024-05-10' });
    const codes = ['2024-05-10', '2027-02-09', '2027-02-10'].map((on) => {
      const found = judgeRenewalRequest(facts, day(on), ahead);
      return found.verdict === 'PASS' ? null : found.code;
    });
    expect(codes).toEqual([null, null, 'RENEWAL_LATE']);
  });

  test('is asked for until 24:00 of the last day, and not a second later', async () => {
    const [inTime, late] = [await storedFiling(served), await storedFiling(served)];
    doneTo(inTime, await filingActs.requestRenewal(served, inTime, { at: '2027-05-09T23:59:59+08:00' }));
    expect(refusedBy(await filingActs.requestRenewal(served, late, { at: '2027-05-10T00:00:00+08:00' }))).toEqual([
      'FIL-005 RENEWAL_LATE',
    ]);
  });

  test('that is pending goes on past the last day until it is decided, and then from the day after that day', async () => {
    const filing = await storedFiling(served);
    const asked = doneTo(filing, await filingActs.requestRenewal(served, filing));
    const [before, after] = [day('2027-05-09'), day('2027-05-10')];
    expect([isExtended(asked.facts, before), isExtended(asked.facts, after)]).toEqual([false, true]);
    expect(stateOn(asked.facts, after)!.status).toBe('ACTIVE');
    const renewed = doneTo(asked, await filingActs.approveRenewal(served, asked, { at: '2027-06-01' }));
    expect(renewed.facts.periods.at(-1)).toMatchObject({ from: '2027-05-10', to: '2030-05-09', renewal: null });
    expect(renewalOn(renewed.facts, day('2027-06-01'))).toBe('NONE');
  });

  test('that is refused late ends the day after the decision', async () => {
    const filing = await storedFiling(served);
    const asked = doneTo(filing, await filingActs.requestRenewal(served, filing));
    const refused = doneTo(asked, await filingActs.refuseRenewal(served, asked, { at: '2027-06-01' }));
    expect(['2027-06-01', '2027-06-02'].map((on) => stateOn(refused.facts, day(on))!.status)).toEqual([
      'ACTIVE',
      'EXPIRED',
    ]);
    expect(refused.standing.to).toBe('2027-06-01');
  });

  test('goes on without an evaluation at expiry, which is remarked (FIL-011)', async () => {
    const filing = await storedFiling(served);
    const asked = doneTo(filing, await filingActs.requestRenewal(served, filing));
    const evaluated = doneTo(asked, await filingActs.recordExpiryEvaluation(served, asked));
    const remarks = (one: typeof filing) => one.record!.remarks.map(({ code }) => code);
    const other = await fresh();
    const without = doneTo(other, await filingActs.approveRenewal(served, other));
    const withOne = doneTo(evaluated, await filingActs.approveRenewal(served, evaluated));
    expect([remarks(without), remarks(withOne)]).toEqual([['EXPIRY_EVALUATION_MISSING'], []]);
    expect(withOne.record!.expiryEvaluations).toMatchObject([{ periodTo: '2027-05-09', result: '合格' }]);
  });

  test('repeats the facts in every item of the filing', async () => {
    const filing = await storedFiling(served);
    const asked = doneTo(filing, await filingActs.requestRenewal(served, filing));
    doneTo(asked, await filingActs.approveRenewal(served, asked));
    const { data } = await served.ask(
      `query ($id: ID!) {
        filing(id: $id) {
          validTo renewal(asOf: "2027-05-09") later: renewal(asOf: "2027-05-10")
          items(asOf: "2030-05-09") { totalCount }
          history { nodes { act from to role } }
        }
      }`,
      { id: filing._id },
    );
    expect(data.filing).toEqual({
      ...{ validTo: '2030-05-09', renewal: 'APPROVED', later: 'NONE', items: { totalCount: 2 } },
      history: {
        nodes: [
          { act: 'requestRenewal', from: 'ACTIVE', to: 'ACTIVE', role: 'AGENCY' },
          { act: 'approveRenewal', from: 'ACTIVE', to: 'ACTIVE', role: 'CENTRE' },
        ],
      },
    });
  });
});

/** A filing whose renewal is asked for. */
async function fresh() {
  const filing = await storedFiling(served);
  return doneTo(filing, await filingActs.requestRenewal(served, filing, { at: '2027-03-01' }));
}
