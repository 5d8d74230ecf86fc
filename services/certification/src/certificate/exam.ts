import type { Day, Finding, LevelNumber } from '@shanghai/kernel';
import type { CandidateKind } from './certificate.js';

/** An exam that somebody has passed, as it was said and could be read: what a certificate is issued on. */
export interface PassedExam {
  readonly name: string;
  readonly idNumber: string;
  /** As the identity number states it. */
  readonly bornOn: Day;
  /** The occupation, by the name that the filing has. */
  readonly occupation: string;
  readonly level: LevelNumber | null;
  readonly examOn: Day;
  readonly issuedOn: Day;
  /** The day on which the candidate applied; null where it was not said. */
  readonly appliedOn: Day | null;
  /** As the paper bears it; null for one of our own. */
  readonly number: string | null;
  readonly candidateKind: CandidateKind;
  readonly agreementNo: string | null;
  readonly scoreEnteredBy: string | null;
  readonly scoreConfirmedBy: string | null;
}

/** An exam as it was read, or everything that could not be. */
export type ExamReading =
  | { readonly exam: PassedExam; readonly findings: readonly [] }
  | { readonly exam: null; readonly findings: readonly Finding[] };
