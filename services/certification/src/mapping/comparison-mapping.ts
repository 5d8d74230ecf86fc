import type { Day, LevelNumber, NoticeNumber } from '@shanghai/kernel';

/** Where the certificate comes from (CMP-001). */
export type ComparisonKind = 'OVERSEAS' | 'ENTERPRISE_DUAL';

/** The issuer of a certificate, as the annex names it. */
export interface CertifyingBody {
  readonly nameZh: string;
  readonly nameEn: string | null;
  readonly abbreviation: string | null;
}

/** The certificate that is compared, as the annex names it. */
export interface SourceCertificate {
  readonly nameZh: string;
  /** With the reference, where the bracket holds both. */
  readonly nameEn: string | null;
  /** RQF, ST1315, HCIA-AI. */
  readonly reference: string | null;
  /** 三星. */
  readonly starGrade: string | null;
}

/** One cell of an annex row. */
export interface PrintedCell {
  /** The heading of its column. */
  readonly column: string;
  /** Empty where the cell is blank. */
  readonly text: string;
}

/** A certificate with the occupation and the level it counts as: one row of a comparison catalogue (CMP-002, CMP-003). */
export interface ComparisonMapping {
  readonly _id: string;
  readonly kind: ComparisonKind;
  readonly notice: NoticeNumber;
  readonly annex: string;
  /** By its position, where no number is printed. */
  readonly row: number;
  readonly batch: string;
  /** Filled down from the row above where the cell is blank; null for enterprises. */
  readonly countryOrRegion: string | null;
  readonly certifyingBody: CertifyingBody;
  readonly certificate: SourceCertificate;
  /** As it is shown: brackets full-width. */
  readonly occupationFullName: string;
  /** What catalogue names are compared with. */
  readonly occupationKey: string;
  /** The municipal level, never the number that the certificate itself carries (ANO-098). */
  readonly level: LevelNumber;
  readonly from: Day;
  readonly to: Day | null;
  readonly printed: readonly PrintedCell[];
}
