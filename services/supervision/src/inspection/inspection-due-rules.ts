import { type Day, addMonths, daysBetween } from '@shanghai/kernel';
import type { GradeRow } from '../grade/grade-scale.js';

/** When the next inspection of a subject is due, by how often its grade is inspected. */
export interface InspectionDue {
  readonly grade: GradeRow;
  /** The day on which the last one was finished; null before the first. */
  readonly lastOn: Day | null;
  readonly dueOn: Day;
}

/**
 * The frequency of a grade as a day: so many months after the last inspection, or after the first day of the first filing (SPV-011,
 * PR). A frequency that does not divide the year is rounded to earlier.
 */
export function inspectionDue(
  grade: GradeRow,
  { lastOn, filedSince }: { readonly lastOn: Day | null; readonly filedSince: Day },
): InspectionDue {
  const months = Math.max(1, Math.floor(12 / grade.inspectionsPerYear));
  return { grade, lastOn, dueOn: addMonths(lastOn ?? filedSince, months) };
}

/** How many days ago it was due; 0 on the day and before it. */
export function daysOverdue(dueOn: Day, on: Day): number {
  return dueOn < on ? daysBetween(dueOn, on) : 0;
}
