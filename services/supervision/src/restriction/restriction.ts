import type { Day, DistrictCode } from '@shanghai/kernel';
import type { CaseSubjectType, SealedPerson } from '../case/violation-case.js';

/** 限制事项: conducting or taking part in evaluation, or policy support (VIO-006). */
export type RestrictionKind = 'EVALUATION' | 'POLICY_SUPPORT';

/** 限制状态: by its days alone. */
export type RestrictionStatus = 'PENDING' | 'ACTIVE' | 'ENDED';

/** Whom VIO-006 restricts. */
export type RestrictedType = Extract<CaseSubjectType, 'AGENCY' | 'STAFF' | 'CANDIDATE'>;

/** What a decision says of a restriction. How long it lasts is part of the decision: no notice says it. */
export interface RestrictionOrder {
  readonly kind: RestrictionKind;
  readonly from: Day;
  /** The last day; null while no end is set. */
  readonly to: Day | null;
  /** 按规定: on what it rests. */
  readonly basis: string;
}

/** 限制: whom, from what, for how long, and by which case (VIO-006). */
export interface Restriction extends RestrictionOrder {
  readonly _id: string;
  readonly caseId: string;
  readonly subjectType: RestrictedType;
  /** The agency itself, or that of the person. */
  readonly agencyId: string;
  readonly person: SealedPerson | null;
  /** Those that see the case. */
  readonly districts: readonly DistrictCode[];
  readonly imposedAt: Date;
  readonly synthetic: boolean;
  /** The first day without it; null while it was not lifted. */
  readonly liftedOn: Day | null;
  readonly liftReason: string | null;
}

/** A restriction with its version and what its indexes need. */
export interface StoredRestriction extends Restriction {
  readonly version: number;
  /** The last day of it, lifted or not; far in the future while no end is set, so that an index can bound it. */
  readonly lastDay: Day;
}
