import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { requestAdjustment } from '../../dist/filing/acts/request-adjustment.js';
import { agencies } from '../../dist/subgraph.js';
import { acting, itemNameOf, publishEdition } from '../application-life.js';
import {
  type HeldInvented,
  TODAY,
  added,
  agencyOf,
  doneTo,
  filingActs,
  onFiling,
  refusedBy,
  storedFiling,
} from '../filing-acts.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies);
  await publishEdition(served);
});
afterAll(async () => served.stop());

const YESTERDAY = '2027-02-28';

/** The scope of a filing on a day: names with levels. */
async function scopeOn({ _id }: HeldInvented, on: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const { data } = await served.ask(
    'query ($id: ID!, $on: Day) { filing(id: $id) { items(asOf: $on) { nodes { fullName levels } } } }',
    { id: _id, on },
  );
  const nodes: readonly { fullName: string; levels: readonly string[] }[] = data.filing.items.nodes;
  return Object.fromEntries(nodes.map(({ fullName, levels }) => [fullName, levels]));
}

/** A filing after an adjustment that was asked for and approved. */
async function adjusted(filing: HeldInvented, asked: Parameters<typeof requestAdjustment>[2]): Promise<HeldInvented> {
  const outcome = await requestAdjustment(acting(served, agencyOf(filing), TODAY), onFiling(filing), asked);
  const pending = doneTo(filing, outcome);
  return doneTo(pending, await filingActs.decideAdjustment(served, pending));
}

const reason = '示例原因';
const three = ['JUNIOR', 'INTERMEDIATE', 'SENIOR'];

describe('an adjustment that is approved (FIL-012)', () => {
  test('adds an item from that day on', async () => {
    const filing = await storedFiling(served);
    await adjusted(filing, { additions: [added(itemNameOf(1))], removals: [], reason });
    expect(Object.keys(await scopeOn(filing, YESTERDAY))).not.toContain(itemNameOf(1));
    expect((await scopeOn(filing, TODAY))[itemNameOf(1)]).toEqual(three);
  });

  test('takes an item out, with its last day the day before', async () => {
    const filing = await storedFiling(served);
    const [first] = filing.items;
    await adjusted(filing, { additions: [], removals: [{ filedItemId: first!._id, levels: [] }], reason });
    expect(Object.keys(await scopeOn(filing, YESTERDAY))).toContain(first!.fullName);
    expect(Object.keys(await scopeOn(filing, TODAY))).not.toContain(first!.fullName);
  });

  test('changes levels, and the levels of any day can be read', async () => {
    const filing = await storedFiling(served, { items: [itemNameOf(2), itemNameOf(3)] });
    const removals = [{ filedItemId: filing.items[0]!._id, levels: [5] as const }];
    const additions = [added(itemNameOf(3), { levels: ['2'] })];
    await adjusted(filing, { additions, removals, reason });
    expect(await scopeOn(filing, YESTERDAY)).toEqual({ [itemNameOf(2)]: three, [itemNameOf(3)]: three });
    expect(await scopeOn(filing, TODAY)).toEqual({
      [itemNameOf(2)]: ['INTERMEDIATE', 'SENIOR'],
      [itemNameOf(3)]: [...three, 'TECHNICIAN'],
    });
  });

  test('puts an item in the place of one that cannot be evaluated any more (FIL-006)', async () => {
    const filing = await storedFiling(served);
    const recorded = doneTo(filing, await filingActs.recordItemNotEvaluable(served, filing));
    const removals = [{ filedItemId: filing.items[0]!._id, levels: [] }];
    const after = await adjusted(recorded, { additions: [added(itemNameOf(4))], removals, reason });
    expect(after.record!.notEvaluable).toMatchObject([{ endedOn: TODAY }]);
    expect(Object.keys(await scopeOn(filing, TODAY))).toEqual(expect.arrayContaining([itemNameOf(4)]));
  });

  test('that is refused changes nothing', async () => {
    const filing = await storedFiling(served);
    const before = await scopeOn(filing, TODAY);
    const pending = doneTo(filing, await filingActs.requestAdjustment(served, filing));
    const refused = doneTo(pending, await filingActs.decideAdjustment(served, pending, { approved: false }));
    expect(await scopeOn(filing, TODAY)).toEqual(before);
    expect(refused.record!.adjustments).toMatchObject([{ decision: { result: 'REFUSED', on: TODAY } }]);
  });
});

describe('an adjustment is refused', () => {
  const refusedFor = async (asked: Partial<Parameters<typeof requestAdjustment>[2]>, filing?: HeldInvented) => {
    const one = filing ?? (await storedFiling(served));
    const request = { additions: [], removals: [], reason, ...asked };
    const by = acting(served, agencyOf(one), TODAY);
    const outcome = await requestAdjustment(by, onFiling(one), request);
    return 'refusals' in outcome ? outcome.refusals.map(({ code, path }) => [code, ...path].join(' ')) : [];
  };

  test.each([
    ['for nothing', {}, ['ITEM_REQUIRED']],
    [
      'for an item that no catalogue has',
      { additions: [added('示例未列职业')] },
      ['NOT_IN_ROUND_SCOPE additions 0 fullName'],
    ],
    [
      'for a level that is not offered',
      { additions: [added(itemNameOf(5), { levels: ['6'] })] },
      ['INVALID_LEVEL_SET additions 0 levels'],
    ],
    [
      'without a national standard',
      { additions: [added(itemNameOf(5), { standardName: null })] },
      ['NO_NATIONAL_STANDARD additions 0 standardName'],
    ],
    [
      'of an item of another filing',
      { removals: [{ filedItemId: 'filed-item-none', levels: [] }] },
      ['OUT_OF_FILING_SCOPE removals 0 filedItemId'],
    ],
  ] as const)('%s', async (_, asked, expected) => {
    expect(await refusedFor(asked)).toEqual(expected);
  });

  test('while another is pending', async () => {
    const filing = await storedFiling(served);
    const pending = doneTo(filing, await filingActs.requestAdjustment(served, filing));
    expect(refusedBy(await filingActs.requestAdjustment(served, pending))).toEqual(['FIL-012 ADJUSTMENT_PENDING']);
  });

  test('when nothing would be left', async () => {
    const filing = await storedFiling(served);
    const removals = filing.items.map(({ _id }) => ({ filedItemId: _id, levels: [] }));
    expect(await refusedFor({ removals }, filing)).toEqual(['NO_ITEM_LEFT removals']);
  });

  test('and is not decided before it is asked for', async () => {
    const filing = await storedFiling(served);
    expect(refusedBy(await filingActs.decideAdjustment(served, filing))).toEqual(['FIL-012 ADJUSTMENT_NOT_PENDING']);
  });

  test.each([
    ['ENTERPRISE', { standardKind: 'SPECIFICATION' }, []],
    ['ENTERPRISE', {}, ['CAT-007 STANDARD_KIND_NOT_ALLOWED']],
    ['COLLEGE', {}, []],
    ['COLLEGE', { standardName: null }, ['CAT-006 NO_NATIONAL_STANDARD']],
    ['COMPARISON', {}, ['FIL-012 NOT_IN_COMPARISON_CATALOGUE']],
  ] as const)('by the rules of its type: %s with %o', async (type, changed, expected) => {
    const filing = await storedFiling(served);
    const of = { ...filing.facts, type };
    const typed = await storedFiling(served, { filing: { facts: of } });
    const additions = [added('示例未列职业', changed)];
    expect(refusedBy(await filingActs.requestAdjustment(served, typed, { additions }))).toEqual(expected);
  });
});

describe('the number of agencies of an item (AGY-010)', () => {
  test('is remarked when an adjustment is asked for, and decides it, unless the Centre permits', async () => {
    const name = itemNameOf(10);
    for (let other = 0; other < 3; other += 1) await storedFiling(served, { items: [name] });
    const filing = await storedFiling(served);
    const pending = doneTo(filing, await filingActs.requestAdjustment(served, filing, { additions: [added(name)] }));
    expect(pending.record!.remarks.map(({ code }) => code)).toContain('AGENCY_CAP_REACHED');
    expect(refusedBy(await filingActs.decideAdjustment(served, pending))).toEqual(['AGY-010 AGENCY_CAP_REACHED']);
    doneTo(pending, await filingActs.decideAdjustment(served, pending, { beyondCap: true }));
  });

  test('is never exceeded by two adjustments that are decided at once', async () => {
    const name = itemNameOf(11);
    for (let other = 0; other < 2; other += 1) await storedFiling(served, { items: [name] });
    const both = await Promise.all(
      [0, 1].map(async () => {
        const filing = await storedFiling(served);
        return doneTo(filing, await filingActs.requestAdjustment(served, filing, { additions: [added(name)] }));
      }),
    );
    const outcomes = await Promise.all(both.map(async (one) => filingActs.decideAdjustment(served, one)));
    expect(outcomes.flatMap(refusedBy)).toEqual(['AGY-010 AGENCY_CAP_REACHED']);
  });
});
