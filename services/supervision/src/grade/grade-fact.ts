import type { Day } from '@shanghai/kernel';

/** What a grade turns on that acts have brought about. */
export type GradeFactKind = 'CASE' | 'RESTRICTION' | 'RECTIFICATION' | 'COMPLAINT' | 'ASSESSMENT' | 'ALERT' | 'VOLUME';

/** What one event says of one source; what a later event of the same source says takes its place, field by field. */
export interface GradeFactChange {
  /** CASE: the tier that was decided; null where the case is dismissed. ASSESSMENT: the result. */
  readonly value?: string | null;
  /** CASE: the day of the decision. RESTRICTION: the first day. ASSESSMENT: the last day of the year. */
  readonly from?: Day;
  /** RESTRICTION: the last day. RECTIFICATION: the day it is due. */
  readonly to?: Day | null;
  /** VOLUME: how many certificates were told of in the month of the source. */
  readonly count?: number;
  /** RESTRICTION: the first day without it. RECTIFICATION: the day of its acceptance. ALERT: the day it was no longer open. */
  readonly endedOn?: Day | null;
}

/**
 * One fact, kept as it was told and never changed, but for the volume of a month, which is a fact from the first day after it: what a grade was on a past day follows from the facts of that day and before,
 * whatever was told since.
 */
export interface GradeFact {
  /** The position of the event. */
  readonly _id: number;
  readonly agencyId: string;
  readonly kind: GradeFactKind;
  /** The case, restriction, inspection, assessment or alert; of the volume the month, as 2026-11. */
  readonly sourceId: string;
  /** The day of the event; of the volume the first day after its month. */
  readonly on: Day;
  readonly change: GradeFactChange;
}
