import { describe, expect, test } from '@jest/globals';
import { historyOf, verifyJournal } from '@shanghai/platform';
import fc from 'fast-check';
import { findPreparedEdition } from '../../dist/edition/prepared-edition-store.js';
import {
  type RecommendationAct,
  recommendationStatuses,
  transitionOf,
  transitions,
} from '../../dist/recommendation/recommendation-machine.js';
import { findRecommendationsById } from '../../dist/recommendation/recommendation-store.js';
import type { RecommendationStatus } from '../../dist/recommendation/recommendation.js';
import { useCatalogue } from '../catalogue.js';
import { type Differently, actsOn, codesOf, days, done, recommendationIn } from './life.js';
import { callers, formFile, instant } from './recommendations.js';

const catalogue = useCatalogue();
const store = () => catalogue().connection;
const acts = actsOn(store);

const later = transitions.filter(({ from }) => from.length > 0);

/** A recommendation on which an act passes, the objection that it decides included. */
async function readyFor(act: RecommendationAct, from: RecommendationStatus) {
  const recommendation = await recommendationIn(acts, from);
  if (act === 'dismissRecommendationObjection' || act === 'upholdRecommendationObjection')
    return done(await acts.objectToRecommendation(recommendation._id));
  return recommendation;
}

describe('machine 1: every row passes', () => {
  test('draftRecommendation makes a draft', async () => {
    const draft = done(await acts.draftRecommendation(''));
    expect([draft.status, draft.version]).toEqual(['DRAFT', 1]);
  });

  test.each(later.flatMap(({ act, from, to }) => from.map((one) => [act, one, to] as const)))(
    '%s leads from %s to %s, with its clauses in the journal',
    async (act, from, to) => {
      const before = await readyFor(act, from);
      const after = done(await acts[act](before._id, { version: before.version }));
      expect([after.status, after.version]).toEqual([to, before.version + 1]);
      const history = await historyOf(store(), `recommendation/${before._id}`, { first: 20 });
      expect(history.at(-1)).toMatchObject({ act, version: after.version });
      expect(history.at(-1)!.grounds.length).toBeGreaterThan(0);
    },
  );
});

test('every act in a status that its row does not name is ILLEGAL_TRANSITION, and leaves nothing', async () => {
  const wrong: string[] = [];
  for (const status of recommendationStatuses) {
    const { _id, version } = await recommendationIn(acts, status);
    for (const { act, from } of later) {
      // To the public there is nothing to object to before it is publicised.
      if (from.includes(status) || act === 'objectToRecommendation') continue;
      const codes = codesOf(await acts[act](_id));
      if (codes.join() !== 'ILLEGAL_TRANSITION') wrong.push(`${act} in ${status}: ${codes.join()}`);
    }
    const [after] = await findRecommendationsById(store(), [_id], {});
    expect([after!.status, after!.version]).toEqual([status, version]);
  }
  expect(wrong).toEqual([]);
});

describe('machine 1: every guard fails', () => {
  const related = { expertNo: 'E-002', employer: '示例大学', relatedTo: ['浦东新区人力资源和社会保障局'] };
  test.each<[string, RecommendationAct, RecommendationStatus, Differently, string[]]>([
    ['REC-007: late', 'submitRecommendation', 'DRAFT', { at: '2025-07-01' }, ['OUTSIDE_WINDOW']],
    ['EXP-003: a related expert', 'startExpertEvaluation', 'SUBMITTED', { panel: [related] }, ['RECUSAL_REQUIRED']],
    [
      'EXP-003: an expert of the recommender',
      'startExpertEvaluation',
      'SUBMITTED',
      { panel: [{ ...related, employer: '浦东新区人力资源和社会保障局', relatedTo: [] }] },
      ['RECUSAL_REQUIRED'],
    ],
    ['EXP-003: no expert', 'startExpertEvaluation', 'SUBMITTED', { panel: [] }, ['PANEL_EMPTY']],
    [
      'EXP-003: an expert twice',
      'startExpertEvaluation',
      'SUBMITTED',
      {
        panel: [
          { ...related, relatedTo: [] },
          { ...related, relatedTo: [] },
        ],
      },
      ['DUPLICATE_EXPERT'],
    ],
    ['REC-015: no method', 'startExpertEvaluation', 'SUBMITTED', { methods: [] }, ['METHOD_REQUIRED']],
    [
      'REC-015: another method without its name',
      'startExpertEvaluation',
      'SUBMITTED',
      { methods: [{ kind: 'OTHER', text: ' ' }] },
      ['FIELD_REQUIRED'],
    ],
    ['CAT-004: no level', 'passExpertEvaluation', 'EXPERT_EVALUATION', { levels: [] }, ['INVALID_LEVEL_SET']],
    ['CAT-004: a level twice', 'passExpertEvaluation', 'EXPERT_EVALUATION', { levels: [4, 4] }, ['INVALID_LEVEL_SET']],
    [
      'CAT-004: a level that no catalogue prints',
      'passExpertEvaluation',
      'EXPERT_EVALUATION',
      { levels: [1, null] },
      ['INVALID_LEVEL_SET'],
    ],
    ['REC-016: too late to object', 'objectToRecommendation', 'PUBLICITY', { at: days.listed }, ['PUBLICITY_ENDED']],
    [
      'REC-016: on the last day it is still publicised',
      'listRecommendation',
      'PUBLICITY',
      { at: '2025-06-30T23:59:59+08:00' },
      ['PUBLICITY_RUNNING'],
    ],
    [
      'REC-017: an objection that there is not',
      'dismissRecommendationObjection',
      'PUBLICITY',
      { objectionNo: 7 },
      ['OBJECTION_UNKNOWN'],
    ],
  ])('%s', async (_, act, from, differently, codes) => {
    const { _id } = await recommendationIn(acts, from);
    expect(codesOf(await acts[act](_id, differently))).toEqual(codes);
  });

  test('REC-017: with an open objection it is not listed; dismissed, it is', async () => {
    const { _id } = await recommendationIn(acts, 'PUBLICITY');
    done(await acts.objectToRecommendation(_id));
    expect(codesOf(await acts.listRecommendation(_id))).toEqual(['OBJECTION_OPEN']);
    done(await acts.dismissRecommendationObjection(_id));
    expect(codesOf(await acts.dismissRecommendationObjection(_id))).toEqual(['OBJECTION_ALREADY_DECIDED']);
    expect(done(await acts.listRecommendation(_id)).status).toBe('LISTED');
  });

  test('REC-017: an objection that is upheld leads back to the experts, and it is publicised anew', async () => {
    const { _id } = await recommendationIn(acts, 'PUBLICITY');
    done(await acts.objectToRecommendation(_id));
    const again = done(await acts.upholdRecommendationObjection(_id));
    expect(again).toMatchObject({ status: 'EXPERT_EVALUATION', publicity: null, evaluation: { result: null } });
    const publicised = done(await acts.passExpertEvaluation(_id, { at: '2025-07-01' }));
    expect(publicised.publicity?.endsOn).toBe('2025-07-08');
  });

  test('REC-008 and others: a draft that lacks much is refused with all of it', async () => {
    const draft = done(await acts.draftRecommendation('', { form: { files: [formFile('PDF')], standing: null } }));
    expect(codesOf(await acts.submitRecommendation(draft._id))).toEqual([
      'OCCUPATION_NOT_ELIGIBLE',
      'MISSING_MATERIAL',
    ]);
  });

  test('REC-010: two rows of a form in one place', async () => {
    const form = { formNo: '示例同号' };
    await recommendationIn(acts, 'SUBMITTED', { form });
    const second = done(await acts.draftRecommendation('', { form }));
    expect(codesOf(await acts.submitRecommendation(second._id))).toEqual(['DUPLICATE_PRIORITY']);
    const others = done(await acts.draftRecommendation('', { form, caller: callers.huangpu }));
    expect(codesOf(await acts.submitRecommendation(others._id, { caller: callers.huangpu }))).toEqual([]);
  });

  test.each([
    ['REC-014: listed under this name', '咖啡师', '4-03-02-08'],
    ['REC-014: listed under a later name', '眼镜验光员', '4-14-03-03'],
    ['REC-014: listed as a part of another', '育婴员', '4-10-01-02'],
  ])('%s', async (_, occupation, code) => {
    const draft = done(await acts.draftRecommendation('', { form: { occupation, code } }));
    expect(codesOf(await acts.submitRecommendation(draft._id))).toEqual(['ALREADY_IN_CATALOGUE']);
  });

  test.each(['superior', 'agency', 'centre', 'bureau'] as const)(
    'REC-001: %s is no recommender, with the clause',
    async (name) => {
      const outcome = await acts.draftRecommendation('', { caller: callers[name] });
      expect(outcome).toMatchObject({ refusals: [{ rule: 'REC-001', code: 'NOT_A_RECOMMENDER' }] });
    },
  );
});

describe('a recommendation', () => {
  test.each([
    ['another district', callers.huangpu],
    ['an industry authority', callers.industry],
  ])('does not exist for %s', async (_, caller) => {
    const { _id } = await recommendationIn(acts, 'DRAFT');
    await expect(acts.submitRecommendation(_id, { caller })).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', argument: 'id' },
    });
  });

  test('is not decided by another than the machine names', async () => {
    const { _id } = await recommendationIn(acts, 'SUBMITTED');
    const outcome = acts.startExpertEvaluation(_id, { caller: callers.pudong });
    await expect(outcome).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });

  test('of two officers who decide at once one wins, and the other is told the version', async () => {
    const { _id, version } = await recommendationIn(acts, 'EXPERT_EVALUATION');
    const outcomes = await Promise.allSettled([
      acts.passExpertEvaluation(_id, { version }),
      acts.failExpertEvaluation(_id, { version }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { extensions: { code: 'CONFLICT', currentVersion: version + 1 } },
    });
  });

  test('is made once by a retry, and another form under the same key is a conflict', async () => {
    const first = await acts.draftRecommendation('', { key: 'retried-1', form: { formNo: '示例重试' } });
    const again = await acts.draftRecommendation('', { key: 'retried-1', form: { formNo: '示例重试' } });
    expect(again).toEqual({ ...first, isRepeated: true });
    const other = acts.draftRecommendation('', { key: 'retried-1', form: { formNo: '示例另号' } });
    await expect(other).rejects.toMatchObject({ extensions: { code: 'CONFLICT' } });
  });

  test('is not there for the public before it is publicised', async () => {
    const { _id } = await recommendationIn(acts, 'EXPERT_EVALUATION');
    const outcome = acts.objectToRecommendation(_id);
    await expect(outcome).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });

  test('takes three objections of one contact, however it is written, and any number of others', async () => {
    const { _id } = await recommendationIn(acts, 'PUBLICITY');
    for (const contact of ['13900001234', '139 0000 1234', '139-0000-1234', '13900005678'])
      done(await acts.objectToRecommendation(_id, { contact }));
    const fourth = acts.objectToRecommendation(_id, { contact: '１３９００００１２３４' });
    await expect(fourth).rejects.toMatchObject({ extensions: { code: 'RATE_LIMITED' } });
  });

  test('keeps no contact where it can be read', async () => {
    const { _id } = await recommendationIn(acts, 'PUBLICITY');
    done(await acts.objectToRecommendation(_id));
    const history = await historyOf(store(), `recommendation/${_id}`, { first: 20 });
    expect(JSON.stringify([history, await findRecommendationsById(store(), [_id], {})])).not.toMatch(
      /王示例|13800001234|13900001234/,
    );
  });
});

describe('all at once', () => {
  test('ten that are listed in one moment are ten rows of the next edition', async () => {
    const names = Array.from({ length: 10 }, (_, at) => `示例同时${at}工`);
    const ready = await Promise.all(
      names.map(async (occupation) => recommendationIn(acts, 'PUBLICITY', { form: { occupation } })),
    );
    const listed = await Promise.all(ready.map(async ({ _id }) => acts.listRecommendation(_id)));
    expect(listed.flatMap(codesOf)).toEqual([]);
    const rows = (await findPreparedEdition(store()))!.state.rows.map(({ fullName }) => fullName);
    expect(rows.filter((name) => names.includes(name)).sort()).toEqual(names);
  });

  test('the same occupation of two recommenders is one row with the levels of both', async () => {
    const form = { occupation: '示例两荐工' };
    const one = await recommendationIn(acts, 'LISTED', { form, levels: [5, 4] });
    const other = await recommendationIn(acts, 'LISTED', { form, levels: [4, 3], caller: callers.industry });
    const rows = (await findPreparedEdition(store()))!.state.rows.filter(
      ({ fullName }) => fullName === form.occupation,
    );
    expect(rows).toMatchObject([{ levels: [5, 4, 3], recommendationIds: [one._id, other._id] }]);
  });
});

describe('REC-017: the clock', () => {
  test('lists on the day after the last what has no open objection, once, with a row of the next edition', async () => {
    const free = await recommendationIn(acts, 'PUBLICITY', { form: { occupation: '示例钟表工', code: '6-99-01-01' } });
    const objected = await recommendationIn(acts, 'PUBLICITY');
    done(await acts.objectToRecommendation(objected._id));
    await catalogue().tick();
    expect(await catalogue().tick()).toBe(0);
    const found = await findRecommendationsById(store(), [free._id, objected._id], {});
    expect(new Map(found.map(({ _id, status }) => [_id, status]))).toEqual(
      new Map([
        [free._id, 'LISTED'],
        [objected._id, 'PUBLICITY'],
      ]),
    );
    const prepared = await findPreparedEdition(store());
    expect(prepared?.state.rows.filter(({ fullName }) => fullName === '示例钟表工')).toMatchObject([
      { code: '6-99-01-01', levels: [5, 4, 3], recommendationIds: [free._id] },
    ]);
  });

  test('waits where the calendar does not reach, and says to the Centre which fact is missing', async () => {
    const { _id } = await recommendationIn(acts, 'EXPERT_EVALUATION');
    const publicised = done(await acts.passExpertEvaluation(_id, { at: '2026-12-29' }));
    expect(publicised.publicity?.endsOn).toBeNull();
    expect(codesOf(await acts.listRecommendation(_id, { at: '2027-03-01' }))).toEqual(['PUBLICITY_RUNNING']);
  });
});

describe('a random walk', () => {
  const walks = process.env['DEEP'] === '1' ? 200 : 8;
  const steps = fc.array(
    fc.record({
      act: fc.constantFrom(...later.map(({ act }) => act)),
      at: fc.constantFrom(...Object.values(days), '2025-06-25', '2025-08-01', '2026-01-05'),
    }),
    { minLength: 5, maxLength: 25 },
  );

  test('keeps to the table, loses no journal row, and its chains are whole', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (walk) => {
        let current = done(await acts.draftRecommendation(''));
        for (const { act, at } of walk) {
          const outcome = await acts[act](current._id, { at }).catch((error: unknown) => error as Error);
          if (outcome instanceof Error || 'refusals' in outcome) continue;
          const { from, to } = transitionOf(act);
          expect(from).toContain(current.status);
          expect([outcome.recommendation.status, outcome.recommendation.version]).toEqual([to, current.version + 1]);
          current = outcome.recommendation;
        }
        const history = await historyOf(store(), `recommendation/${current._id}`, { first: 100 });
        expect(history.map(({ version }) => version)).toEqual(history.map((_, index) => index + 1));
        expect(history).toHaveLength(current.version);
      }),
      { numRuns: walks, seed: 76 },
    );
    expect((await verifyJournal(store())).faults).toEqual([]);
  });
});

test('the instants of these tests are in Shanghai', () => {
  expect(instant('2025-06-20').toISOString()).toBe('2025-06-20T02:00:00.000Z');
});
