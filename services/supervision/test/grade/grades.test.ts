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
});
