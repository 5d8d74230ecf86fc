import { describe, expect, test } from '@jest/globals';
import { type Day, catalogueItemId, day } from '@shanghai/kernel';
import { historyOf, listEvents, verifyJournal } from '@shanghai/platform';
import { compareEditions } from '../../dist/edition/compare-editions.js';
import type { EditionStatement } from '../../dist/edition/edition-statement.js';
import { allEditions } from '../../dist/edition/edition-store.js';
import type { EditionTold } from '../../dist/edition/edition-telling.js';
import { catalogueOn } from '../../dist/edition/editions.js';
import { findPreparedEdition } from '../../dist/edition/prepared-edition-store.js';
import { publishEdition } from '../../dist/edition/publish-edition.js';
import { findItemsById, findItemsOfEditions } from '../../dist/item/item-store.js';
import { loadCatalogue } from '../../dist/load-catalogue.js';
import { useCatalogue } from '../catalogue.js';
import { actsOn, recommendationIn } from '../recommendation/life.js';
import { callers, instant } from '../recommendation/recommendations.js';

const catalogue = useCatalogue();
const store = () => catalogue().connection;
const acts = actsOn(store);
const NOW = instant('2026-11-20');
let keys = 0;

/** A publication that drops, relevels, renames, recodes and splits one item each. */
function statement(changed: Partial<EditionStatement> = {}): EditionStatement {
  return {
    edition: '2026-12',
    effectiveOn: day('2026-12-01'),
    basisDocument: '示例文号〔2026〕1号 关于发布职业（工种）目录的通知',
    dropped: [{ fullName: '盆景师', reason: '示例：不再开展社会化评价' }],
    relevelled: [{ fullName: '电子竞技员', levels: [5, 4, 3, 2], reason: '示例：国家职业标准修订' }],
    succeeded: [
      { kind: 'RENAMED', from: '评茶师', to: [part('评茶工程师')], evidence: '示例：大典更名' },
      { kind: 'RECODED', from: '修脚师', to: [part('修脚师', '4-10-03-06')], evidence: '示例：大典调整编码' },
      {
        kind: 'SPLIT',
        from: '美甲师',
        to: [part('美甲师（手部）'), part('美甲师（足部）')],
        evidence: '示例：标准分设工种',
      },
    ],
    ...changed,
  };
}

function part(fullName: string, code: string | null = null) {
  return { fullName, code, levels: null };
}

async function publish(changed: Partial<EditionStatement> = {}, now = NOW) {
  const idempotencyKey = `publish-${++keys}-key`;
  return publishEdition({ store: store(), caller: callers.bureau, now }, { ...statement(changed), idempotencyKey });
}

async function refusals(changed: Partial<EditionStatement>, now = NOW): Promise<string[]> {
  const outcome = await publish(changed, now);
  if (!('refusals' in outcome)) throw new Error('it was published');
  return outcome.refusals.map(({ code, path }) => [code, ...path].join(' '));
}

async function told(): Promise<readonly EditionTold[]> {
  await catalogue().settle();
  const events = await listEvents(catalogue().events, 0, 1_000);
  return events
    .filter(({ type }) => type === 'edition.published')
    .map(({ payload }) => JSON.parse(payload) as EditionTold);
}

const item = (edition: string, fullName: string) => catalogueItemId(edition, fullName);

// The tests of this file follow each other: an edition is published once.
describe('before it is published, an edition', () => {
  test.each<[string, Partial<EditionStatement>, string[]]>([
    ['that exists already', { edition: '2025-03' }, ['EDITION_IMMUTABLE edition']],
    ['of no month', { edition: '2026-13' }, ['INVALID_EDITION edition']],
    ['before the last', { edition: '2025-02' }, ['INVALID_EDITION edition']],
    ['from a day that is past', { effectiveOn: day('2026-11-19') }, ['DAY_IN_PAST effectiveOn']],
    ['without a document', { basisDocument: ' ' }, ['FIELD_REQUIRED basisDocument']],
    [
      'that drops what is not listed, something twice, and without a reason',
      { dropped: ['没有', '盆景师', '盆景师'].map((fullName, at) => ({ fullName, reason: at === 1 ? '' : '示例' })) },
      [
        'ITEM_UNKNOWN dropped 0 fullName',
        'FIELD_REQUIRED dropped 1 reason',
        'DUPLICATE_CATALOGUE_ITEM dropped 2 fullName',
      ],
    ],
    [
      'with levels for what it drops, and with none',
      {
        relevelled: [
          { fullName: '盆景师', levels: [5], reason: '示例' },
          { fullName: '电工', levels: [], reason: '示例' },
          { fullName: '人工智能数据标注', levels: [5], reason: '示例' },
        ],
      },
      [
        'ITEM_UNKNOWN relevelled 0 fullName',
        'INVALID_LEVEL_SET relevelled 2 fullName',
        'INVALID_LEVEL_SET relevelled 1 levels',
      ],
    ],
    [
      'whose successions are none',
      {
        succeeded: [
          { kind: 'RENAMED', from: '评茶师', to: [part('评茶师')], evidence: '示例' },
          { kind: 'RECODED', from: '修脚师', to: [part('修脚师')], evidence: '示例' },
          { kind: 'SPLIT', from: '美甲师', to: [part('美甲师（手部）')], evidence: ' ' },
        ],
      },
      [
        'SUCCESSION_KIND succeeded 0 kind',
        'SUCCESSION_KIND succeeded 1 kind',
        'SUCCESSION_KIND succeeded 2 kind',
        'FIELD_REQUIRED succeeded 2 evidence',
      ],
    ],
    [
      'whose successors are listed already, or cannot be read',
      {
        succeeded: [
          { kind: 'RENAMED', from: '评茶师', to: [part('电工')], evidence: '示例' },
          { kind: 'RENAMED', from: '修脚师', to: [part('修脚（', '4-1')], evidence: '示例' },
        ],
      },
      [
        'INVALID_CATALOGUE_NAME succeeded 1 to 0 fullName',
        'INVALID_OCCUPATION_CODE succeeded 1 to 0 code',
        'DUPLICATE_CATALOGUE_ITEM succeeded',
      ],
    ],
  ])('%s is refused', async (_, changed, codes) => {
    expect(await refusals(changed)).toEqual(codes);
  });

  test('leaves nothing when it is refused', async () => {
    expect(await allEditions(store())).toHaveLength(3);
    expect(await findItemsOfEditions(store(), ['2026-12'])).toEqual([]);
    expect(await told()).toHaveLength(3);
  });
});

describe('publishing an edition', () => {
  test('takes all of the one before and what was listed since, changed as it says', async () => {
    await recommendationIn(acts, 'LISTED', { form: { occupation: '示例钟表工', code: '4-12-04-04' } });
    const extension = { occupation: '调酒师', code: '4-03-02-09', levelExtensionReason: '示例' };
    await recommendationIn(acts, 'LISTED', { form: extension, levels: [2, 1] });
    const outcome = await publish();
    if ('refusals' in outcome) throw new Error(JSON.stringify(outcome.refusals));
    const items = await findItemsOfEditions(store(), ['2026-12']);
    // 202, less one dropped, and one more each by the split and the listing.
    expect(items).toHaveLength(203);
    const listed = new Map(items.map(({ fullName, code, levels }) => [fullName, [code, levels]]));
    expect(listed.get('盆景师')).toBeUndefined();
    expect(listed.get('电子竞技员')).toEqual(['4-14-05-07', [5, 4, 3, 2]]);
    expect(listed.get('评茶工程师')).toEqual(['6-02-06-11', [5, 4, 3, 2, 1]]);
    expect(listed.get('修脚师')).toEqual(['4-10-03-06', [5, 4, 3, 2, 1]]);
    expect(listed.get('示例钟表工')).toEqual(['4-12-04-04', [5, 4, 3]]);
    expect(listed.get('调酒师')).toEqual(['4-03-02-09', [5, 4, 3, 2, 1]]);
    expect(items.map(({ row }) => row)).toEqual(items.map((_, at) => at + 1));
    expect((await findPreparedEdition(store()))?.state.rows).toEqual([]);
  });

  test('is told with its diff and its reasons', async () => {
    const outcome = await publish();
    if ('refusals' in outcome) throw new Error(JSON.stringify(outcome.refusals));
    const { edition, diff } = outcome;
    expect(edition).toMatchObject({ previous: '2025-03', dropped: [{ fullName: '盆景师' }] });
    const changed = diff.entries.filter(({ kind }) => kind !== 'SAME');
    expect(changed.map(({ kind, from, to }) => [kind, from?.fullName ?? null, to?.fullName ?? null])).toEqual([
      ['LEVELS_CHANGED', '调酒师', '调酒师'],
      ['SPLIT', '美甲师', '美甲师（手部）'],
      ['SPLIT', '美甲师', '美甲师（足部）'],
      ['RECODED', '修脚师', '修脚师'],
      ['ADDED', null, '示例钟表工'],
      ['LEVELS_CHANGED', '电子竞技员', '电子竞技员'],
      ['RENAMED', '评茶师', '评茶工程师'],
      ['REMOVED', '盆景师', null],
    ]);
    expect(changed.find(({ kind }) => kind === 'RECODED')?.evidence).toBe('示例：大典调整编码');
  });

  test('a second time changes nothing and gets the same answer', async () => {
    const before = [await historyOf(store(), 'edition/2026-12', { first: 10 }), (await told()).length];
    const outcome = await publish();
    expect(outcome).toMatchObject({ isRepeated: true, edition: { id: '2026-12' } });
    expect([await historyOf(store(), 'edition/2026-12', { first: 10 }), (await told()).length]).toEqual(before);
    expect(before[0]).toHaveLength(1);
  });

  test('with another content under its name is EDITION_IMMUTABLE', async () => {
    expect(await refusals({ dropped: [] })).toEqual(['EDITION_IMMUTABLE edition']);
  });

  test('has it in force from its day on, and not before', async () => {
    const editions = await allEditions(store());
    const on = (text: string) => catalogueOn(editions, text as Day)?.id;
    expect([on('2026-11-30'), on('2026-12-01'), on('2030-01-01')]).toEqual(['2025-03', '2026-12', '2026-12']);
  });

  test('leads lineages on: through a rename of a rename, to both parts of a split, and to nothing that was dropped', async () => {
    const lineageOf = async (id: string) => (await findItemsById(store(), [id]))[0]!.lineageIds;
    expect(await lineageOf(item('2026-12', '评茶工程师'))).toEqual(
      expect.arrayContaining([item('2024-01', '评茶员'), item('2025-03', '评茶师')]),
    );
    expect(await lineageOf(item('2025-03', '美甲师'))).toEqual(
      expect.arrayContaining([item('2026-12', '美甲师（手部）'), item('2026-12', '美甲师（足部）')]),
    );
    const listed = new Set((await findItemsOfEditions(store(), ['2026-12'])).map(({ _id }) => _id));
    expect((await lineageOf(item('2025-03', '盆景师'))).filter((id) => listed.has(id))).toEqual([]);
  });

  test('leads comparisons on: from an edition before the one it was made from', async () => {
    const editions = await allEditions(store());
    const diff = await compareEditions({ store: store(), editions }, '2024-01', '2026-12');
    const kinds = new Map(
      diff!.entries.map(({ kind, from, to }) => [to?.fullName ?? from?.fullName, [kind, from?.fullName]]),
    );
    expect(kinds.get('评茶工程师')).toEqual(['RENAMED', '评茶员']);
    expect(kinds.get('物流服务师')).toEqual(['RENAMED', '物流师']);
    expect(kinds.get('婴幼儿发展引导员（育婴员）')).toEqual(['RENAMED', '育婴员']);
  });

  test('tells others of it, and again of earlier ones whose items have gained relatives', async () => {
    const events = (await told()).slice(3);
    expect(events.map(({ edition, items }) => [edition, items.length])).toEqual([
      ['2026-12', 203],
      ['2024-01', 88],
      ['2024-08', 89],
      ['2025-03', 202],
    ]);
    expect(events[0]).toMatchObject({ kind: 'OPEN_CATALOGUE', effectiveOn: '2026-12-01', previous: '2025-03' });
  });

  test('is not undone by a restart, which tells nothing again', async () => {
    const before = (await told()).length;
    await loadCatalogue(store(), { now: () => NOW });
    expect(await findItemsOfEditions(store(), ['2026-12'])).toHaveLength(203);
    expect(await told()).toHaveLength(before);
    expect((await verifyJournal(store())).faults).toEqual([]);
  });

  test('while something is being listed loses nothing: it is in the edition, or waits for the one after', async () => {
    const ready = await recommendationIn(acts, 'PUBLICITY', { form: { occupation: '示例赶上工', code: '4-12-04-05' } });
    const [published] = await Promise.all([
      publish({ edition: '2027-01', effectiveOn: day('2027-01-20'), dropped: [], relevelled: [], succeeded: [] }),
      acts.listRecommendation(ready._id),
    ]);
    expect('refusals' in published).toBe(false);
    const inEdition = (await findItemsOfEditions(store(), ['2027-01'])).filter(
      ({ fullName }) => fullName === '示例赶上工',
    );
    const waiting = (await findPreparedEdition(store()))!.state.rows.filter(
      ({ fullName }) => fullName === '示例赶上工',
    );
    expect(inEdition.length + waiting.length).toBe(1);
  });

  test('goes on from the edition before: the next but one is made of this one', async () => {
    const outcome = await publish(
      {
        edition: '2027-03',
        effectiveOn: day('2027-03-20'),
        dropped: [],
        relevelled: [],
        succeeded: [{ kind: 'RENAMED', from: '评茶工程师', to: [part('评茶师')], evidence: '示例：恢复原名' }],
      },
      instant('2027-03-10'),
    );
    if ('refusals' in outcome) throw new Error(JSON.stringify(outcome.refusals));
    expect(outcome.edition.previous).toBe('2027-01');
    const editions = await allEditions(store());
    const diff = await compareEditions({ store: store(), editions }, '2025-03', '2027-03');
    const kindOf = (fullName: string) => diff!.entries.find(({ to }) => to?.fullName === fullName)?.kind;
    expect([kindOf('评茶师'), kindOf('美甲师（手部）'), kindOf('示例钟表工')]).toEqual(['SAME', 'SPLIT', 'ADDED']);
  });
});
