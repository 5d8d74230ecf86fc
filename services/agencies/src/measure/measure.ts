import type { Day } from '@shanghai/kernel';

/** 违纪违规情形: how grave a case was found (VIO-003). */
export type ViolationTier = 'MINOR' | 'GENERAL' | 'SERIOUS' | 'ESPECIALLY_SERIOUS';

/** What supervision can order of a filing (FIL-009, FIL-016, VIO-007). */
export type MeasureKind = 'SUSPEND_EVALUATION' | 'RESUME_EVALUATION' | 'TERMINATE_FILING';

/** A measure as supervision orders it: `measure.ordered`. */
export interface OrderedMeasure {
  readonly caseId: string;
  readonly measureId: string;
  readonly kind: MeasureKind;
  /** The filing under which the act happened (VIO-009). */
  readonly filingId: string;
  /** The first day of it; null for the day on which it is taken. */
  readonly from: Day | null;
  /** The last day of a suspension; null while no end is set. */
  readonly to: Day | null;
  readonly tier: ViolationTier;
}

/** What became of a measure, which is told back: `measure.applied`. */
export interface TakenMeasure extends OrderedMeasure {
  /** Null when it was refused. */
  readonly appliedOn: Day | null;
  /** Why it was refused, by code; empty when it was applied. */
  readonly refused: readonly string[];
}
