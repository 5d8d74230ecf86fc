import { describe, expect, test } from '@jest/globals';
import { readInstant } from '@shanghai/platform';
import { type Json, useGraph } from './graph.js';
import { budgets } from './operations.js';

const graph = useGraph();

const PUBLISH = `mutation ($key: IdempotencyKey!) {
  publishEdition(edition: "2026-12", effectiveOn: "2026-12-01", basisDocument: "示例文号", idempotencyKey: $key,
    dropped: [{ fullName: "车工", reason: "示例" }],
    succeeded: [{ kind: RENAMED, from: "铣工", to: [{ fullName: "示例铣工" }], evidence: "示例" }]) {
    ... on EditionPublished { isRepeated edition { id } diff { counts { kind count } } }
    ... on Refused { refusals { code } }
  }
}`;

const bureau = { sub: 'bureau-1', role: 'BUREAU' } as const;
const FILED = `{ evaluationAgencies(first: 100) { nodes { id filings { nodes { id version items { nodes { fullName } } } } } } }`;

/** The items of the earlier edition to which a comparison says that this happened. */
async function changed(from: string, to: string, kind: string): Promise<string[]> {
  const { data, errors } = await graph().run('EditionDiff', { from, to, kinds: [kind], first: 100 });
  expect(errors).toEqual([]);
  return (data.editionDiff.entries.nodes as Json[]).map(({ from: item }) => item.fullName as string);
}

// The tests follow each other: an edition is published once.
describe('an edition that drops an item, once the Bureau has published it', () => {
  test('is answered with its diff, and a second time with the same', async () => {
    const before = (await graph().ask(FILED)).data;
    graph().clock.set(readInstant('2026-11-20T02:00:00Z')!);
    const published = await graph().as(bureau)(PUBLISH, { key: 'publish-key-1' });
    expect(published.errors).toEqual([]);
    const { isRepeated, diff } = published.data.publishEdition;
    expect([isRepeated, diff.counts.find(({ kind }: Json) => kind === 'REMOVED').count]).toEqual([false, 1]);
    await graph().settle();
    const again = await graph().as(bureau)(PUBLISH, { key: 'publish-key-2' });
    expect(again.data.publishEdition).toMatchObject({ isRepeated: true, edition: { id: '2026-12' }, diff });
    expect((await graph().ask(FILED)).data).toEqual(before);
  });

  test('names what it concerns, and followed back to the projects filed in 2024', async () => {
    expect(await changed('2025-03', '2026-12', 'REMOVED')).toEqual(['车工']);
    expect(await changed('2025-03', '2026-12', 'RENAMED')).toEqual(['铣工']);
    expect(await changed('2024-01', '2026-12', 'RENAMED')).toContain('铣工');
  });

  test('counts agencies by lineage, those of a renamed item too', async () => {
    const { data, errors } = await graph().run('CoverageGaps', { edition: '2026-12', first: 100 });
    expect(errors).toEqual([]);
    const bands = data.catalogueEdition.coverage.bands as Json[];
    const counted = new Map(
      bands.flatMap(({ items }) => items.nodes as Json[]).map(({ item, agencyCount }) => [item.fullName, agencyCount]),
    );
    expect(counted.get('示例铣工')).toBeGreaterThan(0);
    expect(counted.has('车工')).toBe(false);
  });

  test('is the catalogue of its day on, for browsing and for names on papers', async () => {
    graph().clock.set(readInstant('2026-12-01T02:00:00Z')!);
    const browse = await graph().run('CatalogueBrowse', { text: '铣工' });
    expect(browse.errors).toEqual([]);
    expect((browse.data.catalogueItems.nodes as Json[]).map(({ fullName, edition }) => [edition.id, fullName])).toEqual(
      [
        ['2026-12', '示例铣工'],
        ['2026-12', '铣工（普通铣工）'],
        ['2026-12', '铣工（数控铣工）'],
      ],
    );
    const yesterday = await graph().run('CatalogueBrowse', { text: '铣工', asOf: '2026-11-30' });
    expect((yesterday.data.catalogueItems.nodes as Json[])[0]).toMatchObject({
      fullName: '铣工',
      edition: { id: '2025-03' },
    });
  });

  test.each([
    ['CatalogueBrowse', { edition: '2026-12' }],
    ['CatalogueBrowse', {}],
    ['CoverageGaps', { edition: '2026-12' }],
    ['ComparisonPicker', {}],
    ['EditionDiff', { from: '2024-01', to: '2026-12', first: 100 }],
    ['EditionDiff', { from: '2025-03', to: '2026-12' }],
  ])('costs %s %j no more than its budget', async (operation, variables) => {
    const { errors, subgraphCalls, storeCommands } = await graph().run(operation, variables);
    expect(errors).toEqual([]);
    expect(subgraphCalls).toBeLessThanOrEqual(budgets[operation]!.subgraphCalls);
    expect(storeCommands).toBeLessThanOrEqual(budgets[operation]!.storeCommands);
  });
});
