import type { Day, DistrictCode, Finding, LevelNumber, Verdict } from '@shanghai/kernel';
import type { SearchHash, Sealed } from '@shanghai/platform';

/** 比照认定个案状态 (machine 4b). */
export type ComparisonStatus = 'RECEIVED' | 'CERTIFICATE_VERIFIED' | 'MATERIALS_REVIEWED' | 'CERTIFIED' | 'REFUSED';

/** 证件种类: a resident identity number is read and checked, another document is taken as typed. */
export type IdKind = 'RESIDENT_ID' | 'OTHER_DOCUMENT';

/** 证书查验结果, as the verification platform answers. */
export type PlatformResult = 'GENUINE' | 'NOT_GENUINE' | 'CANNOT_BE_DETERMINED';

/** 查验项目: one thing about the certificate that the platform was asked. */
export type SourceCheckName = 'GENUINE' | 'HOLDER' | 'CERTIFICATE' | 'IN_FORCE';

/** One thing that was asked, with what was answered. */
export interface SourceCheck {
  readonly name: SourceCheckName;
  readonly verdict: Exclude<Verdict, 'NOT_APPLICABLE'>;
  /** In Chinese. */
  readonly reason: string;
}

/** 证书核验: one answer of the verification platform, and who asked. */
export interface SourceVerification {
  readonly platform: string;
  readonly result: PlatformResult;
  /** The number under which the platform keeps its answer. */
  readonly reference: string;
  readonly answeredOn: Day;
  readonly checks: readonly SourceCheck[];
  /** Who asked, as the token names the bearer. */
  readonly askedBy: string;
  readonly at: Date;
}

/** 材料审查: what was looked at, what came of it, and by whom. */
export interface MaterialsReview {
  /** Where each piece of material is kept. */
  readonly materials: readonly string[];
  readonly opinion: string;
  readonly reviewedBy: string;
  readonly at: Date;
}

/** 认定配证: by whom, and which certificate of the register it gave. */
export interface Certification {
  readonly confirmedBy: string;
  readonly on: Day;
  readonly certificateId: string;
}

/** 拒绝理由 (EVL-012): OTHER is none to refuse for, NOT_GENUINE follows from 证书核验 and is never stated. */
export type RefusalGround = 'FORCE_MAJEURE' | 'REQUEST_NOT_REASONABLE' | 'CONDITIONS_NOT_MET' | 'OTHER' | 'NOT_GENUINE';

/** 不予认定: on which ground, with what shows it. */
export interface ComparisonRefusal {
  readonly ground: RefusalGround;
  readonly description: string;
  readonly evidence: readonly string[];
  readonly refusedBy: string;
  readonly at: Date;
}

/** 比照认定个案: one person, one certificate (30号附件5); personal data sealed, as its journal has it. */
export interface ComparisonCase {
  readonly _id: string;
  readonly status: ComparisonStatus;
  readonly since: Date;
  readonly receivedAt: Date;
  readonly agencyId: string;
  /** The comparison filing under which it was received. */
  readonly filingId: string;
  /** That of the seat of the agency: who may see it beside the city. */
  readonly districts: readonly DistrictCode[];
  readonly mappingId: string;
  /** What the certificate counts as, by the mapping. */
  readonly occupation: string;
  readonly level: LevelNumber;
  readonly name: Sealed;
  readonly idKind: IdKind;
  readonly idNumber: Sealed;
  readonly idNumberHash: SearchHash;
  readonly sourceNumber: Sealed;
  /** Of issuer and number: what one foreign certificate is known by (CMP-020). */
  readonly sourceHash: SearchHash;
  readonly sourceIssuedOn: Day | null;
  /** 申请受理: who received it, as the token names the bearer. */
  readonly operatedBy: string;
  readonly verifications: readonly SourceVerification[];
  readonly review: MaterialsReview | null;
  readonly certification: Certification | null;
  readonly refusal: ComparisonRefusal | null;
  /** Whether the platform has found a certificate not to be genuine, which may be a case (EVL-008). */
  readonly suggestsCase: boolean;
  /** What was remarked without refusing. */
  readonly remarks: readonly Finding[];
  readonly synthetic: boolean;
}

/** A case as stored. */
export interface StoredComparison extends ComparisonCase {
  readonly version: number;
  /** The hash of the certificate while the case is not refused: unique, so that one certificate is compared once. */
  readonly openHash: SearchHash | null;
}
