import { type Day, type DistrictCode, type Finding, finding, undetermined } from '@shanghai/kernel';
import type { TerritorialLimb } from '../territory/territorial-limbs.js';
import { type TerritorialFacts, territorialReasons } from '../territory/territorial-rules.js';
import { caseClauses } from './case-ground-rules.js';
import type { CaseSubject } from './violation-case.js';

/** Who filed an agency under a filing. */
export interface FilingAuthorityOf {
  readonly filingId: string;
  readonly body: 'CENTRE' | 'DISTRICT_BUREAU';
  readonly district: DistrictCode | null;
}

/** What is known of the agency of a case. */
export interface CaseAgency extends TerritorialFacts {
  readonly agencyId: string;
  readonly filings: readonly FilingAuthorityOf[];
}

/** What a case's scope turns on: whom it is about, where and when it happened, and the agency as known; null if not known. */
export interface CaseScope {
  readonly subject: Pick<CaseSubject, 'type' | 'district'>;
  readonly siteId: string | null;
  readonly actOn: Day;
  readonly agency: CaseAgency | null;
}

/** A district in whose scope a case is, and by which limbs; without limb where the body itself is there. */
export interface CaseDistrict {
  readonly district: DistrictCode;
  readonly limbs: readonly TerritorialLimb[];
}

/** Every district in whose scope a case is, and whether there may be others. */
export interface CaseDistricts {
  readonly districts: readonly CaseDistrict[];
  readonly isComplete: boolean;
}

/** OUT_OF_DISTRICT: a district acts on what is its own to supervise (SPV-003). */
export const districtRule = {
  rule: 'SPV-003',
  force: 'MUST',
  code: 'OUT_OF_DISTRICT',
  clauses: caseClauses.territory,
} as const;

/**
 * The districts in whose scope a case is on a day: those of its agency on that day or on the day of the act, of sites only
 * the one where it happened. A body that is no agency is its own district's.
 */
export function districtsOfCase({ subject, siteId, actOn, agency }: CaseScope, on: Day): CaseDistricts {
  if (subject.district !== null) return { districts: [{ district: subject.district, limbs: [] }], isComplete: true };
  if (!agency) return { districts: [], isComplete: false };
  const answers = [actOn, on].map((day) => territorialReasons(agency, day));
  const found = answers.flatMap(({ districts }) =>
    districts.flatMap(({ district, reasons }) =>
      reasons
        .filter(({ sites }) => sites.length === 0 || sites.some((site) => site.siteId === siteId))
        .map(({ row }) => ({ district, limb: row.limb })),
    ),
  );
  const codes = [...new Set(found.map(({ district }) => district))].sort();
  return {
    districts: codes.map((district) => ({
      district,
      limbs: [...new Set(found.filter((one) => one.district === district).map(({ limb }) => limb))],
    })),
    // Of the two days the later one decides what is still not known.
    isComplete: answers.at(-1)!.missing.length === 0,
  };
}

/** Whether a case is a district's: OUT_OF_DISTRICT when it is not, and open while a fact is not in hand. */
export function judgeDistrict(scope: CaseScope, district: string, on: Day): Finding {
  const { districts, isComplete } = districtsOfCase(scope, on);
  const facts = { district, on };
  if (districts.some((one) => one.district === district)) return finding(districtRule, 'PASS', '属于本区监管', facts);
  if (isComplete) return finding(districtRule, 'FAIL', '不属于本区监管；考核点的案件应指明本区考核点', facts);
  return undetermined(districtRule, territoryUnknown, facts);
}

const territoryUnknown = {
  code: 'TERRITORY_UNKNOWN',
  message: '评价机构的备案机关、注册区或考核点不全在手，无法确定由哪些区监管',
  facts: {},
} as const;
