import { type Clause, type Day, clause, day } from '@shanghai/kernel';

/** What a grade is made of. */
export type SupervisionFactor =
  'BASE' | 'CASES' | 'RESTRICTIONS' | 'ALERTS' | 'ASSESSMENT' | 'RECTIFICATION' | 'COMPLAINTS' | 'VOLUME' | 'NEWNESS';

/**
 * One weight: what one thing adds to the score, or takes from it. No notice prints criteria (SPV-011): every row is our reading (PR)
 * and configuration.
 */
export interface WeightRow {
  readonly factor: SupervisionFactor;
  /** Which of the factor: a tier, a result, how a rectification stands. */
  readonly of: string;
  /** In Chinese. */
  readonly label: string;
  readonly points: number;
  /** For how many months after its day it counts; null as long as it lasts. */
  readonly months: number | null;
  /** The most that all of this row together can come to, as an amount. */
  readonly most: number;
  readonly from: Day;
}

/** One grade, with what it leads to. */
export interface GradeRow {
  readonly grade: string;
  /** In Chinese. */
  readonly label: string;
  /** The lowest score that has it. */
  readonly atLeast: number;
  readonly inspectionsPerYear: number;
  /** How much likelier a subject of it is drawn than one of weight 1. */
  readonly drawWeight: number;
  readonly from: Day;
}

const SINCE = day('2024-05-01');

/** On what grading rests. */
export const gradeGrounds: readonly Clause[] = [
  clause('沪人社职〔2024〕120号', '三（三）3', '探索实施分级分类差异化监管，着力提升监管的精准性和有效性'),
];

/** The weights. A change is a row with a later day: what a grade was before stays as it was told. */
export const gradeWeights: readonly WeightRow[] = [
  weight('BASE', 'BASE', '基础分', 80, null),
  weight('CASES', 'MINOR', '违反管理规定但尚未构成违纪违规', -3, 12, 9),
  weight('CASES', 'GENERAL', '一般违纪违规', -10, 12, 30),
  weight('CASES', 'SERIOUS', '严重违纪违规', -25, 24, 50),
  weight('CASES', 'ESPECIALLY_SERIOUS', '特别严重违纪违规', -60, 36, 60),
  weight('RESTRICTIONS', 'ACTIVE', '处于限制期内', -15, null, 30),
  weight('ALERTS', 'OPEN', '未处理的预警', -2, null, 10),
  weight('ASSESSMENT', 'EXCELLENT', '最近年度考核优秀', 15, 24),
  weight('ASSESSMENT', 'PASS', '最近年度考核合格', 5, 24),
  weight('ASSESSMENT', 'FAIL', '最近年度考核不合格', -20, 24),
  weight('RECTIFICATION', 'OVERDUE', '整改逾期未完成', -10, null, 20),
  weight('RECTIFICATION', 'LATE', '整改逾期完成', -5, 12, 10),
  weight('RECTIFICATION', 'IN_TIME', '整改按期完成', 1, 12, 3),
  weight('COMPLAINTS', 'UPHELD', '投诉举报经检查属实', -5, 12, 15),
  weight('VOLUME', 'LARGE', '近十二个月证书数量较大', -3, null),
  weight('NEWNESS', 'FIRST_YEAR', '首次备案未满一年', -5, null),
];

/** From how many certificates of twelve months on the volume is large: more to go wrong, and nothing against anybody (PR). */
export const largeVolume: readonly { readonly from: Day; readonly atLeast: number }[] = [
  { from: SINCE, atLeast: 3000 },
];

/** The grades, from the best. The thresholds are configuration too (PR). */
export const supervisionGrades: readonly GradeRow[] = [
  { grade: 'A', label: 'A级（信用监管）', atLeast: 90, inspectionsPerYear: 1, drawWeight: 1, from: SINCE },
  { grade: 'B', label: 'B级（常规监管）', atLeast: 75, inspectionsPerYear: 2, drawWeight: 1, from: SINCE },
  { grade: 'C', label: 'C级（重点监管）', atLeast: 60, inspectionsPerYear: 4, drawWeight: 2, from: SINCE },
  // Every score below has the last.
  { grade: 'D', label: 'D级（严格监管）', atLeast: -1000, inspectionsPerYear: 6, drawWeight: 3, from: SINCE },
];

/** The weights that govern a day: of each thing the latest row that has begun. */
export function weightsOn(on: Day): readonly WeightRow[] {
  return latestOn(gradeWeights, on, ({ factor, of }) => `${factor}/${of}`);
}

/** The grades that govern a day, from the best. */
export function gradesOn(on: Day): readonly GradeRow[] {
  return latestOn(supervisionGrades, on, ({ grade }) => grade);
}

function latestOn<Row extends { readonly from: Day }>(
  rows: readonly Row[],
  on: Day,
  keyOf: (row: Row) => string,
): readonly Row[] {
  const begun = rows.filter(({ from }) => from <= on);
  return [...new Map(begun.map((row) => [keyOf(row), row])).values()];
}

function weight(
  factor: SupervisionFactor,
  of: string,
  label: string,
  points: number,
  months: number | null,
  most = Math.abs(points),
): WeightRow {
  return { factor, of, label, points, months, most, from: SINCE };
}
