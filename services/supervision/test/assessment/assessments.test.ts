import { describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { type Caller, publicCaller } from '@shanghai/platform';
import { publishForTest } from '@shanghai/platform/testing';
import { type RecordedYear, recordAnnualAssessment } from '../../dist/assessment/acts/record-annual-assessment.js';
import {
  correctAnnualAssessment,
  publishAnnualAssessment,
} from '../../dist/assessment/acts/publish-annual-assessment.js';
import { assessmentTransitions } from '../../dist/assessment/assessment-machine.js';
import type { AssessmentDone, AssessmentOutcome } from '../../dist/assessment/perform-on-assessment.js';
import { callers, instant } from '../inspection/life.js';
import { useWorld } from '../inspection/world.js';
import { PUDONG, filingChanged, loaded, told, toldFiling, toldSite } from '../subject/told.js';

const world = useWorld();
const store = () => world().served.connection;
let keys = 0;
const key = () => `assessment-key-${++keys}`;

const acting = (caller: Caller = callers.pudong, behind = 0) => ({
  ...{ store: store(), caller, now: instant('2025-12-10') },
  lag: async () => Promise.resolve(behind),
});

const record = async (over: Partial<RecordedYear> = {}, caller: Caller = callers.pudong, behind = 0) =>
  recordAnnualAssessment(acting(caller, behind), {
    ...{ agencyId: 'enterprise', year: 2025, result: 'PASS', opinion: '材料齐全', idempotencyKey: key() },
    ...over,
  });

function done(outcome: AssessmentOutcome): AssessmentDone['assessment'] {
  if (!('assessment' in outcome)) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.assessment;
}

const codesOf = (outcome: AssessmentOutcome) => ('refusals' in outcome ? outcome.refusals.map(({ code }) => code) : []);

/** An agency that only one test speaks of. */
async function fresh(agencyId: string, over: Parameters<typeof told>[0] = {}): Promise<string> {
  await publishForTest(world().served.events, loaded([told({ agencyId, ...over })], `test/${agencyId}`));
  await world().served.settle();
  return agencyId;
}

const names = async (caller: Caller, year = 2025) => {
  const { data } = await world().served.ask(
    `{ assessmentsDue(year: ${year}, first: 100) { totalCount nodes { id } } }`,
    {},
    caller,
  );
  const { totalCount, nodes } = data.assessmentsDue;
  expect(totalCount).toBe(nodes.length);
  return nodes.map(({ id }: { id: string }) => id);
};

describe('an annual assessment (SPV-010)', () => {
  test('is recorded once for a year, corrected until it is published, and then stays as it is', async () => {
    const agencyId = await fresh('whole-life');
    const recorded = done(await record({ agencyId, result: 'FAIL' }));
    expect(recorded).toMatchObject({ version: 1, status: 'RECORDED', districts: [PUDONG], agencySees: null });
    expect(codesOf(await record({ agencyId }))).toEqual(['ALREADY_ASSESSED']);
    const { _id: id } = recorded;
    const corrected = done(
      await correctAnnualAssessment(
        acting(),
        { id, version: 1, idempotencyKey: key() },
        { result: 'EXCELLENT', opinion: null, reason: '材料补正' },
      ),
    );
    expect(corrected).toMatchObject({ version: 2, status: 'RECORDED', result: 'EXCELLENT', opinion: null });
    const published = done(await publishAnnualAssessment(acting(), { id, version: 2, idempotencyKey: key() }));
    expect(published).toMatchObject({
      version: 3,
      status: 'PUBLISHED',
      publishedOn: '2025-12-10',
      agencySees: agencyId,
    });
    const again = { id, version: 3, idempotencyKey: key() };
    expect(codesOf(await publishAnnualAssessment(acting(), again))).toEqual(['ALREADY_PUBLISHED']);
    expect(
      codesOf(await correctAnnualAssessment(acting(), again, { result: 'PASS', opinion: null, reason: '再次更正' })),
    ).toEqual(['ALREADY_PUBLISHED']);
    expect(codesOf(await record({ agencyId }))).toEqual(['ALREADY_ASSESSED']);
    expect(assessmentTransitions).toHaveLength(3);
  });

  test.each<[string, Partial<RecordedYear>, Caller, number, string[]]>([
    ['is of another district', {}, callers.xuhui, 0, ['OUT_OF_DISTRICT']],
    ['has a site alone in the district', { agencyId: 'with-site' }, callers.xuhui, 0, ['OUT_OF_DISTRICT']],
    [
      'is seated in the district, for the city to decide on',
      { agencyId: 'social' },
      callers.xuhui,
      0,
      ['OUT_OF_DISTRICT'],
    ],
    ['is not known for now', {}, callers.pudong, 501, ['OUT_OF_DISTRICT']],
    ['has a result that is not of the scale', { result: 'GOOD' }, callers.pudong, 0, ['UNKNOWN_RESULT']],
    ['is of a year to come', { year: 2026 }, callers.pudong, 0, ['YEAR_NOT_ASSESSABLE']],
    ['was not filed in the year', { year: 2024 }, callers.centre, 0, ['YEAR_NOT_ASSESSABLE']],
    [
      'is of a year before assessments were printed',
      { year: 2023 },
      callers.centre,
      0,
      ['YEAR_NOT_ASSESSABLE', 'YEAR_NOT_ASSESSABLE'],
    ],
  ])('is refused when the agency or it %s', async (_name, over, caller, behind, codes) => {
    expect(codesOf(await record(over, caller, behind))).toEqual(codes);
  });

  test('is the city’s for a social organisation, and no district sees it', async () => {
    const { _id: id } = done(await record({ agencyId: 'social' }, callers.centre));
    const query = `{ annualAssessment(id: "${id}") { id } annualAssessments(agencyId: "social") { totalCount } }`;
    const seen = async (caller: Caller) => (await world().served.ask(query, {}, caller)).data;
    expect(await seen(callers.bureau)).toEqual({ annualAssessment: { id }, annualAssessments: { totalCount: 1 } });
    expect(await seen(callers.xuhui)).toEqual({ annualAssessment: null, annualAssessments: { totalCount: 0 } });
  });

  test('is public when it is published, without the opinion, and the agency’s own from then on', async () => {
    const agencyId = await fresh('to-publish');
    const { _id: id } = done(await record({ agencyId }));
    const own = { ...publicCaller, role: 'AGENCY', subject: 'own', scopes: { agency: agencyId } } as const;
    const seen = async () => {
      const list =
        '{ publishedAssessments(year: 2025, first: 100) { totalCount nodes { id name year resultLabel lead { role } publishedOn } } }';
      const { data } = await world().served.ask(list);
      const { data: ofAgency } = await world().served.ask(`{ annualAssessments { totalCount nodes { id } } }`, {}, own);
      const published = data.publishedAssessments.nodes.filter((one: { id: string }) => one.id === id);
      return { published, ofAgency: ofAgency.annualAssessments.totalCount };
    };
    expect(await seen()).toEqual({ published: [], ofAgency: 0 });
    done(await publishAnnualAssessment(acting(), { id, version: 1, idempotencyKey: key() }));
    expect(await seen()).toMatchObject({
      published: [
        { id, year: 2025, resultLabel: '合格', lead: { role: 'DISTRICT_BUREAU' }, publishedOn: '2025-12-10' },
      ],
      ofAgency: 1,
    });
  });
});

describe('what is due', () => {
  test('is every agency that was filed in the year and has no assessment: of a district its own', async () => {
    const agencyId = await fresh('due-one', { sites: [toldSite({ siteId: 'due-site' })] });
    await fresh('ended-before', {
      filings: [toldFiling({ filingId: 'f-ended', standing: { from: day('2021-03-10'), to: day('2024-03-09') } })],
    });
    expect(await names(callers.pudong)).toContain(agencyId);
    expect(await names(callers.centre)).toContain(agencyId);
    expect(await names(callers.xuhui)).not.toContain(agencyId);
    expect(await names(callers.centre)).not.toContain('ended-before');
    expect(await names(callers.pudong, 2024)).not.toContain(agencyId);
    done(await record({ agencyId }));
    expect(await names(callers.pudong)).not.toContain(agencyId);
    expect(await names(callers.centre)).not.toContain(agencyId);
  });

  test('is every filing that ends within three months without an evaluation: of a district those it has filed (FIL-011)', async () => {
    const ending = toldFiling({
      filingId: 'f-ending',
      facts: {
        ...{ listedOn: null, suspensions: [], termination: null },
        periods: [{ from: day('2022-09-15'), to: day('2025-09-14') }],
      },
      standing: { from: day('2022-09-15'), to: day('2025-09-14') },
      version: 1,
    });
    const agencyId = await fresh('ending', { filings: [ending] });
    const due = async (caller: Caller, asOf: string) => {
      const query = `{ expiryEvaluationsDue(asOf: "${asOf}", first: 100) { totalCount nodes { filing { id } periodTo authority district { code } } } }`;
      const { totalCount, nodes } = (await world().served.ask(query, {}, caller)).data.expiryEvaluationsDue;
      expect(totalCount).toBe(nodes.length);
      return nodes;
    };
    const row = {
      ...{ filing: { id: 'f-ending' }, periodTo: '2025-09-14' },
      ...{ authority: 'DISTRICT_BUREAU', district: { code: PUDONG } },
    };
    for (const caller of [callers.pudong, callers.centre]) {
      expect(await due(caller, '2025-06-13')).toEqual([]);
      expect(await due(caller, '2025-06-14')).toEqual([row]);
      expect(await due(caller, '2025-09-14')).toEqual([row]);
      expect(await due(caller, '2025-09-15')).toEqual([]);
    }
    expect(await due(callers.xuhui, '2025-09-01')).toEqual([]);
    const evaluation = { periodTo: day('2025-09-14'), result: '通过', publishedOn: null };
    const evaluated = { ...ending, version: 2, expiryEvaluations: [evaluation] };
    await publishForTest(world().served.events, filingChanged(agencyId, evaluated));
    await world().served.settle();
    expect(await due(callers.pudong, '2025-09-01')).toEqual([]);
  });
});

describe('what is public', () => {
  test('of expiry evaluations is what was published by the day, the newest first, without a token (DIS-007)', async () => {
    const evaluation = (periodTo: string, result: string, publishedOn: string | null) => ({
      ...{ periodTo: day(periodTo), result },
      publishedOn: publishedOn === null ? null : day(publishedOn),
    });
    const expiryEvaluations = [
      evaluation('2019-03-09', '合格', '2019-03-20'),
      evaluation('2022-03-09', '优秀', '2022-03-18'),
      evaluation('2025-03-09', '合格', null),
      evaluation('2028-03-09', '合格', '2028-03-20'),
    ];
    const agencyId = await fresh('evaluated', {
      filings: [toldFiling({ filingId: 'f-evaluated', expiryEvaluations, version: 1 })],
    });
    const query = `{ publishedEvaluations(first: 100) { totalCount nodes {
      agency { id } periodTo result authority district { code } publishedOn } } }`;
    const { data, errors } = await world().served.ask(query);
    expect(errors).toEqual([]);
    const row = { agency: { id: agencyId }, authority: 'DISTRICT_BUREAU', district: { code: PUDONG } };
    expect(data.publishedEvaluations).toEqual({
      totalCount: 2,
      nodes: [
        { ...row, periodTo: '2022-03-09', result: '优秀', publishedOn: '2022-03-18' },
        { ...row, periodTo: '2019-03-09', result: '合格', publishedOn: '2019-03-20' },
      ],
    });
  });

  test('of a year is numbers, of what was published alone', async () => {
    const agencyId = await fresh('counted');
    const counts = async (year: number) => {
      const query = `{ supervisionStatistics(year: ${year}) {
        inspections { result label count } assessments { result count } expiryEvaluations } }`;
      const { data, errors } = await world().served.ask(query);
      expect(errors).toEqual([]);
      return data.supervisionStatistics;
    };
    const failed = async (): Promise<number> => {
      const { assessments } = await counts(2025);
      return (assessments as { result: string; count: number }[]).find(({ result }) => result === 'FAIL')!.count;
    };
    const before = await failed();
    const { _id: id } = done(await record({ agencyId, result: 'FAIL' }));
    expect(await failed()).toBe(before);
    done(await publishAnnualAssessment(acting(), { id, version: 1, idempotencyKey: key() }));
    expect(await failed()).toBe(before + 1);
    expect(await counts(2022)).toEqual({
      inspections: [
        { result: 'NO_PROBLEM', label: '未发现问题', count: 0 },
        { result: 'BREACH_FOUND', label: '发现问题', count: 0 },
      ],
      assessments: ['EXCELLENT', 'PASS', 'FAIL'].map((result) => ({ result, count: 0 })),
      expiryEvaluations: 1,
    });
  });
});
