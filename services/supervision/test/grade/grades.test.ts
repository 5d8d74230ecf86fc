import { describe, expect, test } from '@jest/globals';
import { rebuild } from '@shanghai/platform';
import { publishForTest } from '@shanghai/platform/testing';
import { emptyGradeFacts } from '../../dist/grade/grade-store.js';
import { takeGradeFacts } from '../../dist/grade/take-grade-facts.js';
import { actsOn, agency, callers, inspectionIn, instant } from '../inspection/life.js';
import { useWorld } from '../inspection/world.js';

const world = useWorld();
const store = () => world().served.connection;
const acts = actsOn(store);

const published = async (type: string, aggregate: string, payload: Readonly<Record<string, unknown>>, at: string) =>
  publishForTest(world().served.events, { type, aggregate, payload, at: instant(at) });

const gradeOf = async (subjectId: string, asOf: string, caller = callers.pudong) => {
  const query = `{ supervisionGrade(subjectId: "${subjectId}", asOf: "${asOf}") { grade score factors { factor label count points rule clauses { item } } } }`;
  const { data, errors } = await world().served.ask(query, {}, caller);
  expect(errors).toEqual([]);
  return data.supervisionGrade;
};

describe('the grades of subjects', () => {
  test('follow from what was decided, ordered, imposed and published, each from its day on, and are told again when rebuilt', async () => {
    const about = { agencyId: 'enterprise', subjectType: 'AGENCY' };
    await published(
      'case.changed',
      'case/c1',
      { ...about, caseId: 'c1', act: 'decideCase', to: 'DECIDED', tier: 'GENERAL', rectificationDueOn: null },
      '2025-06-01',
    );
    await published(
      'restriction.imposed',
      'restriction/r1',
      { ...about, restrictionId: 'r1', from: '2025-06-03', to: null },
      '2025-06-03',
    );
    await published(
      'restriction.ended',
      'restriction/r1',
      { ...about, restrictionId: 'r1', on: '2025-06-05' },
      '2025-06-05',
    );
    await published(
      'assessment.changed',
      'annual-assessment/y',
      { agencyId: 'enterprise', assessmentId: 'y', act: 'publishAnnualAssessment', year: 2024, result: 'PASS' },
      '2025-06-07',
    );
    await published(
      'case.changed',
      'case/c2',
      { agencyId: 'enterprise', subjectType: 'STAFF', caseId: 'c2', act: 'decideOutcome', tier: null },
      '2025-06-08',
    );
    await world().served.settle();
    const told = async () =>
      Promise.all(
        ['2025-05-31', '2025-06-01', '2025-06-03', '2025-06-05', '2025-06-07', '2025-06-20'].map(
          async (on) => (await gradeOf('enterprise', on)).score,
        ),
      );
    expect(await told()).toEqual([75, 65, 50, 65, 70, 70]);
    const lines = (await gradeOf('enterprise', '2025-06-20')).factors;
    expect(lines).toContainEqual({
      factor: 'CASES',
      label: '一般违纪违规',
      count: 1,
      points: -10,
      rule: 'SPV-011',
      clauses: [{ item: '三（三）3' }],
    });
    const { served } = world();
    const consumer = takeGradeFacts(store());
    await rebuild({ consumer, store: store() }, async (session) => emptyGradeFacts(store(), session));
    await served.settle();
    expect(await told()).toEqual([75, 65, 50, 65, 70, 70]);
  });

  test('know the volume of a month once it is over, of batches and of single certificates', async () => {
    const volume = async (on: string) => {
      const query = `{ supervisionGrade(subjectId: "with-site", asOf: "${on}") { factors { factor count undetermined } } }`;
      const { data } = await world().served.ask(query, {}, callers.pudong);
      return data.supervisionGrade.factors.at(-1);
    };
    const told = { agencyId: 'with-site', registeredOn: '2025-04-30' };
    const one = { ...told, level: 'SENIOR', inScope: true, duplicateOf: null };
    const counts = [
      { level: 'SENIOR', count: 40 },
      { level: null, count: 2 },
    ];
    await published('certificates.registered', 'certificate-batch/1', { ...told, counts, unfit: [] }, '2025-04-30');
    await published('certificate.registered', 'certificate/1', { ...one, certificateId: 'v-1' }, '2025-04-30');
    await published('certificate.registered', 'certificate/2', { ...one, certificateId: 'v-2' }, '2025-05-01');
    await world().served.settle();
    expect(await volume('2025-04-30')).toMatchObject({ factor: 'VOLUME', count: 0, undetermined: expect.any(String) });
    expect(await volume('2025-05-31')).toMatchObject({ count: 43, undetermined: null });
    expect(await volume('2025-06-20')).toMatchObject({ count: 44 });
  });

  test('are told to whom the subject is to supervise, and to nobody else', async () => {
    expect(await gradeOf('enterprise', '2025-06-20', callers.xuhui)).toBeNull();
    expect(await gradeOf('with-site', '2025-06-20', callers.xuhui)).toMatchObject({ grade: 'B' });
    expect(await gradeOf('social', '2025-06-20', callers.industry)).toMatchObject({ grade: 'B' });
    expect(await gradeOf('social', '2025-03-09', callers.centre)).toBeNull();
  });

  test('count an inspection of this service that found a complaint true, and what it ordered', async () => {
    const plan = { topics: [{ kind: 'COMPLAINT', text: null }], subject: agency('with-site') } as const;
    await inspectionIn(acts, store(), 'RECTIFICATION', { plan });
    await world().served.settle();
    const { factors, score } = await gradeOf('with-site', '2025-06-20');
    expect(factors).toContainEqual(expect.objectContaining({ factor: 'COMPLAINTS', count: 1, points: -5 }));
    expect(score).toBe(70);
  });

  test('are one command for a page, whatever its length, and stand in the pool of a draw', async () => {
    const query =
      '{ supervisedSubjects(asOf: "2025-06-20") { nodes { id grade supervisionGrade { score } } } drawPool(asOf: "2025-06-20") { strata { stratum size } } }';
    const { data } = await world().served.ask(query, {}, callers.centre);
    const grades = new Map(
      data.supervisedSubjects.nodes.map((one: { id: string; grade: string }) => [one.id, one.grade]),
    );
    expect(grades).toEqual(
      new Map([
        ['enterprise', 'C'],
        ['with-site', 'C'],
        ['social', 'B'],
      ]),
    );
    expect(data.drawPool.strata).toEqual([
      { stratum: 'B', size: 1 },
      { stratum: 'C', size: 2 },
    ]);
  });

  test('count a warning of something wrong, and none of what ends by itself', async () => {
    const alert = { agencyId: 'social', districts: [], caseId: null, act: 'raiseAlert', from: null, to: 'OPEN' };
    await published('alert.changed', 'alert/a', { ...alert, alertId: 'a', rule: 'STAFF_BELOW_FIVE' }, '2025-05-01');
    await published('alert.changed', 'alert/b', { ...alert, alertId: 'b', rule: 'FILING_LAPSING' }, '2025-05-01');
    await world().served.settle();
    const { factors } = await gradeOf('social', '2025-06-20', callers.centre);
    expect(factors).toContainEqual(expect.objectContaining({ factor: 'ALERTS', count: 1, points: -2 }));
  });
});
