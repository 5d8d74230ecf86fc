import { type Day, day } from '@shanghai/kernel';

/** 考核等次: one result that an annual assessment can have. No notice prints a scale: these rows are configuration (SPV-010, PR). */
export interface AssessmentResultRow {
  readonly result: string;
  /** In Chinese. */
  readonly label: string;
  readonly from: Day;
  /** The last day on which it can be given; null while no end is set. */
  readonly to: Day | null;
}

const SINCE = day('2024-05-01');

/** The scale, from the best. A result that is no longer given gets a last day and stays, for the years that have it. */
export const assessmentResults: readonly AssessmentResultRow[] = [
  { result: 'EXCELLENT', label: '优秀', from: SINCE, to: null },
  { result: 'PASS', label: '合格', from: SINCE, to: null },
  { result: 'FAIL', label: '不合格', from: SINCE, to: null },
];

/** The name of a result in Chinese; its code where no row has it. */
export function resultLabel(result: string): string {
  return assessmentResults.find((one) => one.result === result)?.label ?? result;
}
