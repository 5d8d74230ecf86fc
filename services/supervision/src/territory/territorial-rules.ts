import { type Day, type DistrictCode, type MissingFact, isWithin } from '@shanghai/kernel';
import { type AgencyType, type LimbRow, type TerritorialBasis, territorialLimbs } from './territorial-limbs.js';

/** Who answered for a filing, and when. `district` is null for the Centre, and where it is not known. */
export interface FilingAuthorityPeriod {
  readonly authority: 'CENTRE' | 'DISTRICT_BUREAU';
  readonly district?: DistrictCode | null | undefined;
  readonly from: Day;
  readonly to?: Day | null | undefined;
}

/** Where a site was in use, and when. Both days count, as everywhere. */
export interface SitePeriod {
  readonly siteId: string;
  readonly name: string;
  readonly district: DistrictCode;
  readonly from: Day;
  readonly to?: Day | null | undefined;
}

/** What territorial supervision of one agency turns on, for all days. */
export interface TerritorialFacts {
  readonly type: AgencyType;
  /** Empty where no source says who filed. */
  readonly filedBy: readonly FilingAuthorityPeriod[];
  /** Null where no source says it. */
  readonly registrationDistrict?: DistrictCode | null | undefined;
  readonly sites: readonly SitePeriod[];
  /** False where the list of sites may be incomplete. */
  readonly sitesKnown: boolean;
}

/** Why a district supervises: the limb, and the sites it concerns, none where the agency itself is meant. */
export interface Reason {
  readonly row: LimbRow;
  readonly sites: readonly SitePeriod[];
}

/** One district and every reason, in the order of the limbs. */
export interface DistrictReasons {
  readonly district: DistrictCode;
  readonly reasons: readonly Reason[];
}

/** The districts that are certain, in the order of their codes, and what has to be known to tell the others. */
export interface TerritorialAnswer {
  readonly districts: readonly DistrictReasons[];
  readonly missing: readonly MissingFact[];
}

interface Place {
  readonly district: DistrictCode;
  readonly site?: SitePeriod;
}

/**
 * SPV-003: which districts supervise an agency or a site of it on a day, and why. Of the filing it asks only who filed: that
 * a filing is suspended or ended does not end supervision (SPV-007). A fact that is not in hand is named, never guessed.
 */
export function territorialReasons(facts: TerritorialFacts, on: Day): TerritorialAnswer {
  const limbs = territorialLimbs.filter(({ types }) => types.includes(facts.type));
  const governing = limbs.filter(({ from }) => from <= on);
  if (governing.length === 0) return { districts: [], missing: [noLimbYet(limbs)] };
  const found = governing.flatMap((row) => placesOf[row.basis](facts, on).map((place) => ({ row, ...place })));
  const codes = [...new Set(found.map(({ district }) => district))].sort();
  const districts = codes.map((district) => ({
    district,
    reasons: governing.flatMap((row) => {
      const places = found.filter((place) => place.row === row && place.district === district);
      return places.length === 0 ? [] : { row, sites: places.flatMap(({ site }) => site ?? []) };
    }),
  }));
  return { districts, missing: governing.flatMap(({ basis }) => missingOf[basis](facts, on)) };
}

const placesOf: Record<TerritorialBasis, (facts: TerritorialFacts, on: Day) => readonly Place[]> = {
  FILING: (facts, on) => filingBureaus(facts, on).flatMap(({ district }) => (district ? { district } : [])),
  REGISTRATION: ({ registrationDistrict }) => (registrationDistrict ? [{ district: registrationDistrict }] : []),
  SITE: ({ sites }, on) => sites.filter((site) => isOn(site, on)).map((site) => ({ district: site.district, site })),
};

const missingOf: Record<TerritorialBasis, (facts: TerritorialFacts, on: Day) => readonly MissingFact[]> = {
  FILING: (facts, on) => {
    if (facts.filedBy.length === 0) return [missing('FILING_AUTHORITY_UNKNOWN', '不知由谁备案')];
    const isNamed = filingBureaus(facts, on).every(({ district }) => district);
    return isNamed ? [] : [missing('FILING_DISTRICT_UNKNOWN', '由区备案，但不知是哪个区')];
  },
  REGISTRATION: ({ registrationDistrict }) =>
    registrationDistrict ? [] : [missing('REGISTRATION_DISTRICT_UNKNOWN', '不知注册在哪个区')],
  SITE: ({ sitesKnown }) => (sitesKnown ? [] : [missing('SITES_UNKNOWN', '不知有哪些考核点')]),
};

function filingBureaus({ filedBy }: TerritorialFacts, on: Day): readonly FilingAuthorityPeriod[] {
  return filedBy.filter((period) => period.authority === 'DISTRICT_BUREAU' && isOn(period, on));
}

function isOn({ from, to }: { readonly from: Day; readonly to?: Day | null | undefined }, on: Day): boolean {
  return isWithin(on, from, to ?? null);
}

function noLimbYet([first]: readonly LimbRow[]): MissingFact {
  return missing('NO_LIMB_IN_FORCE', `${first?.from ?? ''}以前，通知未列明属地监管的情形`);
}

function missing(code: Uppercase<string>, message: string): MissingFact {
  return { code, message, facts: {} };
}
