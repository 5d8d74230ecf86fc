import { type LevelNumber, type SkillLevelId, findLevel, skillLevels } from '@shanghai/kernel';

/** The number of a level; null for those above level one, which no filing names. */
export function levelNumber(id: SkillLevelId): LevelNumber | null {
  return skillLevels.find((level) => level.id === id)?.number ?? null;
}

/** The level of a number. */
export function levelId(number: LevelNumber): SkillLevelId {
  return findLevel(number)!.id;
}
