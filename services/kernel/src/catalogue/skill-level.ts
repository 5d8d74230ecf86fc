import { type Code, type Fault, type Reading, readAs, unreadable } from '../findings/fault.js';
import { type Clause, clause } from '../notices/clause.js';

/** The levels that catalogues print, the highest being 1. Foreign numbers are not among them and are never compared (ANO-098). */
export type LevelNumber = 5 | 4 | 3 | 2 | 1;

/** A level of skilled workers (等级). */
export type SkillLevelId =
  | 'JUNIOR'
  | 'INTERMEDIATE'
  | 'SENIOR'
  | 'TECHNICIAN'
  | 'SENIOR_TECHNICIAN'
  | 'SPECIAL_GRADE_TECHNICIAN'
  | 'CHIEF_TECHNICIAN';

export interface SkillLevel {
  readonly id: SkillLevelId;
  readonly label: string;
  /** Null for the two grades above level one, which no catalogue prints: enterprises appoint to them (CAT-013). */
  readonly number: LevelNumber | null;
  /** The number in words, as certificates print it: 三级. */
  readonly numberLabel: string | null;
  readonly clause: Clause;
}

const COMPARISON = '沪职鉴中心〔2026〕30号';
const MANAGEMENT = '沪人社职〔2024〕120号';
const APPOINTED = clause(MANAGEMENT, '二（一）', '鼓励企业开展特级技师、首席技师评聘');

/** From the lowest to the highest. */
export const skillLevels: readonly SkillLevel[] = [
  level('JUNIOR', '初级工', 5, '五级', clause(COMPARISON, '附件2', '初级工（五级）')),
  level('INTERMEDIATE', '中级工', 4, '四级', clause(COMPARISON, '附件2', '中级工（四级）')),
  level('SENIOR', '高级工', 3, '三级', clause(COMPARISON, '附件2', '高级工（三级）')),
  level('TECHNICIAN', '技师', 2, '二级', clause(COMPARISON, '附件1', '技师 (二级)')),
  // The number follows from the scale: no notice prints it beside the name.
  level('SENIOR_TECHNICIAN', '高级技师', 1, '一级', clause(MANAGEMENT, '三（二）6', '高级技师')),
  level('SPECIAL_GRADE_TECHNICIAN', '特级技师', null, null, APPOINTED),
  level('CHIEF_TECHNICIAN', '首席技师', null, null, APPOINTED),
];

/** The level of that number, or null. */
export function findLevel(number: number): SkillLevel | null {
  return skillLevels.find((one) => one.number === number) ?? null;
}

/** A level as the graph names it. */
export function levelId(number: LevelNumber): SkillLevelId {
  return findLevel(number)!.id;
}

/** A level as catalogues number it; null for those above level one, which no catalogue prints. */
export function levelNumber(id: SkillLevelId): LevelNumber | null {
  return skillLevels.find((level) => level.id === id)?.number ?? null;
}

/**
 * Reads a set of levels, from the lowest to the highest (5 first). Gaps stay gaps: 5、2、1 is what the notice means (CAT-004).
 * Refuses with INVALID_LEVEL_SET: EMPTY, UNKNOWN_LEVEL, DUPLICATE_LEVEL. Order is not meaningful and not refused.
 */
export function readLevels(numbers: readonly number[]): Reading<readonly LevelNumber[]> {
  const faults: Fault[] = [];
  const known = numbers.filter((number) => findLevel(number) !== null);
  if (numbers.length === 0) faults.push(fault('EMPTY', '应至少填写一个等级'));
  if (known.length < numbers.length) faults.push(fault('UNKNOWN_LEVEL', '等级只能是5、4、3、2、1'));
  if (new Set(known).size < known.length) faults.push(fault('DUPLICATE_LEVEL', '同一等级不能重复填写'));
  const [first, ...others] = faults;
  return first ? unreadable(first, ...others) : readAs((numbers as readonly LevelNumber[]).toSorted((a, b) => b - a));
}

/** Reads levels as catalogues print them: 5、4、3. Blanks are dropped; a range such as 5-3 is never expanded, it is UNKNOWN_LEVEL. */
export function parseLevels(printed: string): Reading<readonly LevelNumber[]> {
  const text = printed.replace(/\s+/gu, '');
  if (text === '') return readLevels([]);
  return readLevels(text.split('、').map((part) => (/^[1-5]$/.test(part) ? Number(part) : Number.NaN)));
}

function level(
  id: SkillLevelId,
  label: string,
  number: LevelNumber | null,
  numberLabel: string | null,
  source: Clause,
): SkillLevel {
  return { id, label, number, numberLabel, clause: source };
}

function fault(reason: Code, message: string): Fault {
  return { code: 'INVALID_LEVEL_SET', reason, message, source: 'CAT-004' };
}
