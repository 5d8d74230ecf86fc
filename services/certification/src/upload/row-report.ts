import type { Finding } from '@shanghai/kernel';
import { writeCsvText } from '@shanghai/platform';
import type { RefusalCount, RowRefusal } from './certificate-batch.js';
import type { UploadRow } from './read-upload.js';
import { uploadColumns } from './upload-columns.js';

const rowFaults = {
  COLUMN_COUNT: '列数与表头不符',
  NOT_JSON: '该行不是JSON，或不是文字和数字',
  COLUMNS: '该行含有未知的列',
  ROW_TOO_LONG: '该行过长',
} as const;

/** Why a row that is none is refused. */
export function refusalOfFault({ line, fault }: Extract<UploadRow, { readonly fault: string }>): RowRefusal {
  return { line, column: '', rule: 'CRT-001', code: fault, message: rowFaults[fault] };
}

/** Why a row that could not be read is refused: each finding at its column. */
export function refusalsOfReading(line: number, findings: readonly Finding[]): readonly RowRefusal[] {
  return findings.map(({ rule, code, message, path }) => ({ line, column: path[0] ?? '', rule, code, message }));
}

/** How often each rule has refused, the most frequent first. */
export function countRefusals(refusals: readonly RowRefusal[]): readonly RefusalCount[] {
  const counts = new Map<string, RefusalCount>();
  for (const { rule, code } of refusals) {
    const key = `${rule} ${code}`;
    counts.set(key, { rule, code, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

/** The report of a refused file as a table: every row, none of its contents. */
export function reportTable(refusals: readonly RowRefusal[]): string {
  const label = (column: string): string => uploadColumns.find(({ key }) => key === column)?.label ?? '';
  return writeCsvText([
    ['行号', '列', '代码', '规则', '说明'],
    ...refusals.map(({ line, column, code, rule, message }) => [line, label(column), code, rule, message]),
  ]);
}
