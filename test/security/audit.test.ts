import { beforeAll, describe, expect, test } from '@jest/globals';
import { instantAt } from '@shanghai/platform';
import { useGraph } from '../graph/graph.js';

const graph = useGraph();
const ACTS = 200;
const applicant = { sub: 'chen', role: 'AGENCY', agency: 'example-audit' };
const centre = { sub: 'zhou', role: 'CENTRE' };

interface Draft {
  readonly id: string;
  readonly version: number;
}

/** What an act leaves: a row of the journal, one of the refused, or none where it was done before. */
type Left = 'DONE' | 'AGY-032' | 'CONFLICT' | 'FORBIDDEN' | 'NOTHING';

let keys = 0;
const nextKey = () => `audited-${++keys}`;

const DRAFT = `mutation ($name: FormText!, $key: IdempotencyKey!) {
  draftApplication(form: { name: $name }, idempotencyKey: $key) {
    ... on ApplicationActDone { application { id version } }
  }
}`;

async function draft(key = nextKey()): Promise<Draft> {
  const { data } = await graph().as(applicant)(DRAFT, { name: '示例审计学校', key });
  return data.draftApplication.application;
}

async function act(name: string, as: typeof centre, { id, version }: Draft): Promise<void> {
  await graph().as(as)(
    `mutation ($id: ID!, $version: Int!, $key: IdempotencyKey!) {
      ${name}(id: $id, version: $version, idempotencyKey: $key) { __typename }
    }`,
    { id, version, key: nextKey() },
  );
}

/** Each kind of act with what it must leave. */
const kinds: readonly (readonly [Left, (one: Draft) => Promise<unknown>])[] = [
  ['DONE', async (one) => act('withdrawApplication', applicant, one)],
  ['AGY-032', async (one) => act('acceptApplication', centre, one)],
  ['CONFLICT', async (one) => act('withdrawApplication', applicant, { ...one, version: one.version + 1 })],
  ['FORBIDDEN', async (one) => act('acceptApplication', applicant, one)],
  ['NOTHING', async () => draft('audited-first')],
];

/** The same numbers in every run, so that every kind comes often and in no order. */
function numbers(count: number): readonly number[] {
  let seed = 7;
  return Array.from({ length: count }, () => (seed = (seed * 48_271) % 2_147_483_647));
}

beforeAll(async () => {
  graph().clock.set(instantAt(Date.UTC(2025, 2, 24, 1)));
  await draft('audited-first');
});

describe('SECURITY 25: the audit', () => {
  test(`of ${ACTS} acts has a row for each that was done and for each that was not, and none besides`, async () => {
    const db = graph().subgraph('agencies').connection.db!;
    const count = async (collection: string) => db.collection(collection).countDocuments();
    const [journalBefore, refusedBefore] = [await count('journal'), await count('refusedActs')];
    const expected: Record<Left, number> = { DONE: 0, 'AGY-032': 0, CONFLICT: 0, FORBIDDEN: 0, NOTHING: 0 };
    let drafts = 0;
    for (const number of numbers(ACTS / 2)) {
      const [left, perform] = kinds[number % kinds.length]!;
      drafts += 1;
      await perform(await draft());
      expected[left] += 1;
    }
    expect(Math.min(...Object.values(expected))).toBeGreaterThan(5);
    expect((await count('journal')) - journalBefore).toBe(drafts + expected.DONE);
    const refused = await db.collection('refusedActs').find().sort({ recordedAt: 1 }).skip(refusedBefore).toArray();
    const of = (code: string) => refused.filter(({ codes }) => (codes as string[]).includes(code));
    expect([of('ILLEGAL_TRANSITION'), of('CONFLICT'), of('FORBIDDEN')].map(({ length }) => length)).toEqual([
      expected['AGY-032'],
      expected.CONFLICT,
      expected.FORBIDDEN,
    ]);
    expect(refused).toHaveLength(expected['AGY-032'] + expected.CONFLICT + expected.FORBIDDEN);
  });

  test('says who, in which role and scope, when, what, on which object, why not, and for which request', async () => {
    const drafted = await draft();
    await act('acceptApplication', applicant, drafted);
    const db = graph().subgraph('agencies').connection.db!;
    const [last] = await db.collection('refusedActs').find().sort({ recordedAt: -1 }).limit(1).toArray();
    expect(last).toMatchObject({
      role: 'AGENCY',
      subject: 'chen',
      scopes: { agency: 'example-audit' },
      act: 'acceptApplication',
      codes: ['FORBIDDEN'],
      at: instantAt(Date.UTC(2025, 2, 24, 1)),
      requestId: expect.any(String),
    });
    const row = await db.collection('journal').findOne({ aggregate: `application/${drafted.id}` });
    expect(JSON.parse(String(row?.['body']))).toMatchObject({
      caller: { role: 'AGENCY', subject: 'chen', scopes: { agency: 'example-audit' } },
      requestId: expect.any(String),
    });
  });
});
