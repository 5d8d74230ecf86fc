import { type Day, type Finding, type LevelNumber, clause, finding, undetermined } from '@shanghai/kernel';
import type { ListedEdition, ListedItem } from './listed-edition.js';

/** What a name stands for in a catalogue: as the catalogue itself answers it for a name on paper. */
export type TargetState = 'RESOLVED' | 'RENAMED' | 'NOT_IN_CATALOGUE' | 'NO_CATALOGUE';

/** What a mapping names: the compared form of an occupation's full name, and a level. */
export interface NamedTarget {
  readonly occupationFullName: string;
  readonly occupationKey: string;
  readonly level: LevelNumber;
}

/** What the target of a mapping is in an edition, or why it is none. */
export interface MappingTarget {
  readonly state: TargetState;
  readonly edition: string | null;
  /** The item of exactly this name; null where there is none. */
  readonly fullName: string | null;
  /** Whether the item is listed at the level of the mapping; null where there is no item. */
  readonly isLevelListed: boolean | null;
  /** What it may have become, or items of the same occupation: who has issued the paper decides. */
  readonly candidates: readonly string[];
  /** In Chinese; null where it resolves. */
  readonly explanation: string | null;
}

/** 动态调整 (CMP-003): a mapping may name what no edition has, and is as good as before. */
export const targetRule = {
  rule: 'CMP-003',
  force: 'INFO',
  code: 'TARGET_NOT_IN_CATALOGUE',
  clauses: [
    clause(
      '沪职鉴中心〔2026〕30号',
      '附件1 注',
      '职业（工种）名称、等级将根据现行《中华人民共和国职业分类大典》及人社部可备案范围动态调整',
    ),
  ],
} as const;

const MOST_CANDIDATES = 10;

/** The newest catalogue open to application that is in force on a day; null before the first. */
export function catalogueOn(editions: readonly ListedEdition[], on: Day): ListedEdition | null {
  const open = editions.filter(({ kind, effectiveOn }) => kind === 'OPEN_CATALOGUE' && effectiveOn <= on);
  return open.toSorted((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1)).at(-1) ?? null;
}

/** What a mapping's target is in one of the editions. An item is only of exactly that name; what it was once called is a candidate. */
export function targetIn(
  target: NamedTarget,
  edition: ListedEdition | null,
  editions: readonly ListedEdition[],
): MappingTarget {
  if (!edition) return unresolved('NO_CATALOGUE', null, [], '当日没有施行中的目录');
  const item = edition.items.find(({ nameKey }) => nameKey === target.occupationKey);
  if (item) return resolved(target, edition, item);
  const renamed = heirsOf(target, edition, editions);
  if (renamed.length > 0) {
    const names = renamed.map(({ fullName }) => fullName).join('、');
    const why = `${edition._id}版目录不再用这个名称；其他版本的同名项目在该目录中为${names}，是否即指该项目须由发布单位确认`;
    return unresolved('RENAMED', edition, renamed, why);
  }
  const occupation = target.occupationFullName.split('（')[0];
  const akin = edition.items.filter(({ fullName }) => fullName.split('（')[0] === occupation);
  return unresolved('NOT_IN_CATALOGUE', edition, akin, `${edition._id}版目录中没有这个名称的项目`);
}

/** Whether two editions say the same of a target, whatever they are called. */
export function isSameTarget(a: MappingTarget, b: MappingTarget): boolean {
  const said = ({ state, fullName, isLevelListed, candidates }: MappingTarget) =>
    JSON.stringify([state, fullName, isLevelListed, [...candidates].sort()]);
  return said(a) === said(b);
}

/** What is remarked of a target that is not in the catalogue of the day, or not at its level. */
export function judgeTarget({ state, isLevelListed, explanation, fullName, edition }: MappingTarget): Finding {
  if (state === 'NO_CATALOGUE')
    return undetermined(targetRule, { code: 'CATALOGUE_EDITION', message: explanation!, facts: {} });
  if (state !== 'RESOLVED') return finding(targetRule, 'FAIL', explanation!, { state, edition });
  return isLevelListed
    ? finding(targetRule, 'PASS', '对应的职业（工种）和等级在现行目录内', { fullName, edition })
    : finding(targetRule, 'FAIL', `${edition!}版目录中该项目没有对应的等级`, { fullName, edition });
}

function resolved({ level }: NamedTarget, { _id }: ListedEdition, { fullName, levels }: ListedItem): MappingTarget {
  const isLevelListed = levels.includes(level);
  return { state: 'RESOLVED', edition: _id, fullName, isLevelListed, candidates: [], explanation: null };
}

/** The items of an edition that an item of this name was before, or has become. */
function heirsOf(
  { occupationKey }: NamedTarget,
  edition: ListedEdition,
  editions: readonly ListedEdition[],
): readonly ListedItem[] {
  const named = editions.flatMap(({ items }) => items).filter(({ nameKey }) => nameKey === occupationKey);
  const lineage = new Set(named.flatMap(({ lineageIds }) => lineageIds));
  return edition.items.filter(({ itemId }) => lineage.has(itemId));
}

function unresolved(
  state: Exclude<TargetState, 'RESOLVED'>,
  edition: ListedEdition | null,
  candidates: readonly ListedItem[],
  explanation: string,
): MappingTarget {
  const names = candidates.map(({ fullName }) => fullName).slice(0, MOST_CANDIDATES);
  return { state, edition: edition?._id ?? null, fullName: null, isLevelListed: null, candidates: names, explanation };
}
