import type { DistrictCode, Finding, LevelNumber, Objection as ObjectionOf, Publicity } from '@shanghai/kernel';
import type { SearchHash, Sealed } from '@shanghai/platform';
import type { RecommendationForm } from './recommendation-form.js';

/** 推荐状态: machine 1. */
export type RecommendationStatus =
  'DRAFT' | 'SUBMITTED' | 'EXPERT_EVALUATION' | 'PUBLICITY' | 'LISTED' | 'NOT_SELECTED' | 'NOT_ACCEPTED' | 'WITHDRAWN';

/** 推荐主体 (REC-001): as its token names it. */
export type Recommender =
  | { readonly kind: 'INDUSTRY_AUTHORITY'; readonly authority: string; readonly district: null }
  | { readonly kind: 'DISTRICT_BUREAU'; readonly authority: null; readonly district: DistrictCode };

/** The form as stored: name and phone of the contact sealed (`recommendation.contact`). */
export interface StoredForm extends Omit<RecommendationForm, 'contactName' | 'contactPhone'> {
  readonly contactName: Sealed | null;
  readonly contactPhone: Sealed | null;
}

/** The form as rules see it: of the contact they ask what is filled in, never what. */
export interface JudgedForm extends Omit<RecommendationForm, 'contactName' | 'contactPhone'> {
  readonly contactName: boolean;
  readonly contactPhone: boolean;
}

/** 评估方式 (REC-015): an open list, OTHER with a text. */
export interface EvaluationMethod {
  readonly kind: 'MATERIAL_CHECK' | 'EXPERT_REVIEW' | 'SITE_VISIT' | 'OTHER';
  readonly text: string | null;
}

/** An expert of the panel, by number, with the bodies he is related to (EXP-003). */
export interface PanelMember {
  readonly expertNo: string;
  readonly employer: string;
  readonly relatedTo: readonly string[];
}

/** 专家评估: after an objection was upheld it has no result again. */
export interface Evaluation {
  readonly methods: readonly EvaluationMethod[];
  readonly panel: readonly PanelMember[];
  readonly startedAt: Date;
  readonly result: 'PASSED' | 'FAILED' | null;
  /** Those that the experts have fixed, the lowest first. */
  readonly levels: readonly LevelNumber[];
  readonly decidedAt: Date | null;
}

/** 异议 (REC-017): the contact is sealed. */
export type Objection = ObjectionOf<Sealed, SearchHash>;

/**
 * 推荐的职业（工种）(machine 1): one row of a form, since each row is evaluated, publicised and listed by itself; rows of one form
 * share its number.
 */
export interface Recommendation {
  readonly _id: string;
  readonly status: RecommendationStatus;
  /** When it came into this status. */
  readonly since: Date;
  readonly draftedAt: Date;
  readonly recommender: Recommender;
  readonly form: StoredForm;
  /** From the submission on. */
  readonly submittedAt: Date | null;
  readonly roundId: string | null;
  /** What was remarked without refusing. */
  readonly remarks: readonly Finding[];
  readonly evaluation: Evaluation | null;
  readonly publicity: Publicity | null;
  readonly objections: readonly Objection[];
  /** Why it was refused, not selected or withdrawn. */
  readonly endReason: string | null;
}

/** Beside the recommendation in the store, for its indexes. */
export interface StoredRecommendation extends Recommendation {
  readonly version: number;
  /** What narrows who sees it. */
  readonly industry: string | null;
  readonly district: string | null;
  /** The place in the form, 0 as long as it is blank. */
  readonly priority: number;
  readonly hasOpenObjection: boolean;
}
