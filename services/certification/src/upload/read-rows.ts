import type { Day } from '@shanghai/kernel';
import type { RowRefusal } from './certificate-batch.js';
import type { ReadRow } from './judge-rows.js';
import { readExam } from './read-exam.js';
import { type UploadFormat, readUpload } from './read-upload.js';
import { refusalOfFault, refusalsOfReading } from './row-report.js';

/** The rows of a file as far as they could be read, and why the others could not. */
export interface ReadRows {
  readonly count: number;
  readonly rows: readonly ReadRow[];
  readonly refusals: readonly RowRefusal[];
}

/**
 * Reads a file row by row.
 * @throws GraphQLError BAD_USER_INPUT as `readUpload` does
 */
export async function readRows(format: UploadFormat, text: string, today: Day): Promise<ReadRows> {
  const rows: ReadRow[] = [];
  const refusals: RowRefusal[] = [];
  let count = 0;
  for await (const row of readUpload(format, text)) {
    count += 1;
    if ('fault' in row) {
      refusals.push(refusalOfFault(row));
      continue;
    }
    const { exam, findings } = readExam(row.cells, today);
    if (exam) rows.push({ line: row.line, exam });
    else refusals.push(...refusalsOfReading(row.line, findings));
  }
  return { count, rows, refusals };
}
