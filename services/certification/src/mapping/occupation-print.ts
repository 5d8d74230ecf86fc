import {
  type CatalogueName,
  type LevelNumber,
  type Reading,
  displayName,
  readCatalogueName,
  skillLevels,
} from '@shanghai/kernel';

/** An occupation and a level as two cells print them. */
export interface OccupationAndLevel {
  readonly name: Reading<CatalogueName>;
  /** Null when neither cell names a level. */
  readonly level: LevelNumber | null;
  /** Whether one cell prints both (ANO-054). */
  readonly merged: boolean;
}

/** Reads the two cells; where the level's is blank, the level is looked for at the end of the other: 智能楼宇管理员 高级工 (三级). */
export function readOccupationAndLevel(occupation: string, level: string): OccupationAndLevel {
  if (level !== '') return { name: readCatalogueName(occupation), level: levelOf(level), merged: false };
  const [, name, tail] = /^(.+)\s(\S+\s*[（(].[级][）)])$/u.exec(occupation) ?? [];
  const number = tail === undefined ? null : levelOf(tail);
  if (name === undefined || number === null) return { name: readCatalogueName(occupation), level: null, merged: false };
  return { name: readCatalogueName(name), level: number, merged: true };
}

/** The level that is printed as 高级工（三级）, brackets of either width. */
function levelOf(printed: string): LevelNumber | null {
  const shown = displayName(printed);
  return skillLevels.find(({ label, numberLabel }) => shown === `${label}（${numberLabel ?? ''}）`)?.number ?? null;
}
