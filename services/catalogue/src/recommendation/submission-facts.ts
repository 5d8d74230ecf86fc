import type { Resolved } from '../item/name-rules.js';
import type { SelectionRound } from '../round/selection-round.js';
import type { JudgedForm } from './recommendation.js';

/** What the rules of a submission rest on. Its day is the Shanghai day of `at`. */
export interface SubmissionFacts {
  readonly at: Date;
  readonly form: JudgedForm;
  readonly rounds: readonly SelectionRound[];
  /** The places that other rows of the same form have, but for those withdrawn or refused. */
  readonly otherPriorities: readonly number[];
  /** What the name stands for in the catalogue of the day. */
  readonly listed: Resolved;
  /** The occupations that the catalogue of the day lists under the code. */
  readonly occupationsOfCode: readonly string[];
}
