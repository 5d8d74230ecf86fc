import type { Day, DistrictCode } from '@shanghai/kernel';
import type { AgencyType } from '../agency/agency.js';
import type { FilingRecord } from './filing-record.js';

/** 续期申请: a written request to go on after a period, and its decision once there is one. An approval adds the next period. */
export interface Renewal {
  readonly requestedOn: Day;
  readonly decision: { readonly result: 'APPROVED' | 'REFUSED'; readonly on: Day } | null;
}

/** 有效期: a filing is valid for one period, and for one more after each approved renewal (FIL-002, FIL-005). */
export interface ValidityPeriod {
  readonly from: Day;
  /** The last day, inclusive. */
  readonly to: Day;
  /** What was asked for the time after this period; null when nothing was. */
  readonly renewal: Renewal | null;
}

/** 暂停评价: by the decision of a case (FIL-016). The last day is null while no end is set. */
export interface Suspension {
  readonly from: Day;
  readonly to: Day | null;
  /** Whether an order has ended it (VIO-007), which was told then; absent where time ends it. */
  readonly isLifted?: true;
}

/** 终止备案: which of the three ways a filing ended (FIL-005 to FIL-009). */
export type TerminationKind = 'AUTOMATIC' | 'VOLUNTARY' | 'ORDERED';

/** 自动终止的原因: only an automatic termination has one. */
export type AutomaticReason = 'NO_RENEWAL' | 'ITEM_NOT_EVALUABLE' | 'SUBJECT_EXTINCT' | 'OTHER';

/** The recorded end of a filing. */
export interface Termination {
  readonly kind: TerminationKind;
  readonly reason: AutomaticReason | null;
  /** The first day on which it is no longer in force. */
  readonly effectiveOn: Day;
}

/** What is recorded of a filing: its state on any day follows from this and from nothing else. */
export interface FilingFacts {
  /** What it is filed as, which decides what is printed of its validity. */
  readonly type: AgencyType;
  /** The day of the notice that lists it without printing a validity; null for a filing with a receipt. */
  readonly listedOn: Day | null;
  /** In order, each beginning the day after the one before; empty where no validity is printed. */
  readonly periods: readonly ValidityPeriod[];
  /** In order, not overlapping. */
  readonly suspensions: readonly Suspension[];
  readonly termination: Termination | null;
}

/** 备案机关 (FIL-013). The district is that of the bureau, null for the Centre. */
export type FilingAuthority =
  | { readonly body: 'CENTRE'; readonly district: null }
  | { readonly body: 'DISTRICT_BUREAU'; readonly district: DistrictCode };

/**
 * When a filing stands: from its first day to the last on which it is listed, in force or suspended; null while no end is
 * recorded. It follows from the facts (`standingOf`) and is stored beside them, so that a day can be asked for in a query.
 */
export interface Standing {
  readonly from: Day;
  readonly to: Day | null;
}

/** A filing as stored. */
export interface Filing {
  readonly _id: string;
  readonly agencyId: string;
  readonly authority: FilingAuthority | null;
  /** Absent where no notice prints it. */
  readonly receiptNo?: string;
  readonly facts: FilingFacts;
  readonly standing: Standing;
  readonly synthetic: boolean;
  /** How many acts there were on it; absent where no act made it. */
  readonly version?: number;
  /** The application it was filed on. */
  readonly applicationId?: string;
  /** 报备: when it was reported to 中国就业培训技术指导中心 (FIL-014). */
  readonly reportedToNationalCentreAt?: Date;
  /** 报备文号, where there is one. */
  readonly reportReference?: string | null;
  /** 信息公布: when the public was told of it (AGY-026). */
  readonly publishedOn?: Day;
  /** 公布渠道. */
  readonly publishedIn?: string;
  /** What acts have added beside the facts; absent where none did. */
  readonly record?: FilingRecord;
}
