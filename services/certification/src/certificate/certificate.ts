import type { Code, Day, DistrictCode, LevelNumber } from '@shanghai/kernel';
import type { SearchHash, Sealed } from '@shanghai/platform';

/** 证书状态 (machine 7). A certificate that was hidden keeps the state it had. */
export type CertificateStatus = 'VALID' | 'FLAGGED' | 'REVOKED';

/** 来源: by one act of an agency, with a batch of one, by a comparison case, or taken over from before this register. */
export type CertificateSource = 'ISSUED' | 'UPLOADED' | 'COMPARISON' | 'IMPORTED';

/** 撤销原因: the two that the notice prints, and no other (CRT-003). */
export type RevocationReason = 'OUT_OF_SCOPE' | 'ERRONEOUS';

/** 参评人员类别: how the holder stands to the agency that has assessed (RTE-007 to RTE-010). */
export type CandidateKind =
  | 'PUBLIC'
  | 'EMPLOYEE'
  | 'PARTNER_COLLEGE_FINAL_YEAR'
  | 'COMMISSIONED_ENTERPRISE'
  | 'SUBSIDIARY_OUTSIDE_CITY'
  | 'OWN_FINAL_YEAR_STUDENT';

/** 比对存疑: one thing that does not fit, found by a comparison of data or said by an officer (CRT-006). */
export interface CertificateFlag {
  readonly code: Code;
  /** In Chinese. */
  readonly message: string;
  readonly flaggedOn: Day;
  /** Why it was cleared; null while it stands. */
  readonly clearedBecause: string | null;
}

/** 撤销: for which of the printed reasons, when, and by which case where there is one (CRT-003). */
export interface CertificateRevocation {
  readonly reason: RevocationReason;
  readonly revokedOn: Day;
  readonly caseId: string | null;
}

/** Who entered a score and who confirmed it, by their numbers in the roster of the agency (STF-012). */
export interface ScoreConfirmation {
  readonly enteredBy: string;
  readonly confirmedBy: string;
}

/** 更正 asked for by one person and not yet confirmed by another (CRT-004); what is null stays as it is. */
export interface AskedCorrection {
  readonly askedBy: string | null;
  readonly reason: string;
  readonly name: Sealed | null;
  readonly idNumber: Sealed | null;
  readonly issuedOn: Day | null;
}

/** 删除 asked for by the agency and not yet approved by the filing authority (CRT-004). */
export interface AskedHiding {
  readonly reason: string;
  readonly askedOn: Day;
}

/** Whose certificate it is. Sealed where stored, found by the hashes of the compared forms. */
export interface SealedHolder {
  readonly name: Sealed;
  readonly nameHash: SearchHash;
  readonly idNumber: Sealed;
  readonly idNumberHash: SearchHash;
}

/** 职业技能等级证书: one record of the register, as its journal has it. */
export interface Certificate extends SealedHolder {
  readonly _id: string;
  /** As it was given; our own are opaque (CRT-001). */
  readonly number: Sealed;
  readonly numberHash: SearchHash;
  /** Whose it is for good, also after its filing has ended (CRT-005). */
  readonly agencyId: string;
  readonly filingId: string;
  /** That of the filing authority and of the seat of the agency, on the day it was registered: who may see it. */
  readonly districts: readonly DistrictCode[];
  /** The district it is counted under; null where the seat is not known. */
  readonly district: DistrictCode | null;
  /** Null for the Centre, as far as is known. */
  readonly filingDistrict: DistrictCode | null;
  readonly source: CertificateSource;
  /** The batch it came with; null for the others. */
  readonly batchId: string | null;
  /** Its line in the file of the batch. */
  readonly batchLine: number | null;
  readonly comparisonCaseId: string | null;
  /** The filed subject: a catalogue item, or the mapping of a comparison; both null where the filing names neither. */
  readonly itemId: string | null;
  readonly mappingId: string | null;
  /** The occupation as the filing names it. */
  readonly occupation: string;
  /** Null for a special ability, which has none. */
  readonly level: LevelNumber | null;
  /** The day of the exam; of a comparison, that of 认定配证. The scope of the filing is that of this day (FIL-004). */
  readonly examOn: Day;
  /** The day that the paper bears. */
  readonly issuedOn: Day;
  readonly registeredAt: Date;
  readonly candidateKind: CandidateKind | null;
  /** 校企合作协议 or 委托, where the kind of candidate needs one (RTE-007). */
  readonly agreementNo: string | null;
  /** Null for a comparison, which has no score (CMP-020). */
  readonly score: ScoreConfirmation | null;
  /** Whether it was in scope on the day of the exam; null where that could not be told. */
  readonly inScope: boolean | null;
  /** The certificate that it repeats. */
  readonly duplicateOf: string | null;
  /** What there may be one certificate for: unique while it is set, taken off by revocation and hiding. */
  readonly onceHash: SearchHash | null;
  readonly status: CertificateStatus;
  readonly flags: readonly CertificateFlag[];
  readonly revocation: CertificateRevocation | null;
  /** The first day on which it is not shown; null while it is. */
  readonly hiddenOn: Day | null;
  /** 1, and one more with each correction. */
  readonly revision: number;
  /** 1, and one more with each re-issue. */
  readonly printNo: number;
  readonly correction: AskedCorrection | null;
  readonly hiding: AskedHiding | null;
  readonly synthetic: boolean;
}

/** A certificate with the number of acts on it; 0 for one of a batch that nothing was done to, since its batch has the row. */
export type StoredCertificate = Certificate & { readonly version: number };
