import type { Day, DistrictCode, Finding } from '@shanghai/kernel';

/** An item of the agency's scope that is examined at a site, on the days between its recommendation and its end. */
export interface SiteItem {
  /** What tells items apart whatever their levels (`subjectOf`). */
  readonly subject: string;
  readonly fullName: string;
  /** First and last day at the site; `from` is null while it waits for the recommendation. */
  readonly from: Day | null;
  readonly to: Day | null;
}

/** 视频监控: whether a site has it from a day on, as its agency recorded it. */
export interface SurveillanceRecord {
  readonly on: Day;
  readonly hasVideoSurveillance: boolean;
}

/** 区人社部门推荐: by the district in which the site lies (SIT-001). */
export interface SiteApproval {
  readonly district: DistrictCode;
  readonly on: Day;
}

/** 考核点: a place where an agency holds exams. */
export interface Site {
  readonly _id: string;
  readonly agencyId: string;
  readonly name: string;
  readonly address: string;
  readonly district: DistrictCode;
  /** First and last day on which it counts; `from` is null while its district has not recommended it. */
  readonly from: Day | null;
  readonly to: Day | null;
  readonly synthetic: boolean;
  /** Whether an act made it; absent for what was loaded, which is loaded anew until an act changes it. */
  readonly byAct?: true;
  /** How many acts there were on it; absent where there was none. */
  readonly version?: number;
  /** What is examined there; absent where no source prints it, and then it counts for every item. */
  readonly items?: readonly SiteItem[];
  /** In the order of days; absent where no source tells. */
  readonly surveillance?: readonly SurveillanceRecord[];
  /** 场地, in the words of the agency. */
  readonly space?: string | null;
  readonly registeredOn?: Day;
  /** Absent where none is asked for, or none is known of. */
  readonly recommendation?: SiteApproval | null;
  /** The refusal that stands; what the agency changes afterwards proposes the site anew. */
  readonly refusal?: { readonly on: Day; readonly reason: string } | null;
  /** What was remarked without refusing, by the act that met it. */
  readonly remarks?: readonly Finding[];
}
