import type {
  Day,
  DistrictCode,
  Finding,
  LedgerId,
  LevelNumber,
  Objection as ObjectionOf,
  Publicity,
} from '@shanghai/kernel';
import type { SearchHash, Sealed } from '@shanghai/platform';
import type { StandardKind } from '../item/filed-item.js';
import type { ApplicationForm, ContactPerson, TopGrade } from './application-form.js';
import type { RouteState } from './application-route.js';

/** 申报状态: of machines 2, 2b and 4. */
export type ApplicationStatus =
  | 'DRAFT'
  | 'PREAUTHORISED'
  | 'CONSENTED'
  | 'SUBMITTED'
  | 'ACCEPTED'
  | 'AGENCY_ASSESSMENT'
  | 'PROJECT_ASSESSMENT'
  | 'TECHNICAL_ASSESSMENT'
  | 'PRELIMINARY_OPINION'
  | 'CENTRE_REVIEW'
  | 'AWAITING_CONSENT'
  | 'PUBLICITY'
  | 'FILED'
  | 'FAILED_AGENCY'
  | 'FAILED_PROJECT'
  | 'REFUSED'
  | 'ABANDONED'
  | 'WITHDRAWN'
  | 'REJECTED_FALSE_MATERIAL';

/** A contact person as stored: name and phone sealed (`application.contact`). */
export interface SealedContact {
  readonly name: Sealed;
  readonly title: string | null;
  readonly phone: Sealed | null;
}

/** The persons of the form. */
export type ContactRole = 'head' | 'executiveHead' | 'liaison';

/** The form as stored. */
export interface StoredForm extends Omit<ApplicationForm, ContactRole> {
  readonly head: SealedContact | null;
  readonly executiveHead: SealedContact | null;
  readonly liaison: SealedContact | null;
}

/** The form as rules see it: of a contact person they ask what is filled in, never what. */
export interface JudgedForm extends Omit<ApplicationForm, ContactRole> {
  readonly head: ContactPresence | null;
  readonly executiveHead: ContactPresence | null;
  readonly liaison: ContactPresence | null;
}

/** Whether the fields of a contact person are filled in. */
export type ContactPresence = Readonly<Record<keyof ContactPerson, boolean>>;

/** 推荐函 of the industry authority, or of the superior authority in its place (AGY-011, AGY-027). */
export interface AuthorityRecommendation {
  readonly kind: 'INDUSTRY' | 'SUPERIOR';
  /** The authority, as tokens name it. */
  readonly authority: string;
  /** The full names of the items it supports. */
  readonly itemNames: readonly string[];
  readonly letterNo: string | null;
  /** The fixed paragraph as the letter has it; null for the one the system writes. */
  readonly dutiesParagraph: string | null;
  readonly sealedOn: Day;
  readonly at: Date;
}

/** 区人社部门的推荐: of sites in its own district (AGY-007a, AGY-007b, AGY-011). */
export interface SiteRecommendation {
  readonly district: DistrictCode;
  readonly siteNames: readonly string[];
  readonly at: Date;
}

/** What the Centre allowed against a SHOULD, with its reason (AGY-010). */
export interface Exception {
  readonly rule: LedgerId;
  readonly itemId: string;
  readonly reason: string;
  readonly at: Date;
}

/** 机构评估方式 (AGY-018): an open list, OTHER with a text. */
export interface AssessmentMethod {
  readonly kind: 'MATERIAL_CHECK' | 'EXPERT_REVIEW' | 'SITE_VISIT' | 'OTHER';
  readonly text: string | null;
}

/** An expert of the panel, by number; what he is related to decides whether he may sit on it (EXP-003, CMT-205). */
export interface PanelMember {
  readonly expertNo: string;
  readonly employer: string;
  /** Names or credit codes of the bodies he is related to. */
  readonly relatedTo: readonly string[];
}

/** 机构评估. */
export interface AgencyAssessment {
  readonly methods: readonly AssessmentMethod[];
  readonly panel: readonly PanelMember[];
  readonly startedAt: Date;
  readonly result: 'PASSED' | 'FAILED' | null;
  readonly decidedAt: Date | null;
  /** Who recorded the result; never who consents later. */
  readonly decidedBy: string | null;
}

/** 项目评估 of one item. */
export type ItemStatus = 'PENDING' | 'PASSED' | 'FAILED' | 'ABANDONED';

/**
 * An item as submitted: of a social evaluation organisation resolved in the scope of the round, with the result of its project
 * assessment; of enterprises and colleges as the form has it; of a comparison agency a comparison mapping (FIL-001).
 */
export interface SubmittedItem {
  /** Of the catalogue item or the mapping; else one of its own. */
  readonly itemId: string;
  readonly source: 'CATALOGUE' | 'OCCUPATION' | 'COMPARISON';
  /** Ids of the item, of what became it and what it became: an occupation followed through renames. None beside the catalogue. */
  readonly lineageIds: readonly string[];
  readonly fullName: string;
  readonly code: string | null;
  readonly levels: readonly LevelNumber[];
  /** 特级技师、首席技师: of enterprises alone (CAT-013). */
  readonly topGrades: readonly TopGrade[];
  readonly standardKind: StandardKind | null;
  readonly status: ItemStatus;
  readonly decidedAt: Date | null;
  /** Who recorded the result; never who consents later. Null where nobody did, as when time ran out. */
  readonly decidedBy: string | null;
}

/** 异议 (AGY-024): the contact is sealed. */
export type Objection = ObjectionOf<Sealed, SearchHash>;

/**
 * 评价机构备案申请 by any route (machines 2, 2b and 4). The state is all that its acts have made of it; the store keeps it with its version, the
 * journal keeps the same after every act.
 */
export interface Application extends RouteState {
  readonly _id: string;
  /** The id of the agency that it is, or will be when the receipt is issued: the `agency` scope of its tokens. */
  readonly applicantId: string;
  readonly status: ApplicationStatus;
  /** When it came into this status. */
  readonly since: Date;
  readonly draftedAt: Date;
  readonly synthetic: boolean;
  readonly form: StoredForm;
  readonly recommendations: readonly AuthorityRecommendation[];
  readonly siteRecommendations: readonly SiteRecommendation[];
  readonly exceptions: readonly Exception[];
  /** From the submission on: when, in which round, and for what. */
  readonly submittedAt: Date | null;
  readonly roundId: string | null;
  readonly items: readonly SubmittedItem[];
  /** What was remarked without refusing, by the act that met it. */
  readonly remarks: readonly Finding[];
  readonly assessment: AgencyAssessment | null;
  /** The last day of project assessment, to 24:00 (AGY-019). */
  readonly projectDueOn: Day | null;
  readonly publicity: Publicity | null;
  readonly objections: readonly Objection[];
  /** The filing that the receipt created. */
  readonly filingId: string | null;
  /** Why it was refused, failed or withdrawn, where a reason was given. */
  readonly endReason: string | null;
}

/** Beside the application in the store, for its indexes. */
export interface StoredApplication extends Application {
  readonly version: number;
  /** What narrows who sees it. */
  readonly siteDistricts: readonly DistrictCode[];
  readonly industries: readonly string[];
  readonly superiors: readonly string[];
  /** The district whose bureau assesses it (RTE-002, RTE-004); null where the Centre does. */
  readonly assessingDistrict: DistrictCode | null;
  /** Every district whose bureau sees it: of its sites, and the one that assesses it. */
  readonly districts: readonly DistrictCode[];
  /** Where a bureau has still to recommend a site, or to consent to it. */
  readonly districtsToRecommend: readonly DistrictCode[];
  /** The ids of the items applied for and of their lineages. */
  readonly lineageIds: readonly string[];
}
