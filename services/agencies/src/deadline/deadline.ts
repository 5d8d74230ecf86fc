import type { Clause, Day, LedgerId, PassedDay } from '@shanghai/kernel';
import type { StoredApplication } from '../application/application.js';
import type { Filing } from '../filing/filing.js';

/** 期限种类: what falls due for a filing or an application. */
export type DeadlineKind =
  | 'RENEWAL_WINDOW_OPENS'
  | 'RENEWAL_WINDOW_CLOSES'
  | 'FILING_EXPIRES'
  | 'SUSPENSION_ENDS'
  | 'ITEM_ADJUSTMENT_DUE'
  | 'PROJECT_ASSESSMENT_DUE'
  | 'PUBLICITY_ENDS'
  | 'RETENTION_ENDS';

/** A day on which something falls due, and how it came about. */
export interface Deadline {
  readonly kind: DeadlineKind;
  readonly on: Day;
  readonly rule: LedgerId;
  /** The day from which it is counted; whether that day counts, the explanation tells. */
  readonly countedFrom: Day;
  /** The calendar days on the way, of a deadline that counts working days; empty otherwise. */
  readonly passedDays: readonly PassedDay[];
  /** In Chinese. */
  readonly explanation: string;
  readonly clauses: readonly Clause[];
  /** What it is of: a filing or an application, never both; materials of an agency are neither. */
  readonly filing?: Filing;
  readonly application?: StoredApplication;
}
