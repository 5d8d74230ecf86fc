import type { Day, Finding } from '@shanghai/kernel';
import type { TerritorialLimb } from '../territory/territorial-limbs.js';
import {
  type Measure,
  type MeasureRow,
  type TierRow,
  type ViolationTier,
  forbiddenMeasures,
  tiersOn,
} from '../violation/tier-rules.js';
import { type CaseAgency, type CaseScope, type FilingAuthorityOf, districtsOfCase } from './case-scope-rules.js';
import {
  type DecidingFacts,
  type DecisionAsked,
  judgeDecidingAuthority,
  judgeProposal,
  tiersOfDistrict,
} from './deciding-authority-rules.js';

/** An act of an agency as it is stated, and who asks. */
export interface OptionsAsked {
  readonly agency: CaseAgency;
  readonly siteId: string | null;
  readonly filingId: string | null;
  readonly actOn: Day;
  readonly on: Day;
  readonly by: DecidingFacts['by'];
}

/** One measure of a tier, and whether the caller decides it. */
export interface MeasureOption extends MeasureRow {
  readonly mayDecide: boolean;
  readonly mustPropose: boolean;
  readonly finding: Finding;
}

/** A tier with its measures, and who decides it. */
export interface TierOption extends Pick<TierRow, 'tier' | 'label' | 'clauses'> {
  readonly permitted: readonly MeasureOption[];
  readonly forbidden: readonly Measure[];
  readonly decidedBy: readonly { readonly body: 'BUREAU' | 'DISTRICT_BUREAU'; readonly district: string | null }[];
  readonly mayDecide: boolean;
  readonly mustPropose: boolean;
}

/** A district in whose scope the act is, and what it decides. */
export interface DistrictOption {
  readonly district: string;
  readonly limbs: readonly TerritorialLimb[];
  readonly decides: readonly ViolationTier[];
}

/** What can be decided of an act, and by whom (VIO-001, VIO-003). */
export interface DecisionOptions {
  readonly filingId: string | null;
  readonly tiers: readonly TierOption[];
  readonly districts: readonly DistrictOption[];
  /** In Chinese; empty when everything is known. */
  readonly open: readonly string[];
}

/** The options by the ladder of the day of the act, and the authorities of the day it is decided. */
export function optionsOf({ agency, siteId, filingId, actOn, on, by }: OptionsAsked): DecisionOptions {
  const scope: CaseScope = { subject: { type: 'AGENCY', district: null }, siteId, actOn, agency };
  const filing = filingOf(agency, filingId);
  const deciding: DecidingFacts = { by, scope, filing, on };
  const { districts, isComplete } = districtsOfCase(scope, on);
  const options = districts.map(({ district, limbs }) => ({
    ...{ district, limbs },
    decides: tiersOfDistrict(scope, district, filing, on),
  }));
  return {
    filingId: filing?.filingId ?? null,
    tiers: tiersOn(actOn).map((row) => tierOption(row, deciding, options)),
    districts: by.role === 'DISTRICT_BUREAU' ? options.filter(({ district }) => district === by.district) : options,
    open: [
      ...(isComplete ? [] : ['属地监管的事实不全在手']),
      ...(filing ? [] : ['不知涉及哪一备案，暂停评价和终止备案由谁决定无法确定']),
    ],
  };
}

function tierOption(row: TierRow, deciding: DecidingFacts, districts: readonly DistrictOption[]): TierOption {
  const { tier, label, clauses, measures } = row;
  return {
    ...{ tier, label, clauses },
    permitted: measures.map((one) => {
      const asked = { tier, measures: [one.measure] };
      return { ...one, ...powersOf(deciding, asked), finding: judgeDecidingAuthority(deciding, asked) };
    }),
    forbidden: forbiddenMeasures(row),
    decidedBy: [
      { body: 'BUREAU', district: null },
      ...districts
        .filter(({ decides }) => decides.includes(tier))
        .map(({ district }) => ({ body: 'DISTRICT_BUREAU' as const, district })),
    ],
    ...powersOf(deciding, { tier, measures: [] }),
  };
}

function powersOf(deciding: DecidingFacts, asked: DecisionAsked) {
  return {
    mayDecide: judgeDecidingAuthority(deciding, asked).verdict === 'PASS',
    mustPropose: deciding.by.role === 'DISTRICT_BUREAU' && judgeProposal(deciding, asked).verdict === 'PASS',
  };
}

/** The filing that is named, or the only one there is. */
function filingOf({ filings }: CaseAgency, filingId: string | null): FilingAuthorityOf | null {
  if (filingId !== null) return filings.find((one) => one.filingId === filingId) ?? null;
  return filings.length === 1 ? filings[0]! : null;
}
