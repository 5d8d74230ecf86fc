import { type Day, day } from '@shanghai/kernel';
import type { Connection } from 'mongoose';
import { countPublishedEvaluations } from '../assessment/published-evaluation-store.js';
import { assessmentResults } from '../assessment/assessment-scale.js';
import type { InspectionResult } from '../inspection/inspection.js';
import { type CountedResult, countAssessmentResults, countInspectionResults } from './statistics-store.js';

/** 监督统计 of a year: of what was published, in numbers, and of nobody. */
export interface SupervisionStatistics {
  readonly year: number;
  readonly inspections: readonly LabelledCount[];
  readonly assessments: readonly LabelledCount[];
  readonly expiryEvaluations: number;
}

/** How often there was a result. */
export interface LabelledCount extends CountedResult {
  /** In Chinese. */
  readonly label: string;
}

const inspectionLabels: Readonly<Record<InspectionResult, string>> = {
  NO_PROBLEM: '未发现问题',
  BREACH_FOUND: '发现问题',
};

/** What was published in a calendar year up to a day: inspections by the day of publication, assessments by their year. */
export async function supervisionStatistics(
  store: Connection,
  { year, today }: { readonly year: number; readonly today: Day },
): Promise<SupervisionStatistics> {
  const last = day(`${year}-12-31`);
  const span = { from: day(`${year}-01-01`), to: last < today ? last : today };
  const [inspections, assessments, expiryEvaluations] = await Promise.all([
    countInspectionResults(store, span),
    countAssessmentResults(store, year),
    countPublishedEvaluations(store, span),
  ]);
  const scale = assessmentResults.map(({ result, label }) => [result, label] as const);
  return {
    year,
    inspections: labelled(Object.entries(inspectionLabels), inspections),
    assessments: labelled(scale, assessments),
    expiryEvaluations,
  };
}

/** Every result in its order, those that there were not with 0. */
function labelled(
  labels: readonly (readonly [result: string, label: string])[],
  counted: readonly CountedResult[],
): readonly LabelledCount[] {
  return labels.map(([result, label]) => ({
    ...{ result, label },
    count: counted.find((one) => one.result === result)?.count ?? 0,
  }));
}
