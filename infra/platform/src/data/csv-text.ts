import { CsvError, parse } from 'csv-parse/sync';

/** One row of a CSV text. Lines count as an editor counts them; a row that spans several is named by its last. */
export interface CsvRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** A CSV text as read, or where it is none. */
export type CsvText =
  | { readonly ok: true; readonly rows: readonly CsvRow[] }
  | { readonly ok: false; readonly line: number; readonly reason: string };

/**
 * Reads a CSV text (RFC 4180, with or without byte order mark) as rows of cells exactly as typed, the header among them. Empty
 * lines are no rows; rows may have more or fewer cells than the header, which is for the caller to judge.
 */
export function readCsvText(text: string): CsvText {
  try {
    const parsed = parse(text, { bom: true, info: true, skip_empty_lines: true, relax_column_count: true });
    const rows = parsed as unknown as { readonly record: string[]; readonly info: { readonly lines: number } }[];
    return { ok: true, rows: rows.map(({ record, info }) => ({ cells: record, line: info.lines })) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { ok: false, line: Number(error['lines'] ?? 1), reason: error.code };
  }
}
