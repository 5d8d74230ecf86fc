import type { Day, DistrictCode, LevelNumber } from '@shanghai/kernel';

/** 评价计划状态. */
export type PlanStatus = 'DRAFT' | 'PUBLISHED' | 'CLOSED' | 'CANCELLED';

/** 申报方式 (EVL-003, EVL-004): by a training body or college for its learners, or by oneself. */
export type ApplicationKind = 'GROUP' | 'INDIVIDUAL';

/** A declared link to who trains for an occupation (EVL-013). */
export interface TrainingLink {
  readonly provider: string;
  /** The occupation that is trained for. */
  readonly itemName: string;
  readonly relation: string;
}

/** What an agency says of an evaluation. What is null is not said yet. */
export interface PlanContent {
  readonly levels: readonly LevelNumber[];
  readonly siteIds: readonly string[];
  /** In their order, each once. */
  readonly examDays: readonly Day[];
  readonly applicationFrom: Day | null;
  readonly applicationTo: Day | null;
  readonly applicationKinds: readonly ApplicationKind[];
  readonly conditions: string | null;
  /** 计划安排. */
  readonly plan: string | null;
  readonly fees: string | null;
  readonly contactInformation: string | null;
  readonly trainingLinks: readonly TrainingLink[];
}

/** A place of an evaluation, as it was when the plan was last written. */
export interface PlanSite {
  readonly siteId: string;
  readonly name: string;
  readonly address: string;
  readonly district: DistrictCode;
}

/** 评价计划: a filed item that an agency evaluates on some days at some sites. */
export interface EvaluationPlan extends PlanContent {
  readonly _id: string;
  readonly agencyId: string;
  readonly filedItemId: string;
  readonly itemId: string | null;
  readonly mappingId: string | null;
  readonly fullName: string;
  readonly nameKey: string;
  readonly status: PlanStatus;
  readonly sites: readonly PlanSite[];
  /** Those of the sites, each once. */
  readonly districts: readonly DistrictCode[];
  /** By which plans are ordered; null while no day is set. */
  readonly firstExamOn: Day | null;
  /** Null for a draft. */
  readonly publishedOn: Day | null;
  /** Why it was cancelled. */
  readonly endReason: string | null;
  readonly synthetic: boolean;
}

/** A plan as it is stored: with what acts on it are given. */
export type StoredPlan = EvaluationPlan & { readonly version: number };
