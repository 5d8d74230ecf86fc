import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CsvError, parse } from 'csv-parse/sync';
import type { z } from 'zod';

/** Where a data file is faulty. Rows count as an editor counts lines: the header is line 1. */
export interface DataFault {
  readonly line: number;
  /** Empty where the row as a whole is meant. */
  readonly column: string;
  readonly reason: string;
}

/** A data file as read: every row, or every fault that was found. A file with one faulty row gives no row at all. */
export type DataFile<Row> = { readonly file: string; readonly checksum: string } & (
  { readonly ok: true; readonly rows: readonly Row[] } | { readonly ok: false; readonly faults: readonly DataFault[] }
);

/** A fault list ends here: who has ten thousand faulty rows mends the first hundred and reads again. */
const MOST_FAULTS = 100;

/**
 * Reads a CSV file (RFC 4180, UTF-8 with or without byte order mark, one header line) whose columns are exactly the keys of
 * `row`, in any order. Cells are passed as texts; the schema turns them into values and says what is wrong with them.
 * Throws only when the file cannot be read at all.
 */
export async function readDataFile<Row>(
  url: URL,
  row: z.ZodType<Row>,
  columns: readonly string[],
): Promise<DataFile<Row>> {
  const bytes = await readFile(url);
  const named = { file: basename(fileURLToPath(url)), checksum: createHash('sha256').update(bytes).digest('hex') };
  const table = parseTable(bytes, columns);
  if (!Array.isArray(table)) return { ...named, ok: false, faults: [table] };
  const rows: Row[] = [];
  const faults: DataFault[] = [];
  for (const { record, line } of table) {
    const result = row.safeParse(record);
    if (result.success) rows.push(result.data);
    else
      for (const { path, message } of result.error.issues)
        faults.push({ line, column: String(path[0] ?? ''), reason: message });
    if (faults.length >= MOST_FAULTS) break;
  }
  return faults.length > 0 ? { ...named, ok: false, faults } : { ...named, ok: true, rows };
}

interface TableRow {
  readonly record: Readonly<Record<string, string>>;
  readonly line: number;
}

function parseTable(bytes: Buffer, columns: readonly string[]): TableRow[] | DataFault {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { line: 1, column: '', reason: 'is not UTF-8' };
  }
  try {
    const parsed = parse(text, {
      columns: true,
      bom: true,
      info: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
    });
    const table = (parsed as unknown as { record: Record<string, string>; info: { lines: number } }[]).map(
      ({ record, info }) => ({ record, line: info.lines }),
    );
    const fault = table[0]
      ? faultOfColumns(Object.keys(table[0].record), columns)
      : { line: 1, column: '', reason: 'has no rows' };
    return fault ?? table;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { line: Number(error['lines'] ?? 1), column: '', reason: error.message };
  }
}

function faultOfColumns(found: readonly string[], expected: readonly string[]): DataFault | null {
  const missing = expected.find((column) => !found.includes(column));
  if (missing !== undefined) return { line: 1, column: missing, reason: 'the column is missing' };
  const unknown = found.find((column) => !expected.includes(column));
  return unknown === undefined ? null : { line: 1, column: unknown, reason: 'the column is not known' };
}
