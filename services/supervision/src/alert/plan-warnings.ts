import type { Day, DistrictCode } from '@shanghai/kernel';
import type { Warning } from './alert.js';

/** A plan as agencies tell of it (`plan.published`, `plan.changed` ...), as far as it is needed here. */
export interface PlannedDays {
  readonly planId: string;
  readonly agencyId: string;
  readonly status: string;
  readonly examDays: readonly Day[];
  readonly siteIds: readonly string[];
}

/** The states of a plan in which its days stand. */
const standing: readonly string[] = ['PUBLISHED', 'CLOSED'];

/** The sites and days that a plan takes up, as what warnings are about; none of a plan that was cancelled. */
export function placesOf({ status, examDays, siteIds }: PlannedDays): readonly string[] {
  if (!standing.includes(status)) return [];
  return siteIds.flatMap((site) => examDays.map((on) => aboutPlace(site, on)));
}

/**
 * One warning for each site and day that a plan shares with others. Plans name days and no hours, so that two on one day may
 * well be one after the other: somebody has to look.
 */
export function placeWarnings(
  plan: PlannedDays,
  others: readonly PlannedDays[],
  districtsOf: readonly DistrictCode[],
): readonly Warning[] {
  return placesOf(plan).flatMap((about) => {
    const ids = [plan, ...others.filter((other) => placesOf(other).includes(about))].map(({ planId }) => planId).sort();
    if (ids.length < 2) return [];
    const [, site, on] = about.split('/') as [string, string, string];
    return [
      {
        rule: 'SITE_USED_TWICE',
        about,
        cause: ids.join(','),
        agencyId: plan.agencyId,
        districts: districtsOf,
        value: `${on}有${ids.length}个评价计划`,
        expected: '同一考核点同一天至多一个评价计划，或分时使用',
        evidence: [{ kind: 'SITE', id: site }, ...ids.map((id) => ({ kind: 'PLAN', id }) as const)],
        text: `同一考核点在${on}被${ids.length}个评价计划使用，请核实是否分时进行。`,
      } satisfies Warning,
    ];
  });
}

function aboutPlace(site: string, on: Day): string {
  return `place/${site}/${on}`;
}
