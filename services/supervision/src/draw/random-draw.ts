import type { Day, DistrictCode, Finding } from '@shanghai/kernel';
import type { Sealed } from '@shanghai/platform';
import type { InspectionKind, InspectionTopic } from '../inspection/inspection-rules.js';
import type { Chosen, Department, LeadBody, Partner } from '../inspection/inspection.js';
import type { DrawBasis, Pick, Replacement } from './draw-record.js';

/** 抽取状态: the seed is committed to, and then the draw is made. */
export type DrawStatus = 'COMMITTED' | 'PERFORMED';

/** An inspector of a list of those who can be drawn (检查人员名录库), with the bodies that he is related to. */
export interface ListedInspector {
  readonly inspectorNo: string;
  readonly department: Department;
  readonly relatedTo: readonly string[];
}

/** Why an inspector is left out for a subject: kept for who leads, and never published. */
export interface RecusalReason {
  readonly entryId: string;
  readonly inspectorNo: string;
  readonly relatedTo: string;
}

/** What is inspected where a subject is drawn. */
export interface DrawnPlan {
  readonly kind: InspectionKind;
  readonly topics: readonly Chosen<InspectionTopic>[];
  readonly plannedOn: Day;
  readonly partners: readonly Partner[];
}

/** 双随机抽取 (SPV-009): who is inspected and who inspects, drawn from a record that anyone can draw from again. */
export interface RandomDraw {
  readonly _id: string;
  readonly status: DrawStatus;
  readonly since: Date;
  readonly lead: LeadBody;
  readonly plan: DrawnPlan;
  readonly basis: DrawBasis;
  readonly inspectors: readonly ListedInspector[];
  readonly recusalReasons: readonly RecusalReason[];
  readonly committedAt: Date;
  /** The seed as long as nobody may know it (`draw.seed`). */
  readonly sealedSeed: Sealed;
  /** The seed once the draw is made. */
  readonly seed: string | null;
  /** As they were drawn; `replacements` says who has gone since. */
  readonly picks: readonly Pick[];
  readonly replacements?: readonly Replacement[];
  readonly performedAt: Date | null;
  readonly remarks: readonly Finding[];
}

/** Beside the draw in the store, for its indexes. */
export interface StoredDraw extends RandomDraw {
  readonly version: number;
  readonly district: DistrictCode | null;
  readonly industry: string | null;
  /** The day from which the public sees the record: when those who were drawn know; null before the draw. */
  readonly publicFrom: Day | null;
}
