import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { completeWrapUpTask } from '../../dist/filing/acts/complete-wrap-up-task.js';
import { recordSubjectExtinct } from '../../dist/filing/acts/record-subject-extinct.js';
import { stateOn } from '../../dist/filing/filing-state-rules.js';
import { tasksOn } from '../../dist/filing/filing-task-rules.js';
import { agencies } from '../../dist/subgraph.js';
import { acting, people } from '../application-life.js';
import { TODAY, agencyOf, doneTo, factsOf, filingActs, onFiling, refusedBy, storedFiling } from '../filing-acts.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies);
});
afterAll(async () => served.stop());

const today = day(TODAY);

describe('a filing ends', () => {
  test('when the agency asks and the authority confirms (FIL-008)', async () => {
    const filing = await storedFiling(served);
    expect(refusedBy(await filingActs.confirmTermination(served, filing))).toEqual([
      'FIL-008 TERMINATION_NOT_REQUESTED',
    ]);
    const asked = doneTo(filing, await filingActs.requestTermination(served, filing));
    expect(stateOn(asked.facts, today)!.status).toBe('ACTIVE');
    expect(refusedBy(await filingActs.requestTermination(served, asked))).toEqual(['FIL-008 TERMINATION_REQUESTED']);
    expect(tasksOn(asked, today).map(({ kind }) => kind)).toContain('CONFIRM_TERMINATION');
    const ended = doneTo(asked, await filingActs.confirmTermination(served, asked));
    expect(ended.facts.termination).toEqual({ kind: 'VOLUNTARY', reason: null, effectiveOn: TODAY });
    expect(ended.standing.to).toBe('2027-02-28');
  });

  test('for a body that is gone, unless it had asked by itself (FIL-007)', async () => {
    const filing = await storedFiling(served);
    const asked = doneTo(filing, await filingActs.requestTermination(served, filing));
    expect(refusedBy(await filingActs.recordSubjectExtinct(served, asked))).toEqual(['FIL-007 TERMINATION_REQUESTED']);
    const other = await storedFiling(served);
    const ended = doneTo(other, await filingActs.recordSubjectExtinct(served, other));
    expect(ended.facts.termination).toMatchObject({ kind: 'AUTOMATIC', reason: 'SUBJECT_EXTINCT' });
    expect(ended.record!.terminationBasis).toEqual({ subjectStatus: 'BANKRUPT', evidence: '示例佐证', text: null });
  });

  test('for a body gone in another way only with a text (FIL-007)', async () => {
    const filing = await storedFiling(served);
    const outcome = await recordSubjectExtinct(acting(served, people.centre, TODAY), onFiling(filing), {
      ...{ status: 'OTHER', text: null, evidence: '示例佐证' },
    });
    expect(refusedBy(outcome)).toEqual(['FIL-007 FIELD_REQUIRED']);
  });

  test('from the first day it was not in force, when it expired without a request (FIL-005)', async () => {
    const filing = await storedFiling(served, { facts: factsOf.EXPIRED });
    const ended = doneTo(filing, await filingActs.recordNoRenewal(served, filing));
    expect(ended.facts.termination).toEqual({ kind: 'AUTOMATIC', reason: 'NO_RENEWAL', effectiveOn: '2026-05-10' });
    expect(ended.standing.to).toBe('2026-05-09');
  });

  test('for another cause with a text (FIL-007, PR)', async () => {
    const filing = await storedFiling(served);
    const ended = doneTo(filing, await filingActs.recordOtherTermination(served, filing));
    expect(ended.facts.termination).toEqual({ kind: 'AUTOMATIC', reason: 'OTHER', effectiveOn: TODAY });
    expect(ended.record!.terminationBasis!.text).toBe('示例情形');
  });

  test('and leaves things to be settled, each once (FIL-010)', async () => {
    const filing = await storedFiling(served);
    const ended = doneTo(filing, await filingActs.recordOtherTermination(served, filing));
    expect(tasksOn(ended, today).map(({ kind, owner }) => `${owner} ${kind}`)).toEqual(Array(3).fill('AGENCY WRAP_UP'));
    const settled = doneTo(ended, await filingActs.completeWrapUpTask(served, ended));
    expect(tasksOn(settled, today)).toHaveLength(2);
    expect(refusedBy(await filingActs.completeWrapUpTask(served, settled))).toEqual(['FIL-010 WRAP_UP_NOT_OPEN']);
    const byAuthority = acting(served, people.centre, TODAY);
    const task = { kind: 'HAND_OVER_RECORDS', filedItemId: null, report: '已移交' } as const;
    expect(refusedBy(await completeWrapUpTask(byAuthority, onFiling(settled), task))).toEqual([]);
  });
});

describe('what goes on inside of a filing', () => {
  const question = `query ($id: ID!) {
    filing(id: $id) {
      availableActs
      tasks(asOf: "${TODAY}") { kind owner }
    }
  }`;

  test('is shown to its agency and its authority, and to nobody else with a part in another', async () => {
    const filing = await storedFiling(served, { district: '310115', facts: factsOf.REQUESTED });
    const other = await storedFiling(served);
    const seen = async (by: typeof people.pudong) => {
      const { data } = await served.ask(question, { id: filing._id }, by);
      return data.filing.tasks.map(({ kind }: { kind: string }) => kind);
    };
    const all = ['EVALUATE_AT_EXPIRY', 'DECIDE_RENEWAL'];
    expect(await seen(agencyOf(filing))).toEqual(all);
    expect(await seen(people.pudong)).toEqual(all);
    expect(await seen(people.centre)).toEqual(all);
    expect(await seen(agencyOf(other))).toEqual([]);
    expect(await seen(people.xuhui)).toEqual([]);
  });

  test('tells each what it can do now', async () => {
    const filing = await storedFiling(served, { district: '310115' });
    const acts = async (by: typeof people.pudong) =>
      (await served.ask(question, { id: filing._id }, by)).data.filing.availableActs;
    // The day of the test server is before the window.
    expect(await acts(agencyOf(filing))).toEqual(['requestAdjustment', 'requestTermination']);
    expect(await acts(people.pudong)).toEqual([
      ...['recordExpiryEvaluation', 'recordItemNotEvaluable', 'recordSubjectExtinct', 'recordAutomaticTermination'],
    ]);
    expect(await acts(people.centre)).toEqual([]);
  });
});
