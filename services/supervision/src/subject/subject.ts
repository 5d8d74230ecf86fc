import type { Day, DistrictCode } from '@shanghai/kernel';
import type { ScopeRow } from '../territory/scope-rules.js';
import type { AgencyType } from '../territory/territorial-limbs.js';

/** 有效期 of a filing, as agencies tell it. */
export interface FiledPeriod {
  readonly from: Day;
  readonly to: Day;
}

/** The facts of a filing that its state on any day follows from. Agencies own them; here they are kept as told. */
export interface FiledFacts {
  readonly listedOn: Day | null;
  readonly periods: readonly FiledPeriod[];
  readonly suspensions: readonly { readonly from: Day; readonly to: Day | null }[];
  readonly termination: { readonly kind: string; readonly effectiveOn: Day } | null;
}

/** An evaluation at the end of a period: of which, what it came to, and when that was published. */
export interface FiledEvaluation {
  readonly periodTo: Day;
  readonly result: string;
  readonly publishedOn: Day | null;
}

/** A filing of a subject. */
export interface SubjectFiling {
  readonly filingId: string;
  readonly authority: { readonly body: 'CENTRE' | 'DISTRICT_BUREAU'; readonly district: DistrictCode | null } | null;
  readonly facts: FiledFacts;
  readonly standing: { readonly from: Day; readonly to: Day | null };
  /** 备案期满评估 as the filing authority has recorded them (FIL-011); absent while none was told of. */
  readonly expiryEvaluations?: readonly FiledEvaluation[];
  /** How many acts there were on it when it was told of. */
  readonly version: number;
}

/** A site of a subject. `from` is null while it does not count. */
export interface SubjectSite {
  readonly siteId: string;
  readonly name: string;
  readonly district: DistrictCode;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly version: number;
}

/** What agencies tell of a body. */
export interface SubjectBody {
  readonly name: string;
  readonly type: AgencyType;
  readonly registrationDistrict: DistrictCode | null;
  readonly sitesKnown: boolean;
  readonly synthetic: boolean;
}

/** 监管对象: a body that is filed, or was, as agencies have told of it. */
export interface Subject {
  /** The id of the agency. */
  readonly _id: string;
  /** Null while only a filing or a site of it was told of. */
  readonly body: SubjectBody | null;
  /** In the order of their ids. */
  readonly filings: readonly SubjectFiling[];
  readonly sites: readonly SubjectSite[];
  /** The authorities that recommended it or consented to its filing, as tokens name them: whose field it is (SPV-004, PR). */
  readonly supportedBy: readonly string[];
  /** The part of the loaded agencies that it belongs to; null where acts have made it. */
  readonly part: string | null;
}

/** Beside the subject in the store, for its indexes: all of it follows from the subject. */
export interface StoredSubject extends Subject {
  readonly nameKey: string;
  /** The first day of its first filing; null while it has none, or its body is not known. */
  readonly since: Day | null;
  readonly scope: readonly ScopeRow[];
}
