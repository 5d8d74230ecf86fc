import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { cancelEvaluationPlan } from '../../dist/evaluation-plan/acts/cancel-evaluation-plan.js';
import { changeEvaluationPlan } from '../../dist/evaluation-plan/acts/change-evaluation-plan.js';
import { closeEvaluationPlan } from '../../dist/evaluation-plan/acts/close-evaluation-plan.js';
import { publishEvaluationPlan } from '../../dist/evaluation-plan/acts/publish-evaluation-plan.js';
import type { PlanContent } from '../../dist/evaluation-plan/evaluation-plan.js';
import { judgePlanPublication, planPublicationRules } from '../../dist/evaluation-plan/plan-publication-rules.js';
import {
  type PlannedSite,
  judgeApplicationKinds,
  judgePlanSites,
  judgeTraining,
} from '../../dist/evaluation-plan/plan-rules.js';
import type { FilingFacts } from '../../dist/filing/filing.js';
import { agencies } from '../../dist/subgraph.js';
import { acting, errorCodeOf, people } from '../application-life.js';
import { filed, listed } from '../facts.js';
import { EXAM, TODAY, draft, evaluator, planOf, publish, published } from '../plan-acts.js';
import { doneRecord, ofAgency, onRecord, refusedCodes } from '../record-acts.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies);
});
afterAll(async () => served.stop());

const terminated: FilingFacts = filed({
  termination: { kind: 'VOLUNTARY', reason: null, effectiveOn: day('2026-06-30') },
});
const suspended = (to: string | null) =>
  filed({ suspensions: [{ from: day('2026-06-01'), to: to === null ? null : day(to) }] });

describe('a plan is drafted by a filed agency (AGY-031, FIL-010)', () => {
  test.each<[string, FilingFacts, readonly string[]]>([
    ['in force', filed(), []],
    ['not begun', filed({ from: '2026-07-02' }), ['AGY-031 NOT_FILED filedItemId']],
    ['that begins that day', filed({ from: TODAY }), []],
    ['terminated the day before', terminated, ['FIL-010 FILING_TERMINATED']],
    ['expired the day before', filed({ from: '2023-07-01' }), ['FIL-005 FILING_EXPIRED']],
    ['on its last day', filed({ from: '2023-07-02' }), []],
    ['suspended, for days after it', suspended('2026-08-01'), []],
    ['listed without a validity', listed, []],
  ])('whose filing is %s', async (_what, facts, codes) => {
    expect(refusedCodes(await draft(served, await evaluator(served, { facts })))).toEqual(codes);
  });

  test('for its own item alone', async () => {
    const [one, other] = [await evaluator(served), await evaluator(served)];
    expect(refusedCodes(await draft(served, { ...one, filedItemId: other.filedItemId }))).toEqual([
      'AGY-031 NOT_FILED filedItemId',
    ]);
  });

  test('with nothing said yet', async () => {
    const nothing = { siteIds: [], examDays: [], applicationFrom: null, applicationTo: null, conditions: null };
    const said = { ...nothing, plan: null, fees: null, contactInformation: null };
    const plan = doneRecord(await draft(served, await evaluator(served), said));
    expect(plan).toMatchObject({ status: 'DRAFT', version: 1, firstExamOn: null });
    expect(refusedCodes(await publish(served, plan))).toEqual([
      'EVL-007 PLAN_NOT_PUBLISHED conditions',
      'EVL-007 PLAN_NOT_PUBLISHED applicationTime',
      'EVL-007 PLAN_NOT_PUBLISHED plan',
      'EVL-007 PLAN_NOT_PUBLISHED fees',
      'EVL-007 PLAN_NOT_PUBLISHED contactInformation',
      'EVL-007 SITE_REQUIRED siteIds',
    ]);
  });
});

describe('a plan is published', () => {
  test('when all is there and the item may be assessed, and told of', async () => {
    const plan = await published(served);
    expect(plan).toMatchObject({ status: 'PUBLISHED', version: 2, publishedOn: TODAY, districts: ['310115'] });
    const rows = served.connection.db!.collection<{ _id: string }>('journal');
    const told = JSON.stringify(await rows.findOne({ _id: `plan/${plan._id}/2` }));
    expect(told).toContain('plan.published');
    expect(told).toContain(EXAM);
  });

  test.each<[string, Partial<PlanContent>, readonly string[]]>([
    ['conditions', { conditions: ' ' }, ['EVL-007 PLAN_NOT_PUBLISHED conditions']],
    ['application time', { applicationTo: null }, ['EVL-007 PLAN_NOT_PUBLISHED applicationTime']],
    ['plan', { plan: null }, ['EVL-007 PLAN_NOT_PUBLISHED plan']],
    ['fees', { fees: null }, ['EVL-007 PLAN_NOT_PUBLISHED fees']],
    ['contact', { contactInformation: null }, ['EVL-007 PLAN_NOT_PUBLISHED contactInformation']],
    ['site', { siteIds: [] }, ['EVL-007 SITE_REQUIRED siteIds']],
    ['known site', { siteIds: ['site-absent'] }, ['EVL-007 SITE_NOT_IN_USE siteIds.0']],
    ['level in scope', { levels: [2] }, ['FIL-004 OUT_OF_FILING_SCOPE examDays.0']],
    ['way to apply', { applicationKinds: [] }, ['EVL-005 FIELD_REQUIRED applicationKinds']],
    [
      'order of its days',
      { applicationFrom: day('2026-08-21'), applicationTo: day('2026-08-21') },
      ['EVL-007 INVALID_PLAN_DAYS applicationTo'],
    ],
    ['first day after the last', { applicationFrom: day('2026-08-11') }, ['EVL-007 INVALID_PLAN_DAYS applicationTo']],
    [
      'day to come',
      { examDays: [day('2026-06-30'), day(EXAM)] },
      ['EVL-007 INVALID_PLAN_DAYS applicationTo', 'EVL-007 INVALID_PLAN_DAYS examDays.0'],
    ],
  ])('but not without %s', async (_what, content, codes) => {
    const plan = doneRecord(await draft(served, await evaluator(served), content));
    expect(refusedCodes(await publish(served, plan))).toEqual(codes);
  });

  test.each<[string, FilingFacts, readonly string[]]>([
    ['the last day of the filing', filed({ from: '2023-08-21' }), []],
    ['the day after it', filed({ from: '2023-08-20' }), ['FIL-005 FILING_EXPIRED examDays.0']],
    ['a suspension without end', suspended(null), ['FIL-016 FILING_SUSPENDED examDays.0']],
    ['the last day of a suspension', suspended(EXAM), ['FIL-016 FILING_SUSPENDED examDays.0']],
    ['the day after it', suspended('2026-08-19'), []],
    ['the days of a list without validity', listed, ['FIL-002 VALIDITY_NOT_PRINTED examDays.0']],
  ])('for an examination day on %s, or refused: %#', async (_what, facts, codes) => {
    const plan = doneRecord(await draft(served, await evaluator(served, { facts })));
    expect(refusedCodes(await publish(served, plan))).toEqual(codes);
  });

  test('by a filing that stands on the day of the act', async () => {
    const facts = filed({ from: '2023-07-11' });
    const plan = doneRecord(
      await draft(served, await evaluator(served, { facts }), {
        examDays: [day('2026-07-10')],
        applicationTo: day('2026-07-10'),
      }),
    );
    expect(refusedCodes(await publish(served, plan, '2026-07-11'))).toContain('FIL-005 FILING_EXPIRED');
  });

  test.each([
    [people.centre, ['EVL-007 NOT_AUTHORISED']],
    [people.pudong, ['BAD_USER_INPUT']],
    [ofAgency('agency-other'), ['BAD_USER_INPUT']],
  ])('by its agency and nobody else: %j', async (by, codes) => {
    const plan = doneRecord(await draft(served, await evaluator(served)));
    const outcome = await publishEvaluationPlan(acting(served, by, TODAY), onRecord(plan)).catch(errorCodeOf);
    expect(Array.isArray(outcome) ? outcome : refusedCodes(outcome as never)).toEqual(codes);
  });
});

describe('a plan before the public', () => {
  const by = (plan: { readonly agencyId: string }, at = TODAY) => acting(served, ofAgency(plan.agencyId), at);

  test('is changed with a reason, and as it could be published', async () => {
    const plan = await published(served);
    const [siteId] = plan.siteIds;
    const later = planOf({ siteId: siteId! }, { examDays: [day('2026-08-22'), day('2026-08-21')] });
    const change = async (content: PlanContent, reason: string | null) =>
      changeEvaluationPlan(by(plan), onRecord(plan), { content, reason });
    expect(refusedCodes(await change({ ...later, fees: null }, null))).toEqual([
      'EVL-007 FIELD_REQUIRED reason',
      'EVL-007 PLAN_NOT_PUBLISHED fees',
    ]);
    const changed = doneRecord(await change(later, '场地调整'));
    expect(changed).toMatchObject({ status: 'PUBLISHED', version: 3, examDays: ['2026-08-21', '2026-08-22'] });
    expect(await change(later, '场地调整').catch(errorCodeOf)).toEqual(['CONFLICT']);
  });

  test('is cancelled before its first examination day, and not on it', async () => {
    const [early, late] = [await published(served), await published(served)];
    const cancelled = doneRecord(await cancelEvaluationPlan(by(early, '2026-08-19'), onRecord(early), '报名不足'));
    expect(cancelled).toMatchObject({ status: 'CANCELLED', endReason: '报名不足' });
    expect(refusedCodes(await cancelEvaluationPlan(by(late, EXAM), onRecord(late), '报名不足'))).toEqual([
      'EVL-007 EXAM_DAY_PASSED',
    ]);
  });

  test('is closed once, and nothing is done to it after', async () => {
    const plan = await published(served);
    const on = onRecord(plan);
    const closed = doneRecord(await closeEvaluationPlan(by(plan), on));
    expect(await closeEvaluationPlan(by(plan), on)).toMatchObject({ isRepeated: true });
    const again = [
      await publish(served, closed),
      await closeEvaluationPlan(by(plan), onRecord(closed)),
      await cancelEvaluationPlan(by(plan), onRecord(closed), '示例'),
    ];
    expect(again.map(refusedCodes)).toEqual(again.map(() => ['EVL-007 ILLEGAL_TRANSITION']));
  });
});

describe('training and examination are apart (EVL-013)', () => {
  const links = (itemName: string) => ({
    trainingLinks: [{ provider: '示例培训学校', itemName, relation: '同一法人' }],
  });

  test('for the item that is evaluated, and no other', async () => {
    const one = await evaluator(served);
    expect(refusedCodes(await draft(served, one, links(one.itemName)))).toEqual([
      'EVL-013 TRAINING_CONFLICT trainingLinks.0',
    ]);
    expect(refusedCodes(await draft(served, one, links('别的职业')))).toEqual([]);
  });

  test('from 2026-06-23 on', () => {
    const on = (at: string) =>
      judgeTraining(links('咖啡师'), { nameKey: '咖啡师' }, day(at)).map(({ verdict }) => verdict);
    expect([on('2026-06-22'), on('2026-06-23')]).toEqual([['NOT_APPLICABLE'], ['FAIL']]);
  });
});

describe('a site of a plan', () => {
  const site = { _id: 's', agencyId: 'a', district: '310115', from: day('2024-01-01'), to: null } as const;
  const [rule] = planPublicationRules;

  test.each<[string, Partial<PlannedSite>, readonly string[]]>([
    ['in use', {}, []],
    ['on its last day', { to: day(EXAM) }, []],
    ['that closed the day before', { to: day('2026-08-19') }, ['SIT-002 NO_SITE_IN_DISTRICT']],
    ['that nobody recommended', { from: null }, ['SIT-001 SITE_RECOMMENDATION_MISSING']],
    ['of another agency', { agencyId: 'b' }, ['EVL-007 SITE_NOT_IN_USE']],
    ['that takes other items', { items: [] }, ['SIT-001 ITEM_NOT_AT_SITE']],
  ])('%s: %#', (_what, changed, codes) => {
    const plan = { agencyId: 'a', siteIds: ['s'], examDays: [day(EXAM), day('2026-08-20')] };
    const found = judgePlanSites(plan, [{ ...site, ...changed }], { subject: 'item-a', rule });
    expect(found.map(({ rule: id, code }) => `${id} ${code}`)).toEqual(codes);
    for (const { path } of found) expect(path).toEqual(['siteIds', '0']);
  });
});

describe('the rows of EVL-005 and EVL-007', () => {
  test('let an announced override decide how is applied', () => {
    const found = judgeApplicationKinds(
      { applicationKinds: ['GROUP', 'INDIVIDUAL'] },
      { nameKey: '咖啡师' },
      day(TODAY),
      [{ nameKey: '咖啡师', allowed: ['INDIVIDUAL'] }],
    );
    expect(found.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
      'APPLICATION_KIND_NOT_ALLOWED applicationKinds.0',
    ]);
  });

  test.each([
    ['2024-01-23', ['NOT_APPLICABLE'], 1],
    ['2024-01-24', ['PASS'], 1],
    ['2026-06-22', ['PASS'], 1],
    ['2026-06-23', ['PASS'], 3],
  ])('on %s: %j with %i clauses', (on, verdicts, clauses) => {
    const found = judgePlanPublication(planOf({ siteId: 's' }), day(on));
    expect(found.map(({ verdict }) => verdict)).toEqual(verdicts);
    expect(found[0]!.clauses).toHaveLength(clauses);
  });
});
