import { type Day, type DistrictCode, isWithin } from '@shanghai/kernel';
import { type LimbRow, type TerritorialLimb, territorialLimbs } from './territorial-limbs.js';
import type { TerritorialFacts } from './territorial-rules.js';

/** The days on which an agency, or a site of it, is a district's by one limb. Stored, so that a day can be asked for in a query. */
export interface ScopeRow {
  readonly district: DistrictCode;
  readonly limb: TerritorialLimb;
  readonly from: Day;
  /** The last day; null while no end is recorded. */
  readonly to: Day | null;
}

interface Span {
  readonly district?: DistrictCode | null | undefined;
  readonly from?: Day;
  readonly to?: Day | null | undefined;
}

/**
 * SPV-003 for all days at once: a district supervises on a day exactly where a row of it covers the day. It says the same as
 * `territorialReasons`, which a property test holds it to.
 */
export function scopeRowsOf(facts: TerritorialFacts): readonly ScopeRow[] {
  return territorialLimbs
    .filter(({ types }) => types.includes(facts.type))
    .flatMap((row) => spansOf(facts, row).flatMap((span) => rowOf(row, span)));
}

/** Whether a row covers a day in a district. */
export function isInScope(rows: readonly ScopeRow[], district: DistrictCode, on: Day): boolean {
  return rows.some((row) => row.district === district && isWithin(on, row.from, row.to));
}

function spansOf(facts: TerritorialFacts, { basis }: LimbRow): readonly Span[] {
  if (basis === 'REGISTRATION') return [{ district: facts.registrationDistrict }];
  if (basis === 'SITE') return facts.sites;
  return facts.filedBy.filter(({ authority }) => authority === 'DISTRICT_BUREAU');
}

function rowOf({ limb, from: governs }: LimbRow, { district, from, to = null }: Span): readonly ScopeRow[] {
  const first = from !== undefined && from > governs ? from : governs;
  return district && (to === null || to >= first) ? [{ district, limb, from: first, to }] : [];
}
