import { stringify } from 'csv-stringify/sync';
import { type RegisterRow, registerColumns } from './register-columns.js';

/** A form in which the register is downloaded: its parts follow each other in the file. */
export interface RegisterFile {
  readonly extension: 'csv' | 'json';
  readonly type: string;
  readonly head: (asOf: string) => string;
  /** The rows of a page; `isFirst` of the first rows in the file. */
  readonly rows: (rows: readonly RegisterRow[], isFirst: boolean) => string;
  readonly tail: string;
}

/** RFC 4180, with the mark by which Excel knows UTF-8. A cell that would begin a formula is made a text. */
const written = { escape_formulas: true, record_delimiter: 'windows' } as const;

/** Both forms of the file. */
export const registerFiles: readonly RegisterFile[] = [
  {
    extension: 'csv',
    type: 'text/csv; charset=utf-8; header=present',
    head: () => stringify([registerColumns.map(([heading]) => heading)], { ...written, bom: true }),
    rows: (rows) =>
      stringify(
        rows.map((row) => registerColumns.map(([, of]) => of(row))),
        written,
      ),
    tail: '',
  },
  {
    extension: 'json',
    type: 'application/json; charset=utf-8',
    head: (asOf) => `{"asOf":${JSON.stringify(asOf)},"rows":[`,
    rows: (rows, isFirst) =>
      rows.map((row, at) => `${isFirst && at === 0 ? '' : ','}\n${JSON.stringify(row)}`).join(''),
    tail: '\n]}\n',
  },
];
