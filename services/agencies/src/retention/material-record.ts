import type { Day } from '@shanghai/kernel';

/** 全流程档案: what of an evaluation is kept (附件5-1 档案管理岗). */
export type MaterialKind = 'APPLICATION' | 'EXAMINATION' | 'SCORES' | 'CERTIFICATES';

/** 纸质材料、电子材料 (RET-001). */
export type ArchiveMedium = 'PAPER' | 'ELECTRONIC';

/** From what the time of keeping is counted: the certificate, or the examination where there is none (PR). */
export type RetentionEvent = 'CERTIFICATE_ISSUED' | 'EXAM_HELD';

/** What is said of a material. Never what is in it. */
export interface MaterialDetails {
  readonly kind: MaterialKind;
  readonly medium: ArchiveMedium;
  readonly event: RetentionEvent;
  readonly eventOn: Day;
  /** Of what it is: a batch, a plan. */
  readonly subject: string;
}

/** 材料登记: that something is kept, until when, and when it was disposed of. */
export interface MaterialRecord extends MaterialDetails {
  readonly _id: string;
  readonly status: 'KEPT' | 'DISPOSED';
  readonly agencyId: string;
  /** The last day on which it has to be kept. */
  readonly retainUntil: Day;
  readonly disposedOn: Day | null;
  readonly disposalMethod: string | null;
}

/** A material as it is stored. */
export type StoredMaterial = MaterialRecord & { readonly version: number };

/** How many materials of an agency may go after one day. */
export interface EndingRetention extends Pick<MaterialRecord, 'agencyId' | 'medium' | 'eventOn' | 'retainUntil'> {
  readonly count: number;
}
