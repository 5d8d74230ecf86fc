import { badUserInput, streamCsvText } from '@shanghai/platform';
import { type UploadColumn, columnOf, faultyColumn, uploadColumns } from './upload-columns.js';

/** 文件格式: a table, or a JSON value a line (an object each, or arrays after one with the headings). */
export type UploadFormat = 'CSV' | 'JSON_LINES';

/** The most rows of one batch. */
export const MOST_ROWS = 5_000;
const MOST_ROW_CHARACTERS = 4_000;

/** The cells of a row as typed; what is not there is empty. */
export type UploadCells = Readonly<Partial<Record<UploadColumn, string>>>;

/** One row of a batch, or what is wrong with it as a whole. Lines count as an editor counts them. */
export type UploadRow = { readonly line: number } & (
  { readonly cells: UploadCells } | { readonly fault: 'COLUMN_COUNT' | 'NOT_JSON' | 'COLUMNS' | 'ROW_TOO_LONG' }
);

/**
 * Reads a batch row by row.
 * @throws GraphQLError BAD_USER_INPUT when it cannot be read on (CSV), lacks a column or has another (COLUMNS), or has no or too
 * many rows (ROWS)
 */
export async function* readUpload(format: UploadFormat, text: string): AsyncGenerator<UploadRow> {
  let count = 0;
  for await (const row of format === 'CSV' ? readCsv(text) : readLines(text)) {
    count += 1;
    if (count > MOST_ROWS) break;
    yield row;
  }
  if (count === 0 || count > MOST_ROWS) throw unreadable('ROWS', { maximum: MOST_ROWS });
}

async function* readCsv(text: string): AsyncGenerator<UploadRow> {
  let columns: readonly UploadColumn[] | null = null;
  for await (const row of streamCsvText(text, MOST_ROW_CHARACTERS)) {
    if ('reason' in row) throw unreadable(row.reason, { value: `line ${row.line}` });
    if (columns) yield rowOf(columns, row.cells, row.line);
    else columns = headed(row.cells);
  }
}

async function* readLines(text: string): AsyncGenerator<UploadRow> {
  let columns: readonly UploadColumn[] | null = null;
  let isFirst = true;
  let line = 0;
  for (const printed of linesOf(text.replace(/^\u{FEFF}/u, ''))) {
    line += 1;
    if (printed.trim() === '') continue;
    const value = printed.length > MOST_ROW_CHARACTERS ? TOO_LONG : parseLine(printed);
    if (Array.isArray(value) && isFirst) columns = headed(value.map(String));
    else yield lineRow(value, columns, line);
    isFirst = false;
  }
  return Promise.resolve();
}

const TOO_LONG = Symbol('too long');

function parseLine(printed: string): unknown {
  try {
    return JSON.parse(printed) as unknown;
  } catch {
    return undefined;
  }
}

/** Without an array of all lines. */
function* linesOf(text: string): Generator<string> {
  for (let from = 0; from <= text.length;) {
    const end = text.indexOf('\n', from);
    yield text.slice(from, end < 0 ? undefined : end);
    if (end < 0) return;
    from = end + 1;
  }
}

function lineRow(value: unknown, columns: readonly UploadColumn[] | null, line: number): UploadRow {
  if (value === TOO_LONG) return { line, fault: 'ROW_TOO_LONG' };
  if (typeof value !== 'object' || value === null) return { line, fault: 'NOT_JSON' };
  if (Array.isArray(value))
    return columns && value.every(isCell) ? rowOf(columns, value.map(cellText), line) : notJson(line);
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  if (!entries.every((entry): entry is [string, Cell] => isCell(entry[1]))) return notJson(line);
  if (entries.some(([key]) => !uploadColumns.some((one) => one.key === key))) return { line, fault: 'COLUMNS' };
  return { line, cells: Object.fromEntries(entries.map(([key, cell]) => [key, cellText(cell)])) };
}

function notJson(line: number): UploadRow {
  return { line, fault: 'NOT_JSON' };
}

type Cell = string | number | null;

function isCell(value: unknown): value is Cell {
  return value === null || typeof value === 'string' || typeof value === 'number';
}

function cellText(value: Cell): string {
  return value === null ? '' : String(value);
}

function headed(headings: readonly string[]): readonly UploadColumn[] {
  const wrong = faultyColumn(headings);
  if (wrong !== null) throw unreadable('COLUMNS', { value: wrong });
  return headings.map((heading) => columnOf(heading)!);
}

function rowOf(columns: readonly UploadColumn[], cells: readonly string[], line: number): UploadRow {
  if (cells.length !== columns.length) return { line, fault: 'COLUMN_COUNT' };
  return { line, cells: Object.fromEntries(columns.map((column, at) => [column, cells[at]!])) };
}

function unreadable(reason: string, details: { readonly value?: string; readonly maximum?: number }): Error {
  return badUserInput('the batch cannot be read', { argument: 'rows', reason, ...details });
}
