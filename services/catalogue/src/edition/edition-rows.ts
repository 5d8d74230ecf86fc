import {
  type LevelNumber,
  type OccupationCode,
  displayName,
  nameKey,
  parseOccupationCode,
  readCatalogueName,
} from '@shanghai/kernel';
import type { AnnexItemRow } from '../item/annex-row-store.js';
import type { NamedSuccession } from '../succession/succession-store.js';
import type { EditionStatement, SucceededItem, Successor } from './edition-statement.js';
import { type PreparedRow, unionOf } from './prepared-edition.js';

const SPECIAL_ABILITY = '专项职业能力';

/**
 * The rows of the next edition: those of the one before, less what is dropped, in its successors what is succeeded, and what was
 * listed since, then with the levels that are stated; in the order of codes, numbered anew. Nothing of it is judged here.
 */
export function rowsOfEdition(
  before: readonly AnnexItemRow[],
  { dropped, relevelled, succeeded }: EditionStatement,
  prepared: readonly PreparedRow[],
): readonly AnnexItemRow[] {
  const gone = new Set(dropped.map(({ fullName }) => nameKey(fullName)));
  const successions = new Map(succeeded.map((one) => [nameKey(one.from), one]));
  const carried = before
    .filter(({ key }) => !gone.has(key))
    .flatMap((row) => successions.get(row.key)?.to.map((to) => successorRow(row, to)) ?? [row]);
  const added = prepared.filter(({ key }) => !gone.has(key));
  const levelsOf = new Map(relevelled.map(({ fullName, levels }) => [nameKey(fullName), numbersIn(levels)]));
  const extended = carried.map((row) => {
    const more = added.find(({ key }) => key === row.key);
    return more ? { ...row, levels: unionOf(row.levels, more.levels) } : row;
  });
  const known = new Set(carried.map(({ key }) => key));
  const rows = [...extended, ...added.filter(({ key }) => !known.has(key)).map(preparedRow)];
  return rows
    .map((row) => ({ ...row, levels: levelsOf.get(row.key) ?? row.levels }))
    .toSorted((a, b) => compareCodes(a.code, b.code))
    .map((row, index) => printed({ ...row, row: index + 1 }));
}

/** The successions that a statement names, from the edition before to its own. */
export function successionsOf(previous: string, { edition, succeeded }: EditionStatement): readonly NamedSuccession[] {
  return succeeded.map(({ kind, from, to, evidence }) => ({
    kind,
    fromEdition: previous,
    fromKey: nameKey(from),
    toEdition: edition,
    toKeys: to.map(({ fullName }) => nameKey(fullName)),
    evidence,
  }));
}

/** What a successor becomes whose item is known. */
export function successorRow(before: AnnexItemRow, { fullName, code, levels }: Successor): AnnexItemRow {
  const shown = displayName(fullName);
  const name = readCatalogueName(shown);
  const { occupation, workType } = name.ok ? name.value : { occupation: shown, workType: null };
  const kind = (code !== null && kindOfCode(code)) || before.kind;
  return {
    ...before,
    key: nameKey(shown),
    fullName: shown,
    occupation,
    workType,
    code: (code as OccupationCode | null) ?? before.code,
    kind,
    levels: levels === null ? before.levels : numbersIn(levels),
  };
}

/** The kinds of succession by how many parts they have. */
export function partsOf({ kind, to }: SucceededItem): 'ONE' | 'SEVERAL' | 'WRONG' {
  if (kind === 'SPLIT') return to.length > 1 ? 'SEVERAL' : 'WRONG';
  return to.length === 1 ? 'ONE' : 'WRONG';
}

function preparedRow({ recommendationIds: _ids, ...row }: PreparedRow): AnnexItemRow {
  return { ...row, row: 0, printed: { name: row.fullName, code: row.code, levels: '' } };
}

/** The row as the edition prints it. */
function printed(row: AnnexItemRow): AnnexItemRow {
  const levels = row.kind === 'SPECIAL_ABILITY' ? SPECIAL_ABILITY : row.levels.join('、');
  return { ...row, printed: { name: row.fullName, code: row.code, levels } };
}

function numbersIn(levels: readonly (LevelNumber | null)[]): readonly LevelNumber[] {
  return levels.flatMap((level) => level ?? []).toSorted((a, b) => b - a);
}

function kindOfCode(code: string): AnnexItemRow['kind'] | null {
  const reading = parseOccupationCode(code);
  return reading.ok ? reading.value.kind : null;
}

function compareCodes(one: string | null, other: string | null): number {
  if (one === other) return 0;
  return (one ?? '9') < (other ?? '9') ? -1 : 1;
}
