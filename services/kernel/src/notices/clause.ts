import type { NoticeNumber } from './notice.js';

/** The words of a notice that something rests on. */
export interface Clause {
  readonly notice: NoticeNumber;
  /** Where they stand, as the notice counts: 三（四）3. */
  readonly item: string;
  /** The exact words. Blanks do not count, since the notices break lines and pages inside sentences. */
  readonly quote: string;
}

/** Throws a RangeError on an empty item or quote, which the quotation test would find in every notice. */
export function clause(notice: NoticeNumber, item: string, quote: string): Clause {
  if (item.trim() === '' || quote.trim() === '') throw new RangeError(`A clause of ${notice} without item or words.`);
  return { notice, item, quote };
}
