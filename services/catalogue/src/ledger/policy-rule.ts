import type { Clause, Code, Day, Force, LedgerId } from '@shanghai/kernel';

/** 规则: one row of the ledger of what the notices demand, as transcribed. */
export interface PolicyRule {
  /** The ledger id. */
  readonly _id: LedgerId;
  /** Its place in the ledger, from 1. */
  readonly position: number;
  readonly force: Force;
  readonly from: Day;
  readonly to: Day | null;
  /** What it refuses or remarks with; the codes of the services are more. */
  readonly codes: readonly Code[];
  readonly statement: string;
  /** None where the notices are silent. */
  readonly clauses: readonly Clause[];
  /** How it is read where the words leave it open (PR). */
  readonly reading: string | null;
}
