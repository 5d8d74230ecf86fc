import { type LevelNumber, parseLevels, parseOccupationCode, readAs, readCatalogueName } from '@shanghai/kernel';
import { type DataFault, type DataFile, type ImportFinding, readDataFile } from '@shanghai/platform';
import { z } from 'zod';
import { cellOf, rowNumber } from '../data-cell.js';
import type { AnnexedEdition } from '../edition/editions.js';
import type { AnnexItemRow } from './annex-row-store.js';

/** What stands in the level column of a special ability (ANO-037): a kind of item, no level. */
const SPECIAL_ABILITY = '专项职业能力';

const name = z.string().transform(cellOf(readCatalogueName));
const code = z.string().transform(cellOf((text) => parseOccupationCode(text)));
const levels = z
  .string()
  .transform(
    cellOf<readonly LevelNumber[] | null>((text) => (text === SPECIAL_ABILITY ? readAs(null) : parseLevels(text))),
  );

/** The columns of each kind of list: the scope of a round prints no codes, the open catalogue repeats the occupation. */
const cells = {
  FILED_PROJECTS: { row: rowNumber, code, name, levels },
  ROUND_SCOPE: { row: rowNumber, name, levels },
  OPEN_CATALOGUE: { row: rowNumber, code, occupation: z.string(), name, levels },
};

interface ReadRow extends AnnexItemRow {
  readonly irregularities: readonly string[];
}

/** Rows of an annex, each with what is irregular in its print. */
export type AnnexFile = DataFile<ReadRow>;

/** Reads the annex of an edition. Refused: what kernel refuses of a cell, rows that are not 1, 2, 3 ..., and an item listed twice where agencies are not (CAT-005). */
export async function readAnnex(edition: AnnexedEdition, data: URL): Promise<AnnexFile> {
  const shape = cells[edition.kind];
  const read = await readDataFile(new URL(edition.file, data), z.object(shape).transform(rowOf), Object.keys(shape));
  if (!read.ok) return read;
  const faults = [
    ...faultsOfNumbers(read.rows),
    ...(edition.kind === 'FILED_PROJECTS' ? [] : faultsOfNames(read.rows)),
  ];
  return faults.length === 0 ? read : { ok: false, file: read.file, checksum: read.checksum, faults };
}

/** How often each irregularity occurs, and where, for the import record. */
export function irregularitiesOf(rows: readonly ReadRow[]): ImportFinding[] {
  const kinds = [...new Set(rows.flatMap(({ irregularities }) => irregularities))].sort();
  return kinds.map((kind) => ({
    kind,
    rows: rows.filter(({ irregularities }) => irregularities.includes(kind)).map(({ row }) => row),
  }));
}

type Cells = z.infer<z.ZodObject<(typeof cells)['ROUND_SCOPE']>> &
  Partial<z.infer<z.ZodObject<(typeof cells)['OPEN_CATALOGUE']>>>;

function rowOf(read: Cells, context: z.RefinementCtx): ReadRow {
  const isAbility = read.levels.value === null;
  const kind = isAbility ? 'SPECIAL_ABILITY' : 'OCCUPATION';
  if (read.code && read.code.value.kind !== kind)
    context.addIssue({
      code: 'custom',
      path: ['levels'],
      message: 'the code and the level column name two kinds of item',
    });
  if (read.occupation !== undefined && read.occupation !== read.name.value.occupation)
    context.addIssue({ code: 'custom', path: ['occupation'], message: 'is not the name before the bracket' });
  const numbers = read.levels.value ?? [];
  const { key, fullName, occupation, workType, irregularities } = read.name.value;
  return {
    row: read.row,
    printed: { name: read.name.printed, code: read.code?.printed ?? null, levels: read.levels.printed },
    key,
    fullName,
    occupation,
    workType,
    code: read.code?.value.code ?? null,
    kind,
    levels: numbers,
    irregularities: [
      ...irregularities,
      ...(isContiguous(numbers) ? [] : ['LEVEL_GAP']),
      ...(isAbility ? ['KIND_IN_LEVEL_COLUMN'] : []),
      ...(read.code ? irregularitiesOfCode(read.code.printed) : []),
    ],
  };
}

/** Legal, and worth a look (ANO-010, ANO-015, ANO-016). */
function irregularitiesOfCode(printed: string): string[] {
  const kinds: readonly (readonly [string, RegExp])[] = [
    ['SPECIAL_CODE', /-Z\d+$/],
    ['CODE_SUFFIX_00', /-00$/],
    ['CODE_PAIR_99', /-99-/],
  ];
  return kinds.flatMap(([kind, pattern]) => (pattern.test(printed) ? kind : []));
}

function isContiguous(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || numbers[index - 1]! - number === 1);
}

function faultsOfNumbers(rows: readonly ReadRow[]): DataFault[] {
  const at = rows.findIndex(({ row }, index) => row !== index + 1);
  return at < 0
    ? []
    : [{ line: at + 2, column: 'row', reason: `should be ${at + 1}: the annex numbers its rows without a gap` }];
}

function faultsOfNames(rows: readonly ReadRow[]): DataFault[] {
  return rows.flatMap(({ key }, index) => {
    const first = rows.findIndex((row) => row.key === key);
    return first === index
      ? []
      : [{ line: index + 2, column: 'name', reason: `is listed already, in line ${first + 2}` }];
  });
}
