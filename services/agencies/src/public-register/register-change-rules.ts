import { type Day, type SkillLevelId, findDistrict, skillLevels } from '@shanghai/kernel';
import { filingStatusLabels } from '../filing/filing-step-rules.js';
import type { PublicFacts } from './public-facts-rules.js';
import type { RegisterPeriod } from './register-period-rules.js';

/** What of a filing has changed for the public. */
export type RegisterChangeKind = 'PUBLISHED' | 'STATE' | 'VALIDITY' | 'ITEM' | 'SITE';

/** A change of one public fact: what it was, what it is, and since when. The texts are Chinese, for those who read the register. */
export interface RegisterChange {
  readonly kind: RegisterChangeKind;
  /** The item or site; null for the others. */
  readonly subject: string | null;
  /** Null where there was, or is, nothing. */
  readonly before: string | null;
  readonly after: string | null;
  /** The day since when it is as it is now. */
  readonly on: Day;
}

type Row = Pick<RegisterPeriod, 'from' | 'to'> & PublicFacts;

/** Every public fact by what it is of. */
type Told = ReadonlyMap<string, string>;

/**
 * How what the register says of a filing on one day differs from what it says on an earlier one, by the rows that it shows on
 * both days and between. A filing that was not public then is told as PUBLISHED and with nothing else.
 */
export function changesBetween(periods: readonly Row[], since: Day, on: Day): readonly RegisterChange[] {
  const rows = periods.filter(({ from, to }) => from <= on && (to === null || to >= since));
  const last = rows.at(-1);
  if (!last) return [];
  if (rows[0]!.from > since) return [published(rows[0]!)];
  const told = rows.map(toldOf);
  const keys = new Set(told.flatMap((one) => [...one.keys()]));
  return [...keys].flatMap((key) => changeOf(key, rows, told));
}

/** Every change in the order of days, from the day on which a filing became public (published facts alone). */
export function historyOfPeriods(periods: readonly Row[], on: Day): readonly RegisterChange[] {
  const rows = periods.filter(({ from }) => from <= on);
  return rows.flatMap((row, at) =>
    at === 0 ? [published(row)] : changesBetween(rows.slice(at - 1, at + 1), rows[at - 1]!.from, row.from),
  );
}

function published({ from, status }: Row): RegisterChange {
  return { kind: 'PUBLISHED', subject: null, before: null, after: filingStatusLabels[status], on: from };
}

function changeOf(key: string, rows: readonly Row[], told: readonly Told[]): readonly RegisterChange[] {
  const [before, after] = [told[0]!.get(key) ?? null, told.at(-1)!.get(key) ?? null];
  if (before === after) return [];
  const since = told.findLastIndex((one) => (one.get(key) ?? null) !== after) + 1;
  const [kind, subject] = JSON.parse(key) as [RegisterChangeKind, string | null];
  return [{ kind, subject, before, after, on: rows[since]!.from }];
}

function toldOf({ status, validFrom, validTo, items, sites }: Row): Told {
  return new Map([
    [keyOf('STATE', null), filingStatusLabels[status]],
    ...(validFrom === null ? [] : [[keyOf('VALIDITY', null), `${validFrom}至${validTo}`] as const]),
    ...items.map((item) => [keyOf('ITEM', item.fullName), levelsText(item.levels)] as const),
    ...sites.map(
      ({ name, district, address }) => [keyOf('SITE', name), `${findDistrict(district)!.name}，${address}`] as const,
    ),
  ]);
}

function keyOf(kind: RegisterChangeKind, subject: string | null): string {
  return JSON.stringify([kind, subject]);
}

/** The levels of an item in Chinese; a special ability has none. */
export function levelsText(levels: readonly SkillLevelId[]): string {
  return levels.length === 0
    ? '不分等级'
    : levels.map((level) => skillLevels.find(({ id }) => id === level)!.label).join('、');
}
