import type { Day, NoticeNumber } from '@shanghai/kernel';

/** 征集遴选批次: applications are taken in a round alone (AGY-014, AGY-015, CAT-012, CMP-014). */
export interface SelectionRound {
  /** Year and month: 2025-03; comparison-2026-06 for comparison. */
  readonly _id: string;
  readonly notice: NoticeNumber;
  /** The days on which applications are taken, both ends included. */
  readonly opensOn: Day;
  readonly closesOn: Day;
  /** The edition whose items can be applied for; null in rounds of comparison, which offer the comparison catalogues. */
  readonly scopeEdition: string | null;
  /** The ids of the items that the round offers; null for all of the edition. */
  readonly scopeItemIds: readonly string[] | null;
  /** Whether the notice is applied beyond the year in its title (PR). */
  readonly assumedContinuation: boolean;
  /** Notices announced separately (另行通知, MET-005), by their numbers or titles. */
  readonly supplementaryNotices: readonly string[];
}

/** A round with the number of acts there were on it. */
export interface StoredRound extends SelectionRound {
  readonly version: number;
}
