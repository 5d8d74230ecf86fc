import type { Day, DistrictCode, LevelNumber, OccupationCode } from '@shanghai/kernel';
import type { AgencyType, SiteStay } from '../agency/agency.js';
import type { TopGrade } from '../application/application-form.js';
import type { FilingFacts, Standing } from '../filing/filing.js';
import type { ItemNotEvaluable } from '../filing/filing-record.js';

/** 评价依据 (CAT-006, CAT-007). */
export type StandardKind = 'NATIONAL' | 'SPECIFICATION';

/**
 * What one filing covers: an item with its levels. It repeats what its filing and its agency say and lists are filtered and
 * sorted by, so that a list is one query.
 */
export interface FiledItem {
  readonly _id: string;
  readonly filingId: string;
  readonly agencyId: string;
  readonly agencyType: AgencyType;
  readonly agencyNameKey: string;
  readonly synthetic: boolean;
  /** Whether an act made it; absent for what was loaded, which is loaded anew. */
  readonly byAct?: true;
  /** As filed, without the blanks of the print. */
  readonly fullName: string;
  readonly nameKey: string;
  readonly code: OccupationCode | null;
  /** From the lowest to the highest; none for a special ability. */
  readonly levels: readonly LevelNumber[];
  /** 特级技师、首席技师, of enterprises alone (CAT-013). */
  readonly topGrades?: readonly TopGrade[];
  readonly standardKind: StandardKind | null;
  /** The catalogue item; null for enterprise, college and comparison filings (FIL-001). */
  readonly itemId: string | null;
  /** The comparison mapping; null for the others. */
  readonly mappingId: string | null;
  /** First and last day in the scope of the filing; null where no source tells, or while open. */
  readonly from: Day | null;
  readonly to: Day | null;
  readonly sourceRow: string | null;
  /** When it stands: its scope within the standing of its filing. */
  readonly standing: Standing;
  readonly facts: FilingFacts;
  /** When it was recorded as one that cannot be evaluated (FIL-006), under whatever levels; absent where it never was. */
  readonly notEvaluable?: readonly NotEvaluableSpan[];
  /** The days on which it is examined at a site of the agency, repeated here so that items are found by district. */
  readonly siteStays: readonly SiteStay[];
}

/** What tells filed items of an agency apart whatever their levels: catalogue item, mapping, or name (FIL-001, FIL-012). */
export function subjectOf({ itemId, mappingId, nameKey }: Pick<FiledItem, 'itemId' | 'mappingId' | 'nameKey'>): string {
  return itemId ?? mappingId ?? nameKey;
}

/** Since when an item cannot be evaluated, and the first day on which that is over; null while it is not. */
export type NotEvaluableSpan = Pick<ItemNotEvaluable, 'on' | 'endedOn'>;

/** A district with a number of agencies. */
export interface DistrictTally {
  readonly district: DistrictCode;
  readonly count: number;
}

/** A level with a number of agencies. */
export interface LevelTally {
  readonly level: LevelNumber;
  readonly count: number;
}
