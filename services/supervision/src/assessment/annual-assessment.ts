import type { Day, DistrictCode } from '@shanghai/kernel';
import type { LeadBody } from '../inspection/inspection.js';
import type { AgencyType } from '../territory/territorial-limbs.js';

/** 考核状态: its result can be corrected until it is published. */
export type AssessmentStatus = 'RECORDED' | 'PUBLISHED';

/** What is said of a year of an agency. */
export interface AssessedYear {
  /** The code of a row of the scale. */
  readonly result: string;
  /** On what it rests, in Chinese; never published. */
  readonly opinion: string | null;
}

/** 年度考核 of an agency for one calendar year (SPV-010): there is one at most. */
export interface AnnualAssessment extends AssessedYear {
  readonly _id: string;
  readonly agencyId: string;
  /** The agency as it was named when it was recorded. */
  readonly name: string;
  readonly type: AgencyType;
  readonly year: number;
  readonly status: AssessmentStatus;
  readonly since: Date;
  readonly lead: LeadBody;
  /** The districts that see it: those to which the agency itself was to supervise. */
  readonly districts: readonly DistrictCode[];
  readonly recordedAt: Date;
  readonly publishedOn: Day | null;
  readonly synthetic: boolean;
}

/** An assessment with its version and what its indexes need. */
export interface StoredAssessment extends AnnualAssessment {
  readonly version: number;
  /** The agency that reads it: from its publication on. */
  readonly agencySees: string | null;
}
