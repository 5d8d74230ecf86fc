import type { Clause, Day, LedgerId } from '@shanghai/kernel';
import type { SearchHash, Sealed } from '@shanghai/platform';

/** 机构承诺书, by the head of an agency; 个人廉洁责任书, by each of its staff. */
export type DocumentKind = 'AGENCY_COMMITMENT' | 'INTEGRITY_PLEDGE';

/** As what somebody signs. */
export type SigningCapacity = 'LEGAL_REPRESENTATIVE' | 'AGENCY_HEAD' | 'STAFF';

/** A paragraph of a text: its number as printed, its ledger id, and short words of it. */
export interface Paragraph {
  /** 一, 二. */
  readonly no: string;
  readonly rule: LedgerId;
  readonly clause: Clause;
}

/** A text that is signed, as a notice prints it, from its first day to its last. */
export interface CommitmentText {
  readonly version: string;
  readonly kind: DocumentKind;
  readonly title: string;
  readonly from: Day;
  readonly to: Day | null;
  readonly paragraphs: readonly Paragraph[];
}

/** What somebody has signed. Nothing changes it; who promises anew signs another. */
export interface SignedDocument {
  readonly _id: string;
  readonly status: 'SIGNED';
  readonly kind: DocumentKind;
  /** By which a case cites it. */
  readonly number: string;
  readonly agencyId: string;
  /** As it was signed. */
  readonly agencyName: string;
  readonly capacity: SigningCapacity;
  readonly signatory: Sealed;
  /** The person on the roster; null for a legal representative, who need not be on it. */
  readonly person: SearchHash | null;
  readonly textVersion: string;
  readonly signedOn: Day;
}

/** A document as it is stored. */
export type StoredDocument = SignedDocument & { readonly version: number };

/** The field by which signatories are sealed. */
export const SIGNATORY_FIELD = 'commitment.signatory';
