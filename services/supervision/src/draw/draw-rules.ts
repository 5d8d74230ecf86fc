import { type Clause, type Day, type Failure, type Finding, day, finding, judged } from '@shanghai/kernel';
import { type GradeStanding, judgeGradeStanding } from '../grade/grade-standing-rules.js';
import { inspectionGrounds, inspectionRules } from '../inspection/inspection-ground-rules.js';
import { judgeTopics } from '../inspection/plan-rules.js';
import { FEWEST_INSPECTORS } from '../inspection/team-rules.js';
import { type SubjectStanding, judgeStanding } from '../subject/standing-rules.js';
import type { DrawnPlan, ListedInspector } from './random-draw.js';
import type { PoolEntry, Quota } from './draw-record.js';

/** The most subjects of one draw: each is an inspection, made in the same transaction. */
export const MOST_PICKS = 50;

/** How much likelier a subject is drawn of which complaints were found true (SPV-006, SPV-011: configurable, PR). */
export interface ComplaintWeight {
  readonly from: Day;
  readonly base: number;
  /** For each complaint within the year before that an inspection or a decided case found true. */
  readonly perComplaint: number;
  readonly most: number;
}

/** Weights as dated data: the first row governs from the day on which random inspection is printed. */
export const complaintWeights: readonly ComplaintWeight[] = [
  { from: day('2024-05-01'), base: 1, perComplaint: 1, most: 3 },
];

/** The weight of a subject on a day. */
export function weightOn(complaints: number, on: Day): number {
  const row = complaintWeights.findLast(({ from }) => from <= on) ?? complaintWeights[0]!;
  return Math.min(row.most, row.base + complaints * row.perComplaint);
}

/** 未定级: the stratum of subjects without a grade. */
export const UNGRADED = 'UNGRADED';

/** On what a draw rests. */
export const drawGrounds: readonly Clause[] = inspectionGrounds.drawInspection;

/** What a draw is judged by before its seed is committed to. */
export interface DrawFacts {
  readonly standing: SubjectStanding;
  readonly grades: GradeStanding;
  readonly pool: readonly PoolEntry[];
  /** The subjects for which too few inspectors are left. */
  readonly withoutInspectors: readonly string[];
}

/**
 * Whether a draw can be committed to (SPV-009, CMT-205): quotas within their strata (QUOTA_IMPOSSIBLE), no inspector twice, for
 * every subject of a drawn stratum two inspectors who are not related to it (RECUSAL_REQUIRED), a pool that is known, and grades
 * that are today's (GRADES_OUT_OF_DATE: later the same request may pass).
 */
export function judgeCommitment(
  {
    plan,
    quotas,
    inspectors,
  }: {
    readonly plan: DrawnPlan;
    readonly quotas: readonly Quota[];
    readonly inspectors: readonly ListedInspector[];
  },
  { standing, grades, pool, withoutInspectors }: DrawFacts,
): readonly Finding[] {
  const open = [judgeStanding(standing), judgeGradeStanding(grades)];
  return [
    ...open.filter(({ verdict }) => verdict === 'UNDETERMINED'),
    ...judgeTopics(plan.topics),
    ...judged({ ...inspectionRules.random, code: 'QUOTA_IMPOSSIBLE' }, quotaFailures(quotas, pool), '抽取数量可行'),
    ...judged({ ...inspectionRules.random, code: 'DUPLICATE_INSPECTOR' }, twice(inspectors), '检查人员名录无重复'),
    ...judgeInspectors(withoutInspectors),
  ];
}

function judgeInspectors(withoutInspectors: readonly string[]): readonly Finding[] {
  const failures = withoutInspectors.slice(0, 10).map((entryId): Failure => ({
    message: `回避后可抽取的检查人员不足${FEWEST_INSPECTORS}名或无人带队`,
    path: ['inspectors'],
    facts: { entryId },
  }));
  return judged(inspectionRules.recusal, failures, '每个对象均有足够的检查人员');
}

/** DRAW_NOT_RANDOM: the record is not what its committed seed gives. */
export function judgeDrawn(isTrue: boolean): Finding {
  return isTrue
    ? finding(inspectionRules.random, 'PASS', '抽取结果与承诺的种子一致')
    : finding(inspectionRules.random, 'FAIL', '抽取结果与承诺的种子不一致');
}

function quotaFailures(quotas: readonly Quota[], pool: readonly PoolEntry[]): readonly Failure[] {
  const total = quotas.reduce((sum, { count }) => sum + count, 0);
  const repeated = quotas.some(({ stratum }, at) => quotas.findIndex((one) => one.stratum === stratum) !== at);
  const failures = quotas.flatMap(({ stratum, count }, at): readonly Failure[] => {
    const size = pool.filter((one) => one.stratum === stratum).length;
    const isFine = Number.isInteger(count) && count >= 1 && count <= size;
    return isFine ? [] : [{ message: `该等级只有${size}个对象`, path: ['quotas', `${at}`], facts: { stratum, size } }];
  });
  return [
    ...failures,
    ...(quotas.length === 0 || repeated ? [{ message: '应列明各等级的抽取数量', path: ['quotas'] }] : []),
    ...(total > MOST_PICKS ? [{ message: `一次最多抽取${MOST_PICKS}个对象`, path: ['quotas'] }] : []),
  ];
}

function twice(inspectors: readonly ListedInspector[]): readonly Failure[] {
  return inspectors.flatMap(({ inspectorNo }, at) =>
    inspectors.findIndex((one) => one.inspectorNo === inspectorNo) === at
      ? []
      : [{ message: '同一检查人员重复', path: ['inspectors', `${at}`] }],
  );
}
