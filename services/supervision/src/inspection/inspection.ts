import type { Day, DistrictCode, Finding } from '@shanghai/kernel';
import type { InspectionKind, InspectionMethod, InspectionTopic } from './inspection-rules.js';

/** 督导状态 (machine 6). */
export type InspectionStatus =
  'PLANNED' | 'DRAWN' | 'IN_PROGRESS' | 'REPORTED' | 'RECTIFICATION' | 'CASE_OPENED' | 'CLOSED' | 'CANCELLED';

/** 督导对象: an agency or a site of it, or a body that evaluates without a filing (SPV-007). */
export interface InspectionSubject {
  readonly kind: 'AGENCY' | 'UNFILED_ORGANISATION';
  /** Null for a body without a filing. */
  readonly agencyId: string | null;
  readonly name: string;
  /** The site, where one is inspected and not the agency. */
  readonly siteId: string | null;
  readonly siteName: string | null;
  /** Of the site, or of the body without a filing; null for an agency. */
  readonly district: DistrictCode | null;
}

/** 牵头单位: who plans and answers for it. */
export interface LeadBody {
  readonly role: string;
  readonly district: DistrictCode | null;
  /** Of an industry authority, as tokens name it. */
  readonly authority: string | null;
}

/** 部门: what kind of body an inspector comes from. */
export type Department = 'HR_DEPARTMENT' | 'INDUSTRY_AUTHORITY' | 'POLICE' | 'MARKET_REGULATION' | 'OTHER';

/** 联合单位: another department that inspects with the leading one. */
export interface Partner {
  readonly department: Department;
  readonly name: string;
}

/** 检查人员, by number and never by name, with the bodies that he is related to (CMT-205). */
export interface Inspector {
  readonly inspectorNo: string;
  readonly department: Department;
  readonly isLead: boolean;
  readonly relatedTo: readonly string[];
}

/** One of an open list, with the text that OTHER needs. */
export interface Chosen<Kind> {
  readonly kind: Kind;
  readonly text: string | null;
}

/** 佐证材料: what it is and where it is kept, never the content. */
export interface Evidence {
  readonly name: string;
  readonly reference: string;
  /** SHA-256, hexadecimal; null for paper. */
  readonly sha256: string | null;
}

/** 检查发现. */
export interface InspectionFinding {
  readonly no: number;
  readonly topic: Chosen<InspectionTopic>;
  readonly text: string;
  readonly isBreach: boolean;
  readonly evidence: readonly Evidence[];
  readonly recordedAt: Date;
}

/** 督导结果. */
export type InspectionResult = 'NO_PROBLEM' | 'BREACH_FOUND';

/** 整改: what was ordered, by when, and how far it is. */
export interface InspectionRectification {
  readonly text: string;
  readonly dueOn: Day;
  /** The last day whose passing the clock has told; null before. */
  readonly overdueTold: Day | null;
  readonly acceptedAt: Date | null;
  readonly evidence: readonly Evidence[];
}

/** 立案建议: what is handed to an HR department as the beginning of a case. */
export interface CaseSuggestion {
  readonly opinion: string;
  readonly at: Date;
  /** The case that ended it; null while it is open. */
  readonly caseId: string | null;
}

/** What is planned. */
export interface InspectionPlan {
  readonly kind: InspectionKind;
  readonly methods: readonly Chosen<InspectionMethod>[];
  readonly topics: readonly Chosen<InspectionTopic>[];
  readonly subject: InspectionSubject;
  /** The day it is planned for, by which its scope is judged. */
  readonly plannedOn: Day;
  readonly partners: readonly Partner[];
}

/** 督导检查 (machine 6). */
export interface Inspection extends InspectionPlan {
  readonly _id: string;
  readonly status: InspectionStatus;
  readonly since: Date;
  readonly lead: LeadBody;
  /** The districts that see it: of the leading bureau, and those in whose scope its subject was on the day. */
  readonly districts: readonly DistrictCode[];
  readonly team: readonly Inspector[];
  /** The draw that picked subject and team; null where none did. */
  readonly drawId: string | null;
  readonly startedAt: Date | null;
  readonly findings: readonly InspectionFinding[];
  readonly result: InspectionResult | null;
  readonly summary: string | null;
  readonly finishedAt: Date | null;
  readonly rectification: InspectionRectification | null;
  readonly suggestion: CaseSuggestion | null;
  readonly publishedOn: Day | null;
  readonly endReason: string | null;
  /** What was remarked without refusing. */
  readonly remarks: readonly Finding[];
  readonly synthetic: boolean;
}

/** Beside the inspection in the store, for its indexes. */
export interface StoredInspection extends Inspection {
  readonly version: number;
  readonly agencyId: string | null;
  /** The agency that sees it: from the report on. */
  readonly agencySees: string | null;
  /** The industry authorities that see it: the leading one and partners. */
  readonly industries: readonly string[];
  /** The last day of an open rectification that the clock has not told of. */
  readonly dueOn: Day | null;
}
