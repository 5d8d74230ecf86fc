import type { SentLines } from './judge-lines.js';
import type { LineMark, Sheet, TypedLine } from './typed-line.js';

/** 备案时间 of an act: eight digits as typed; null for the day of the act. */
export type FiledDay = Pick<TypedLine, 'filedOn'>;

/** What an act says of a person, and from which day on. */
export interface FiledLine<Said> extends FiledDay {
  readonly said: Said;
}

/** A line of an act, which names nobody by number: the sheet counts by itself. */
export function lineOf(mark: LineMark, said: Partial<TypedLine>): TypedLine {
  return { filedOn: null, no: null, lineId: null, staff: null, supervisor: null, ...said, mark };
}

/** One line alone: its fields are found at the top of what was sent. */
export function sentAlone(sheet: Sheet, line: TypedLine): SentLines {
  return { sheet, lines: [line], pathOf: () => [] };
}
