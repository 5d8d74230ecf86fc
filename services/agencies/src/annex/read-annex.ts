import {
  type CatalogueName,
  type LevelNumber,
  type OccupationCode,
  type Reading,
  displayName,
  parseLevels,
  parseOccupationCode,
  readCatalogueName,
} from '@shanghai/kernel';
import { type DataFault, type DataFile, readDataFile } from '@shanghai/platform';
import { z } from 'zod';

/** One row of the annex to 沪人社职〔2024〕38号, as read. */
export interface AnnexRow {
  readonly agencyNo: number;
  readonly agencyName: string;
  readonly row: number;
  readonly name: CatalogueName;
  readonly code: OccupationCode;
  readonly levels: readonly LevelNumber[];
}

const number = z
  .string()
  .regex(/^[1-9]\d{0,3}$/, 'is not a number of the annex')
  .transform(Number);

const annexRow = z
  .object({
    agency_no: number,
    agency_name: z
      .string()
      .transform(displayName)
      .refine((name) => name !== '', 'is empty'),
    row: number,
    name: z.string().transform(readingOf(readCatalogueName)),
    code: z.string().transform(readingOf(parseOccupationCode)),
    levels: z.string().transform(readingOf(parseLevels)),
  })
  .transform(({ agency_no, agency_name, row, name, code: { code }, levels }): AnnexRow => {
    return { agencyNo: agency_no, agencyName: agency_name, row, name, code, levels };
  });

/** Reads the annex. A row that cannot be read, or that contradicts another, refuses the file whole. */
export async function readAnnex(folder: URL): Promise<DataFile<AnnexRow>> {
  const columns = ['agency_no', 'agency_name', 'row', 'name', 'code', 'levels'];
  const file = await readDataFile(new URL('2024-38-annex.csv', folder), annexRow, columns);
  if (!file.ok) return file;
  const faults = contradictions(file.rows);
  return faults.length === 0 ? file : { file: file.file, checksum: file.checksum, ok: false, faults };
}

/** Rows are numbered through, an agency has one name, and an item stands once under it. */
function contradictions(rows: readonly AnnexRow[]): readonly DataFault[] {
  const names = new Map(rows.map(({ agencyNo, agencyName }) => [agencyNo, agencyName]));
  const firstRows = new Map(rows.toReversed().map((row) => [itemOfAgency(row), row.row]));
  return rows.flatMap((row, index) => {
    const fault = (column: string, reason: string) => ({ line: index + 2, column, reason });
    const first = firstRows.get(itemOfAgency(row));
    return [
      ...(row.row === index + 1 ? [] : [fault('row', `is ${row.row} where ${index + 1} follows`)]),
      ...(names.get(row.agencyNo) === row.agencyName
        ? []
        : [fault('agency_name', `agency ${row.agencyNo} has two names`)]),
      ...(first === row.row ? [] : [fault('name', `stands in row ${first} of the same agency`)]),
    ];
  });
}

function itemOfAgency({ agencyNo, name }: AnnexRow): string {
  return `${agencyNo} ${name.key}`;
}

/** A zod transform that reads a cell with a reader of the kernel and reports its faults by their codes. */
function readingOf<T>(read: (text: string) => Reading<T>): (printed: string, context: z.RefinementCtx) => T {
  return (printed, context) => {
    const reading = read(printed);
    if (reading.ok) return reading.value;
    for (const { code, reason, message } of reading.faults)
      context.addIssue({ code: 'custom', message: `${code} (${reason}): ${message}`, input: printed });
    return z.NEVER;
  };
}
