import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays, day } from '@shanghai/kernel';
import { listEvents } from '@shanghai/platform';
import { type ServedSubgraph, publishForTest, serveForTest, settableClock } from '@shanghai/platform/testing';
import type { ListedItem } from '../../dist/application/submission-facts.js';
import { stateOn } from '../../dist/filing/filing-state-rules.js';
import { droppedItemIds } from '../../dist/listed-item/dropped-items-rules.js';
import { agencies } from '../../dist/subgraph.js';
import { instant, listed } from '../application-facts.js';
import { editionPayload, itemNameOf, people, publishEdition } from '../application-life.js';
import { type HeldInvented, TODAY, doneTo, filingActs, storedFiling } from '../filing-acts.js';

const clock = settableClock(instant(TODAY));
let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies, clock);
  await publishEdition(served);
});
afterAll(async () => served.stop());

type Told = ReturnType<typeof editionPayload>;

/** A new edition: without some items, and with some under other names. */
async function publishNext(
  edition: string,
  {
    without = [],
    renamed = {},
  }: { readonly without?: readonly string[]; readonly renamed?: Readonly<Record<string, string>> },
) {
  const before: Told = editionPayload('2025-03');
  const items = before.items
    .filter(({ fullName }) => !without.includes(fullName))
    .map((item) => {
      const fullName = renamed[item.fullName] ?? item.fullName;
      return {
        ...item,
        id: `${edition}-${fullName}`,
        fullName,
        key: fullName,
        edition,
        lineageIds: [...item.lineageIds, item.id],
      };
    });
  const payload = { ...before, edition, effectiveOn: TODAY, items };
  const aggregate = `edition/${edition}`;
  await publishForTest(served.events, { type: 'edition.published', payload, aggregate, at: instant(TODAY) });
  await served.settle();
}

/** The hints of a filing on a day, to whom and of which edition. */
async function hintsOf({ _id }: HeldInvented, asOf = TODAY): Promise<readonly string[]> {
  const { data } = await served.ask(
    `query ($id: ID!, $asOf: Day) {
      filing(id: $id) { tasks(asOf: $asOf) { kind owner dueOn edition { id } filedItem { fullName } } }
    }`,
    { id: _id, asOf },
    people.centre,
  );
  const tasks: readonly { kind: string; owner: string; dueOn: string | null; edition: { id: string } }[] =
    data.filing.tasks;
  return tasks
    .filter(({ kind }) => kind === 'CATALOGUE_DIFFERENCE')
    .map(({ owner, dueOn, edition }) => `${edition.id} ${owner} ${dueOn}`);
}

/** How many acts on filings were told of. */
async function eventCount(): Promise<number> {
  const events = await listEvents(served.events, 0, 10_000);
  return events.filter(({ type }) => type.startsWith('filing.')).length;
}

const both = (edition: string) => [`${edition} AGENCY null`, `${edition} AUTHORITY null`];

describe('an edition that drops an item', () => {
  test('hints at exactly the filings that hold it, without a deadline, and ends nothing', async () => {
    const holding = await storedFiling(served, { items: [itemNameOf(20), itemNameOf(21)] });
    const other = await storedFiling(served, { items: [itemNameOf(21)] });
    const renamed = await storedFiling(served, { items: [itemNameOf(22)] });
    const rows = await eventCount();
    await publishNext('2027-03', { without: [itemNameOf(20)], renamed: { [itemNameOf(22)]: '示例新名' } });
    expect(await hintsOf(holding)).toEqual(both('2027-03'));
    expect([await hintsOf(other), await hintsOf(renamed)]).toEqual([[], []]);
    expect(await eventCount()).toBe(rows);
    const { data } = await served.ask(
      'query ($id: ID!) { filing(id: $id) { state { status } items { totalCount } } }',
      {
        id: holding._id,
      },
    );
    expect(data.filing).toEqual({ state: { status: 'ACTIVE' }, items: { totalCount: 2 } });
  });

  test('and is published again changes nothing', async () => {
    const holding = await storedFiling(served, { items: [itemNameOf(30)] });
    for (let time = 0; time < 2; time += 1) await publishNext('2027-06', { without: [itemNameOf(30)] });
    expect(await hintsOf(holding)).toEqual(both('2027-06'));
  });

  test('stands in the inbox of the authority until the item has left the scope', async () => {
    const holding = await storedFiling(served, { items: [itemNameOf(40), itemNameOf(41)], district: '310115' });
    await publishNext('2027-09', { without: [itemNameOf(40)] });
    const inbox = async (by = people.pudong) => {
      const { data } = await served.ask(`{ bureauInbox { hintedFilings { totalCount nodes { id } } } }`, {}, by);
      return data.bureauInbox.hintedFilings.nodes.map(({ id }: { id: string }) => id);
    };
    expect(await inbox()).toEqual([holding._id]);
    expect(await inbox(people.xuhui)).toEqual([]);
    const asked = doneTo(holding, await filingActs.recordItemNotEvaluable(served, holding, { by: people.pudong }));
    const PAST = '2027-04-01';
    doneTo(asked, await filingActs.recordItemTermination(served, asked, { by: people.pudong, at: PAST }));
    clock.set(instant(PAST));
    expect(await inbox()).toEqual([]);
    expect(await hintsOf(holding, PAST)).toEqual([]);
    // As of the day before it was still there.
    expect(await hintsOf(holding, '2027-03-31')).toEqual(both('2027-09'));
    clock.set(instant(TODAY));
  });

  test('is no reason to think that a filing has ended', async () => {
    const holding = await storedFiling(served, { items: [itemNameOf(50)] });
    await publishNext('2027-12', { without: [itemNameOf(50)] });
    expect(stateOn(holding.facts, addDays(day(TODAY), 30))!.status).toBe('ACTIVE');
  });
});

describe('what an edition drops', () => {
  const of = (id: string, ...lineageIds: readonly string[]): ListedItem => ({
    ...listed('2025-03'),
    itemId: id,
    lineageIds,
  });

  test.each([
    ['nothing', [of('a')], [of('b', 'a')], []],
    ['an item with all that it was', [of('a', 'old')], [of('b')], ['a', 'old']],
    ['nothing of an item that was split', [of('a')], [of('b', 'a'), of('c', 'a')], []],
    ['nothing where two became one', [of('a'), of('b')], [of('c', 'a', 'b')], []],
  ] as const)('is %s', (_, before, after, expected) => {
    expect(droppedItemIds(before, after)).toEqual(expected);
  });
});
