import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { catalogueItemId, nameKey } from '@shanghai/kernel';
import { type ServedSubgraph, publishForTest, serveForTest, settableClock } from '@shanghai/platform/testing';
import { openSelectionRound } from '../../dist/round/open-selection-round.js';
import { agencies } from '../../dist/subgraph.js';
import { acts } from '../application-acts.js';
import { instant } from '../application-facts.js';
import { acting, codesOf, done, drafted, itemNameOf, newKey, people, publishEdition } from '../application-life.js';

const clock = settableClock(instant('2025-06-24'));
let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies, clock);
  await publishEdition(served);
  await publish('2025-06', '2025-06-22', [itemNameOf(1)]);
});
afterAll(async () => served.stop());

async function publish(edition: string, effectiveOn: string, names: readonly string[]): Promise<void> {
  const items = names.map((fullName) => {
    const id = catalogueItemId(edition, fullName);
    const of = { id, key: nameKey(fullName), fullName, code: null, kind: 'OCCUPATION', levels: [5, 4, 3] };
    return { ...of, lineageIds: [id, catalogueItemId('2025-03', fullName)] };
  });
  const payload = { edition, kind: 'OPEN_CATALOGUE', effectiveOn, items };
  await publishForTest(served.events, { type: 'edition.published', payload });
  await served.settle();
}

/** A submission on a day of a body that applies for an item. */
async function submitted(no: number, at: string) {
  const draft = await drafted(served, { no, at });
  const recommended = done(await acts.recommendApplication(served, draft, { at }));
  const ready = done(await acts.recommendSites(served, recommended, { at }));
  return acts.submitApplication(served, ready, { at });
}

describe('after a publication', () => {
  test('an application is judged by the edition that is in force on the day it is submitted (CAT-012)', async () => {
    expect(codesOf(await submitted(2, '2025-06-23'))).toContain('CAT-012 NOT_IN_ROUND_SCOPE');
    const outcome = done(await submitted(1, '2025-06-23'));
    expect(outcome.items.map(({ itemId }) => itemId)).toEqual([catalogueItemId('2025-06', itemNameOf(1))]);
  });

  test('and by the one before until the day before', async () => {
    const outcome = done(await submitted(3, '2025-06-21'));
    expect(outcome.items.map(({ itemId }) => itemId)).toEqual([catalogueItemId('2025-03', itemNameOf(3))]);
  });

  test('a round offers it, and is opened for its items alone', async () => {
    const question = '{ selectionRounds { id scopeEdition { id } } }';
    const { data } = await served.ask(question);
    const editionOf = (id: string) => data.selectionRounds.find((one: { id: string }) => one.id === id).scopeEdition.id;
    expect([editionOf('2024-08'), editionOf('2025-03'), editionOf('2025-12')]).toEqual([
      ...['2024-08', '2025-03', '2025-06'],
    ]);
    const opened = async (edition: string) =>
      openSelectionRound(acting(served, people.centre, '2026-02-01'), {
        ...{ month: '2026-03', supplementaryNotices: [], idempotencyKey: newKey() },
        scopeItemIds: [catalogueItemId(edition, itemNameOf(1))],
      });
    expect(await opened('2025-03')).toMatchObject({ refusals: [{ rule: 'CAT-012', code: 'NOT_IN_CATALOGUE' }] });
    expect(await opened('2025-06')).toMatchObject({ round: { scopeEdition: '2025-06' } });
  });
});
