import { type Day, type DistrictCode, type SkillLevelId, levelNumber } from '@shanghai/kernel';
import type { Context } from '../context.js';
import type { FiledScope } from '../item/filed-item-store.js';

/** The arguments that narrow a count of agencies. */
interface Wanted {
  readonly asOf?: Day | null | undefined;
  readonly level?: SkillLevelId | null | undefined;
  readonly district?: DistrictCode | null | undefined;
  readonly synthetic?: boolean | null | undefined;
}

const agencyTypes = { itemId: 'SOCIAL_ORGANISATION', mappingId: 'COMPARISON' } as const;

/** What is counted: items by the agencies that evaluate the public, mappings by those that certify them. */
export function scopeOf(
  by: FiledScope['by'],
  { asOf, level, district, synthetic }: Wanted,
  { today }: Pick<Context, 'today'>,
): FiledScope {
  return {
    by,
    agencyType: agencyTypes[by],
    asOf: asOf ?? today,
    ...(level != null && { level: levelNumber(level) }),
    ...(district != null && { district }),
    ...(synthetic != null && { synthetic }),
  };
}
