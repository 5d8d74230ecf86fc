import type { Day } from '@shanghai/kernel';
import type { SubjectFiling } from '../subject/subject.js';
import type { AgencyType } from '../territory/territorial-limbs.js';

/** 备案期满评估 that is due: a filing whose last period is near its end without one (FIL-011). */
export interface DueEvaluation {
  readonly filingId: string;
  /** The last day of the period. */
  readonly periodTo: Day;
  readonly authority: SubjectFiling['authority'];
  readonly agencyId: string;
  readonly name: string;
  readonly type: AgencyType;
  readonly synthetic: boolean;
}
