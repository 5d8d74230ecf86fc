import type { Day, DistrictCode, LevelNumber } from '@shanghai/kernel';

/** 评价机构类型. */
export type AgencyType = 'SOCIAL_ORGANISATION' | 'ENTERPRISE' | 'COLLEGE' | 'COMPARISON';

/** 备案状态. LISTED is of a filing whose validity no notice prints. */
export type FilingStatus = 'LISTED' | 'ACTIVE' | 'SUSPENDED' | 'EXPIRED' | 'TERMINATED';

/** Days in one state of a filing, both ends included; the last day is null while no other state follows. */
export interface FilingSpan {
  readonly status: FilingStatus;
  readonly from: Day;
  readonly to: Day | null;
}

/** An item that a filing covers, or has covered. */
export interface ScopeItem {
  readonly filedItemId: string;
  /** The catalogue item; null for enterprises, colleges and comparison. */
  readonly itemId: string | null;
  /** The comparison mapping; null for the others. */
  readonly mappingId: string | null;
  readonly fullName: string;
  readonly nameKey: string;
  /** From the lowest to the highest; none for a special ability. */
  readonly levels: readonly LevelNumber[];
  /** First and last day in the scope; null where no source tells, or while open. */
  readonly from: Day | null;
  readonly to: Day | null;
  /** When it was recorded as one that cannot be evaluated (FIL-006). */
  readonly notEvaluable: readonly { readonly on: Day; readonly endedOn: Day | null }[];
}

/** What is known of the body that is filed. */
export interface ScopeBody {
  readonly name: string;
  readonly type: AgencyType;
  readonly registrationDistrict: DistrictCode | null;
  readonly synthetic: boolean;
}

/** How a filing ended. */
export interface ScopeTermination {
  readonly kind: 'AUTOMATIC' | 'VOLUNTARY' | 'ORDERED';
  /** The first day on which it is no longer in force. */
  readonly effectiveOn: Day;
}

/** 备案范围: a filing with its state on every day and all that it has ever covered, as agencies have told of it. */
export interface FiledScope {
  /** The id of the filing. */
  readonly _id: string;
  readonly agencyId: string;
  /** Null while only the filing was told of. */
  readonly agency: ScopeBody | null;
  readonly type: AgencyType;
  /** 备案机关; null where no notice says. */
  readonly authority: { readonly body: 'CENTRE' | 'DISTRICT_BUREAU'; readonly district: DistrictCode | null } | null;
  readonly states: readonly FilingSpan[];
  readonly termination: ScopeTermination | null;
  readonly items: readonly ScopeItem[];
  /** The part of the loaded agencies that it belongs to; null where acts have made it. */
  readonly part: string | null;
  /** How many acts there were on it when it was told of: what is told later of an earlier version is out of date. */
  readonly version: number;
}
