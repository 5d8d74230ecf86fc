import type { Day, DistrictCode, UnifiedSocialCreditCode } from '@shanghai/kernel';

/** 评价机构类型: what an agency files as, which decides whom it may evaluate. */
export type AgencyType = 'SOCIAL_ORGANISATION' | 'ENTERPRISE' | 'COLLEGE' | 'COMPARISON';

/** 机构性质: the eight of the application form (沪职鉴中心〔2026〕30号 附件4). */
export type AgencyNature =
  | 'ENTERPRISE_CENTRAL_SOE_BRANCH'
  | 'ENTERPRISE_MUNICIPAL'
  | 'ENTERPRISE_DISTRICT'
  | 'SOCIAL_GROUP'
  | 'PRIVATE_NON_ENTERPRISE'
  | 'COLLEGE_HIGHER'
  | 'COLLEGE_SECONDARY'
  | 'OTHER';

/** When an agency has a site in a district; `to` is the last day, null when open. */
export interface SiteStay {
  readonly district: DistrictCode;
  readonly from: Day;
  readonly to: Day | null;
}

/** An evaluation agency as stored. */
export interface Agency {
  readonly _id: string;
  /** As shown: without the blanks of the print, brackets full-width. */
  readonly name: string;
  /** The compared form of the name, by which agencies are searched and sorted. */
  readonly nameKey: string;
  readonly type: AgencyType;
  readonly nature: AgencyNature | null;
  /** Absent where no notice prints it: an index that is unique skips only absent fields. */
  readonly creditCode?: UnifiedSocialCreditCode;
  readonly registrationDistrict: DistrictCode | null;
  readonly synthetic: boolean;
  /** Whether an act made it; absent for what was loaded, which is loaded anew. */
  readonly byAct?: true;
  /** The id of the first annex row that names it. */
  readonly sourceRow: string | null;
  /** Its number in the catalogue of 2024. */
  readonly listNo: number | null;
  /** Whether the sites of this agency are all in the store. */
  readonly sitesKnown: boolean;
  /** The districts of its sites, repeated here so that agencies are found by district in one query. */
  readonly siteStays: readonly SiteStay[];
}
