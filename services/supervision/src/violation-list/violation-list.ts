import type { Day } from '@shanghai/kernel';
import type { CaseSubjectType } from '../case/violation-case.js';
import type { ViolationTier } from '../violation/tier-rules.js';

/** One act that a list names, and its tier where the list gives one. */
export interface ViolationListEntry {
  readonly id: string;
  readonly no: string;
  readonly subjectType: CaseSubjectType;
  /** In Chinese. */
  readonly description: string;
  readonly tier: ViolationTier | null;
}

/** 违纪违规清单: one version of a list. That of the ministry is not in hand; none is verified (VIO-003). */
export interface ViolationList {
  readonly _id: string;
  readonly title: string;
  readonly source: string;
  /** Whether it was held against its source. */
  readonly verified: boolean;
  readonly synthetic: boolean;
  readonly from: Day;
  /** The last day whose acts it judges; null while none is set. */
  readonly to: Day | null;
  readonly entries: readonly ViolationListEntry[];
}
