import { type Day, day } from '@shanghai/kernel';

/** 遴选批次, as far as occupations are recommended in it: the days, both ends included (REC-007). */
export interface SelectionRound {
  /** Year and month: 2025-03. */
  readonly _id: string;
  readonly opensOn: Day;
  readonly closesOn: Day;
}

/**
 * The four rounds of 2025, which 76号 announces by its title and its windows. A later one exists only when the Centre opens it,
 * and arrives as an event (PR).
 */
export const printedRounds: readonly SelectionRound[] = ['2025-03', '2025-06', '2025-09', '2025-12'].map((month) => ({
  _id: month,
  opensOn: day(`${month}-20`),
  closesOn: day(`${month}-30`),
}));
