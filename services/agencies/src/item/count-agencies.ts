import { type Day, type DistrictCode, type LevelNumber, districts, isWithin, skillLevels } from '@shanghai/kernel';
import type { SiteStay } from '../agency/agency.js';
import { groupBy } from '../grouping.js';
import type { Standing } from '../filing/filing.js';
import { byText } from '../text-order.js';
import type { DistrictTally, LevelTally } from './filed-item.js';

/** What of a filed item is needed to count agencies. */
export interface FiledRow {
  readonly _id: string;
  readonly agencyId: string;
  readonly agencyNameKey: string;
  readonly levels: readonly LevelNumber[];
  readonly standing: Standing;
  readonly siteStays: readonly SiteStay[];
  /** Whether its filing states until when it is valid. */
  readonly validityPrinted: boolean;
}

/** The agencies filed for one item or mapping. */
export interface AgencyCounts {
  readonly totalCount: number;
  /** How many of them stand in a catalogue that prints no validity. */
  readonly undatedCount: number;
  readonly byDistrict: readonly DistrictTally[];
  readonly byLevel: readonly LevelTally[];
  /** One filed item for each agency, in the order of the agencies' names. */
  readonly rows: readonly FiledRow[];
}

/**
 * Counts agencies, each once however many of its filed items are among the rows: those of a lineage, or of a filing and the
 * one after it. Of several the one that began last stands for the agency, its levels are those of all.
 */
export function countAgencies(filedRows: readonly FiledRow[], on: Day): AgencyCounts {
  const byAgency = groupBy(filedRows, ({ agencyId }) => agencyId);
  const agencies = [...byAgency.values()].map((rows) => ({
    row: rows.toSorted(byBeginning)[0]!,
    levels: new Set(rows.flatMap(({ levels }) => levels)),
    districts: new Set(rows.flatMap(({ siteStays }) => districtsOn(siteStays, on))),
  }));
  const rows = agencies.map(({ row }) => row).sort(byName);
  return {
    totalCount: rows.length,
    undatedCount: rows.filter(({ validityPrinted }) => !validityPrinted).length,
    byDistrict: districts
      .map(({ code }) => ({ district: code, count: agencies.filter((one) => one.districts.has(code)).length }))
      .filter(({ count }) => count > 0),
    byLevel: skillLevels
      .flatMap(({ number }) => number ?? [])
      .map((level) => ({ level, count: agencies.filter((one) => one.levels.has(level)).length }))
      .filter(({ count }) => count > 0),
    rows,
  };
}

/** The districts in which there is a site on a day. */
export function districtsOn(stays: readonly SiteStay[], on: Day): readonly DistrictCode[] {
  return stays.filter(({ from, to }) => isWithin(on, from, to)).map(({ district }) => district);
}

function byBeginning(a: FiledRow, b: FiledRow): number {
  return byText(b.standing.from, a.standing.from) || byText(a._id, b._id);
}

function byName(a: FiledRow, b: FiledRow): number {
  return byText(a.agencyNameKey, b.agencyNameKey) || byText(a.agencyId, b.agencyId);
}
