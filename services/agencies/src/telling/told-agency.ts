import type { Day, DistrictCode, LevelNumber } from '@shanghai/kernel';
import type { Agency, AgencyType } from '../agency/agency.js';
import { type ExpiryEvaluation, recordOf } from '../filing/filing-record.js';
import { type FilingSpan, spansOf } from '../filing/filing-span-rules.js';
import type { Filing, FilingAuthority, FilingFacts, Standing } from '../filing/filing.js';
import type { FiledItem, NotEvaluableSpan } from '../item/filed-item.js';
import type { Site } from '../site/site.js';

/** What others are told of a body: what it is and where it is registered. */
export interface ToldBody {
  readonly agencyId: string;
  readonly name: string;
  readonly type: AgencyType;
  readonly registrationDistrict: DistrictCode | null;
  readonly sitesKnown: boolean;
  readonly synthetic: boolean;
}

/** What others are told of an item of a filing: all that decides whether a day and a level are in its scope (FIL-004). */
export interface ToldItem {
  readonly filedItemId: string;
  readonly itemId: string | null;
  readonly mappingId: string | null;
  readonly fullName: string;
  readonly nameKey: string;
  readonly levels: readonly LevelNumber[];
  /** First and last day in the scope; null where no source tells, or while open. */
  readonly from: Day | null;
  readonly to: Day | null;
  readonly notEvaluable: readonly NotEvaluableSpan[];
}

/** The state of a filing on any day, and every item that it has ever covered with its days. */
export interface ToldScope {
  readonly states: readonly FilingSpan[];
  readonly scope: readonly ToldItem[];
}

/** What others are told of a filing: by whom, and the facts that its state on any day follows from. */
export interface ToldFiling extends ToldScope {
  readonly filingId: string;
  readonly authority: FilingAuthority | null;
  readonly facts: FilingFacts;
  readonly standing: Standing;
  /** 备案期满评估 as recorded: which period, what it came to, and when that was published (FIL-011). */
  readonly expiryEvaluations: readonly Pick<ExpiryEvaluation, 'periodTo' | 'result' | 'publishedOn'>[];
  /** How many acts there were on it: what is told later of an earlier version is out of date. */
  readonly version: number;
}

/** What others are told of a site. `from` is null while it does not count. */
export interface ToldSite {
  readonly siteId: string;
  readonly name: string;
  readonly district: DistrictCode;
  readonly from: Day | null;
  readonly to: Day | null;
  /** How many acts there were on it. */
  readonly version: number;
}

/** An agency with its filings and sites. */
export interface ToldAgency extends ToldBody {
  readonly filings: readonly ToldFiling[];
  readonly sites: readonly ToldSite[];
}

export function toldBody({ _id: agencyId, name, type, registrationDistrict, sitesKnown, synthetic }: Agency): ToldBody {
  return { agencyId, name, type, registrationDistrict, sitesKnown, synthetic };
}

export function toldFiling(filing: Filing, items: readonly FiledItem[]): ToldFiling {
  const { _id: filingId, authority, facts, standing, version = 0 } = filing;
  const evaluations = toldEvaluations(filing);
  return { filingId, authority, facts, standing, ...toldScope(facts, items), expiryEvaluations: evaluations, version };
}

/** What others are told of the scope of a filing. */
export function toldScope(facts: FilingFacts, items: readonly FiledItem[]): ToldScope {
  const scope = items.map(({ _id: filedItemId, itemId, mappingId, fullName, nameKey, levels, from, to, ...item }) => ({
    ...{ filedItemId, itemId, mappingId, fullName, nameKey, levels, from, to },
    notEvaluable: (item.notEvaluable ?? []).map(({ on, endedOn }) => ({ on, endedOn })),
  }));
  // In one order, since equal scopes are told once.
  return { states: spansOf(facts), scope: scope.sort((a, b) => (a.filedItemId < b.filedItemId ? -1 : 1)) };
}

/** What others are told of the evaluations of a filing. */
export function toldEvaluations(filing: Pick<Filing, 'record'>): ToldFiling['expiryEvaluations'] {
  return recordOf(filing).expiryEvaluations.map(({ periodTo, result, publishedOn }) => ({
    ...{ periodTo, result, publishedOn },
  }));
}

export function toldSite({ _id: siteId, name, district, from, to, version = 0 }: Site): ToldSite {
  return { siteId, name, district, from, to, version };
}
