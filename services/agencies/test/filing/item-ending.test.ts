import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { itemsOn } from '../../dist/filing/filed-scope.js';
import { stateOn } from '../../dist/filing/filing-state-rules.js';
import { tasksOn } from '../../dist/filing/filing-task-rules.js';
import { agencies } from '../../dist/subgraph.js';
import { doneTo, filingActs, refusedBy, storedFiling } from '../filing-acts.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies);
});
afterAll(async () => served.stop());

const DUE = '2027-03-31';
const PAST = '2027-04-01';

/** A filing whose first item is recorded as one that cannot be evaluated any more. */
async function recorded(items?: readonly string[]) {
  const filing = await storedFiling(served, items ? { items } : {});
  return doneTo(filing, await filingActs.recordItemNotEvaluable(served, filing, { dueOn: DUE }));
}

/** The names in the scope on a day. */
async function scopeOn(id: string, on: string): Promise<readonly string[]> {
  const { data } = await served.ask(
    'query ($id: ID!, $on: Day) { filing(id: $id) { items(asOf: $on) { nodes { fullName } } } }',
    { id, on },
  );
  return data.filing.items.nodes.map(({ fullName }: { fullName: string }) => fullName);
}

describe('an item that cannot be evaluated any more (FIL-006)', () => {
  test('is told to agency and, after its due day, to the authority; nothing ends by the clock', async () => {
    const filing = await recorded();
    const kinds = (on: string) => tasksOn(filing, day(on)).map(({ kind, owner }) => `${owner} ${kind}`);
    expect(kinds(DUE)).toEqual(expect.arrayContaining(['AGENCY ADJUST_ITEM']));
    expect(kinds(PAST)).toEqual(expect.arrayContaining(['AUTHORITY RECORD_ITEM_TERMINATION']));
    expect(await scopeOn(filing._id, PAST)).toHaveLength(2);
  });

  test('ends after its due day by an act of the authority, with its last day the day before', async () => {
    const filing = await recorded();
    expect(refusedBy(await filingActs.recordItemTermination(served, filing, { at: `${DUE}T23:59:59+08:00` }))).toEqual([
      'FIL-006 DUE_DAY_NOT_PASSED',
    ]);
    const after = doneTo(filing, await filingActs.recordItemTermination(served, filing, { at: PAST }));
    expect(await scopeOn(filing._id, DUE)).toEqual(['示例项目乙', '示例项目甲']);
    expect(await scopeOn(filing._id, PAST)).toEqual(['示例项目乙']);
    expect(stateOn(after.facts, day(PAST))!.status).toBe('ACTIVE');
    expect(after.record!.wrapUp).toHaveLength(3);
  });

  test('stays one under other levels, wherever it is asked about (FIL-012)', async () => {
    const filing = await recorded();
    const asked = doneTo(filing, await filingActs.requestAdjustment(served, filing, { at: '2027-03-10' }));
    doneTo(asked, await filingActs.decideAdjustment(served, asked, { at: '2027-03-11' }));
    const answerOn = async (on: string) => {
      const question = `query ($agencyId: ID!, $filedItemId: ID!, $on: Day) {
        mayAssess(agencyId: $agencyId, filedItemId: $filedItemId, on: $on) { mayAssess filedItem { id } }
      }`;
      const of = { agencyId: filing.agencyId, filedItemId: filing.items[0]!._id, on };
      return (await served.ask(question, of)).data.mayAssess;
    };
    expect(await answerOn('2027-02-28')).toMatchObject({ mayAssess: 'YES' });
    expect(await answerOn('2027-03-12')).toMatchObject({
      ...{ mayAssess: 'NO', filedItem: { id: expect.not.stringMatching(filing.items[0]!._id) } },
    });
  });

  test('ends the filing when it is the last', async () => {
    const filing = await recorded(['示例项目丙']);
    const after = doneTo(filing, await filingActs.recordItemTermination(served, filing, { at: PAST }));
    expect(after.facts.termination).toEqual({
      ...{ kind: 'AUTOMATIC', reason: 'ITEM_NOT_EVALUABLE', effectiveOn: PAST },
    });
    expect(stateOn(after.facts, day(PAST))!.status).toBe('TERMINATED');
    expect(await scopeOn(filing._id, DUE)).toEqual(['示例项目丙']);
  });

  test.each([
    ['pending', {}],
    ['approved', { approved: true }],
    ['refused', { approved: false }],
  ])('does not end while an adjustment asked for since is %s', async (state, decision) => {
    const filing = await recorded();
    // It gives up a level of the other item.
    const filedItemId = filing.items[1]!._id;
    let asked = doneTo(filing, await filingActs.requestAdjustment(served, filing, { filedItemId, at: '2027-03-10' }));
    if (state !== 'pending')
      asked = doneTo(asked, await filingActs.decideAdjustment(served, asked, { ...decision, at: '2027-03-11' }));
    expect(refusedBy(await filingActs.recordItemTermination(served, asked, { at: PAST }))).toEqual([
      'FIL-006 ADJUSTMENT_REQUESTED',
    ]);
    expect(tasksOn(asked, day(PAST)).map(({ kind }) => kind)).not.toContain('RECORD_ITEM_TERMINATION');
  });

  test.each([
    ['without a due day to come', { dueOn: '2027-03-01' }, ['FIL-006 DUE_DAY_PAST']],
    ['of another filing', { filedItemId: 'filed-item-none' }, ['FIL-006 OUT_OF_FILING_SCOPE']],
  ])('is not recorded %s', async (_, attempt, refused) => {
    const filing = await storedFiling(served);
    expect(refusedBy(await filingActs.recordItemNotEvaluable(served, filing, attempt))).toEqual(refused);
  });

  test('is recorded once, and ends by no other act than its own', async () => {
    const filing = await recorded();
    expect(refusedBy(await filingActs.recordItemNotEvaluable(served, filing))).toEqual(['FIL-006 ITEM_NOT_EVALUABLE']);
    const other = { filedItemId: filing.items[1]!._id, at: PAST };
    expect(refusedBy(await filingActs.recordItemTermination(served, filing, other))).toEqual([
      'FIL-006 ITEM_NOT_RECORDED',
    ]);
    expect(itemsOn(filing.items, day(PAST))).toHaveLength(2);
  });
});
