import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { districts, nameKey } from '@shanghai/kernel';
import { publicCaller, readInstant, rebuild } from '@shanghai/platform';
import { type ServedSubgraph, publishForTest, serveForTest } from '@shanghai/platform/testing';
import type { StoredComparison } from '../../dist/comparison-case/comparison-case.js';
import { certification } from '../../dist/subgraph.js';
import { emptyListedEditions, findListedEditions } from '../../dist/mapping/listed-edition-store.js';
import { takeEditions } from '../../dist/mapping/take-editions.js';
import { done, fileAgency, mappingId, operator, person, reached, received } from './comparison-acts.js';

let served: ServedSubgraph;
let pending: StoredComparison;

const LIST = `query ($edition: String) { touchedComparisons(edition: $edition, first: 100) { totalCount nodes {
  edition effectiveOn toldOn comparisonCase { id status } before { state fullName candidates explanation } after { state fullName isLevelListed }
} } }`;

async function publish(edition: string, names: readonly string[], effectiveOn: string, at: string): Promise<void> {
  const items = names.map((fullName) => ({
    ...{ id: `item-${edition}-${fullName}`, fullName, key: nameKey(fullName), levels: [4, 3], lineageIds: [] },
  }));
  const payload = { edition, kind: 'OPEN_CATALOGUE', effectiveOn, previous: null, items };
  await publishForTest(served.events, { type: 'edition.published', payload, at: readInstant(at)! });
  await served.settle();
}

async function touchedFor(by = operator, edition: string | null = null) {
  const { data, errors, commands } = await served.ask(LIST, { edition }, by);
  expect(errors).toEqual([]);
  return { ...(data.touchedComparisons as { totalCount: number; nodes: Record<string, unknown>[] }), commands };
}

beforeAll(async () => {
  served = await serveForTest(certification);
  await publish('2025-03', ['智能楼宇管理员', '人工智能训练师'], '2025-03-20', '2026-06-23T04:00:00Z');
  await fileAgency(served);
  await fileAgency(served, 'agency-2');
  pending = done(await received(served));
  await reached(served, 'CERTIFIED');
  await reached(served, 'REFUSED');
  // Of another mapping, whose target the edition leaves as it is.
  done(await received(served, { mappingId: mappingId(2, 1) }));
  done(await received(served, {}, { by: person('operator', 'agency-2') }));
});
afterAll(async () => served.stop());

describe('an edition that changes the target of a mapping', () => {
  test('touches exactly the cases of it that are pending, and changes nothing of them', async () => {
    expect((await touchedFor()).totalCount).toBe(0);
    await publish('2026-12', ['智能楼宇管理师', '人工智能训练师'], '2026-12-01', '2026-11-02T04:00:00Z');
    const { totalCount, nodes } = await touchedFor(operator, '2026-12');
    expect([totalCount, nodes.length]).toEqual([1, 1]);
    expect(nodes[0]).toMatchObject({
      ...{ edition: '2026-12', effectiveOn: '2026-12-01', toldOn: '2026-11-02' },
      comparisonCase: { id: pending._id, status: 'RECEIVED' },
      before: { state: 'RESOLVED', fullName: '智能楼宇管理员', explanation: null },
      after: { state: 'NOT_IN_CATALOGUE', fullName: null, isLevelListed: null },
    });
  });

  test('is told once, also when it arrives again or the read model is built anew', async () => {
    const before = await findListedEditions(served.connection);
    await publish('2026-12', ['智能楼宇管理师', '人工智能训练师'], '2026-12-01', '2026-11-02T04:00:00Z');
    const { connection } = served;
    await rebuild({ consumer: takeEditions(connection), store: connection }, async (session) =>
      emptyListedEditions(connection, session),
    );
    await served.settle();
    expect(await findListedEditions(connection)).toEqual(before);
    expect((await touchedFor()).totalCount).toBe(1);
  });

  test('is told the agency of the case, its district and the city, and nobody else', async () => {
    const as = (role: string, scopes: Readonly<Record<string, string>> = {}) => ({
      ...publicCaller,
      role,
      subject: 'x',
      scopes,
    });
    const counts = [];
    for (const by of [
      as('CENTRE'),
      as('DISTRICT_BUREAU', { district: districts[0].code }),
      as('DISTRICT_BUREAU', { district: districts[1].code }),
      person('operator', 'agency-2'),
      person('operator', 'agency-3'),
    ])
      counts.push((await touchedFor(by)).totalCount);
    expect(counts).toEqual([2, 2, 0, 1, 0]);
  });

  test('is listed in three commands: the page, its count, and the cases', async () => {
    expect((await touchedFor()).commands).toHaveLength(3);
  });

  test('leaves a remark with a case that is received while the target is not listed', async () => {
    await publish('2026-10', ['人工智能训练师'], '2026-10-20', '2026-11-02T05:00:00Z');
    const one = done(await received(served));
    expect(one.remarks.map(({ code, verdict }) => [code, verdict])).toEqual([['TARGET_NOT_IN_CATALOGUE', 'FAIL']]);
    expect(pending.remarks).toEqual([]);
  });
});
