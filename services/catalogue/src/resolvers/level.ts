import { type LevelNumber, type SkillLevelId, findLevel, skillLevels } from '@shanghai/kernel';

/** A level as the graph names it. */
export function levelId(level: LevelNumber): SkillLevelId {
  return findLevel(level)!.id;
}

/** A level as catalogues number it; null for those above, which no catalogue prints. */
export function levelNumber(level: SkillLevelId): LevelNumber | null {
  return skillLevels.find(({ id }) => id === level)?.number ?? null;
}
