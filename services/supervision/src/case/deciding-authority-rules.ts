import { type Day, type Finding, finding, undetermined } from '@shanghai/kernel';
import type { TerritorialLimb } from '../territory/territorial-limbs.js';
import type { Measure, ViolationTier } from '../violation/tier-rules.js';
import { caseClauses } from './case-ground-rules.js';
import { type CaseScope, type FilingAuthorityOf, districtsOfCase, judgeDistrict } from './case-scope-rules.js';

/** What somebody would decide: null where no tier judges the day of the act. */
export interface DecisionAsked {
  readonly tier: ViolationTier | null;
  readonly measures: readonly Measure[];
}

/** Who would decide, and of which filing. */
export interface DecidingFacts {
  readonly by: { readonly role: string; readonly district: string | null };
  readonly scope: CaseScope;
  /** The filing under which it happened; null while none is named. */
  readonly filing: FilingAuthorityOf | null;
  readonly on: Day;
}

/** NOT_AUTHORISED: each authority within its powers (VIO-001). */
export const authorityRule = {
  rule: 'VIO-001',
  force: 'MUST',
  code: 'NOT_AUTHORISED',
  clauses: caseClauses.authorities,
} as const;

/** Measures that touch a filing: for the level that filed (VIO-001, PR). */
export const filingMeasures: readonly Measure[] = ['SUSPEND_EVALUATION', 'TERMINATE_FILING'];

const allTiers: readonly ViolationTier[] = ['MINOR', 'GENERAL', 'SERIOUS', 'ESPECIALLY_SERIOUS'];

/**
 * Which tiers a district decides by which limb of SPV-003 (VIO-001, PR): of its own filings all, of what happened at a site in
 * its area the two lighter ones, of bodies that are only seated there none. A college is filed by the Centre: as for a site.
 */
export const districtTiers: Readonly<Record<TerritorialLimb, readonly ViolationTier[]>> = {
  ENTERPRISE_FILED_HERE: allTiers,
  COLLEGE_REGISTERED_HERE: ['MINOR', 'GENERAL'],
  ENTERPRISE_SITE_HERE: ['MINOR', 'GENERAL'],
  SOCIAL_SITE_HERE: ['MINOR', 'GENERAL'],
  SOCIAL_SEATED_HERE: [],
};

/**
 * VIO-001: whether an authority may decide so. OUT_OF_DISTRICT where the case is not the district's, NOT_AUTHORISED where it is
 * but the tier or a measure is the city's or another district's, and open while it is not known who filed.
 */
export function judgeDecidingAuthority({ by, scope, filing, on }: DecidingFacts, asked: DecisionAsked): Finding {
  if (by.role === 'BUREAU') return judgeFilingLevel(by, filing, asked);
  if (by.role !== 'DISTRICT_BUREAU') return finding(authorityRule, 'FAIL', '由人社部门作出决定', { by: by.role });
  const own = judgeDistrict(scope, by.district ?? '', on);
  if (own.verdict !== 'PASS') return own;
  const tiers = tiersOfDistrict(scope, by.district ?? '', filing, on);
  const { tier } = asked;
  if (tier === null ? tiers.length > 0 : tiers.includes(tier)) return judgeFilingLevel(by, filing, asked);
  return finding(authorityRule, 'FAIL', '本区无权作出此档决定，应提出意见报市级决定', { tier, decides: tiers });
}

/** What a district may decide of a case: every tier as the authority of the filing, else what its limbs give. */
export function tiersOfDistrict(
  scope: CaseScope,
  district: string,
  filing: FilingAuthorityOf | null,
  on: Day,
): readonly ViolationTier[] {
  if (filing && isOf(filing, { role: 'DISTRICT_BUREAU', district })) return allTiers;
  const limbs = districtsOfCase(scope, on).districts.find((one) => one.district === district)?.limbs ?? [];
  const given = limbs
    // With the filing named and another's, that the district has filed the agency for something else counts no more.
    .filter((limb) => limb !== 'ENTERPRISE_FILED_HERE' || filing === null)
    .flatMap((limb) => districtTiers[limb]);
  return allTiers.filter((tier) => given.includes(tier));
}

/** 报市级决定: only what the district may not decide itself is proposed. */
export function judgeProposal(facts: DecidingFacts, asked: DecisionAsked): Finding {
  const own = judgeDecidingAuthority(facts, asked);
  if (own.verdict === 'PASS')
    return finding({ ...authorityRule, code: 'PROPOSAL_NOT_NEEDED' }, 'FAIL', '本区有权作出此决定，无需报市级');
  if (own.code === 'OUT_OF_DISTRICT' || own.verdict === 'UNDETERMINED') return own;
  return finding(authorityRule, 'PASS', '由市级决定');
}

/** Whether somebody is, or speaks for, the authority of a filing. */
export function isOf(
  { body, district }: Pick<FilingAuthorityOf, 'body' | 'district'>,
  by: DecidingFacts['by'],
): boolean {
  if (body === 'CENTRE') return by.role === 'BUREAU' || by.role === 'CENTRE';
  return by.role === 'DISTRICT_BUREAU' && district !== null && district === by.district;
}

function judgeFilingLevel(
  by: DecidingFacts['by'],
  filing: FilingAuthorityOf | null,
  { measures }: DecisionAsked,
): Finding {
  const touching = measures.filter((one) => filingMeasures.includes(one));
  if (touching.length === 0) return finding(authorityRule, 'PASS', '在职责权限之内', { by: by.role });
  if (!filing) return undetermined(authorityRule, filingUnknown, { measures: touching });
  return isOf(filing, by)
    ? finding(authorityRule, 'PASS', '由备案的一级作出决定', { by: by.role })
    : finding(authorityRule, 'FAIL', '暂停评价、终止备案由备案的一级决定', {
        measures: touching,
        filedBy: filing.district ?? filing.body,
      });
}

const filingUnknown = {
  code: 'FILING_UNKNOWN',
  message: '未指明行为发生所依据的备案，或其备案机关不在手，无法确定由谁决定',
  facts: {},
} as const;
