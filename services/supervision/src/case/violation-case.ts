import type { Day, DistrictCode, Finding } from '@shanghai/kernel';
import type { SearchHash, Sealed } from '@shanghai/platform';
import type { Measure, ViolationTier } from '../violation/tier-rules.js';
import type { CaseMatter, CaseSource } from './case-matter-rules.js';
import type { CaseEffect } from './case-effect.js';

/** 处理状态 (machine 5). */
export type CaseStatus =
  'REGISTERED' | 'INVESTIGATING' | 'REFERRED_TO_CITY' | 'DECIDED' | 'RECTIFYING' | 'EXECUTED' | 'CLOSED' | 'DISMISSED';

/** 处理对象: whom a case is about. */
export type CaseSubjectType = 'AGENCY' | 'STAFF' | 'CANDIDATE' | 'GROUP_ORG' | 'UNFILED_ORGANISATION';

/** Whom a case is about, as it is stored: no name of a person can be read in it without the key. */
export interface CaseSubject {
  readonly type: CaseSubjectType;
  /** The agency itself, or that of the person; null for bodies that are none. */
  readonly agencyId: string | null;
  /** The name of a body that is no agency; null for others. */
  readonly name: string | null;
  /** Where such a body is; null for others. */
  readonly district: DistrictCode | null;
  /** The person; null for bodies. */
  readonly person: SealedPerson | null;
}

/** A person by name and, where it is known, number; equal persons have the hash in common. */
export interface SealedPerson {
  readonly name: Sealed;
  readonly number: Sealed | null;
  readonly hash: SearchHash;
}

/** 处理档案: what a case keeps, in three kinds (VIO-010). */
export type MaterialKind = 'PROCESS' | 'DECISION' | 'EVIDENCE';

/** One piece of the archive of a case: what it is and where it is kept, never the content. */
export interface CaseMaterial {
  readonly kind: MaterialKind;
  readonly name: string;
  readonly reference: string;
  /** SHA-256, hexadecimal; null for paper. */
  readonly sha256: string | null;
}

/** A piece of the archive with who put it there; pieces are added and never taken out. */
export interface KeptMaterial extends CaseMaterial {
  readonly no: number;
  readonly addedAt: Date;
  readonly addedBy: string;
}

/** An authority that decides together with an HR department (VIO-001), or that a case is handed to (VIO-004). */
export type OtherAuthorityKind = 'POLICE' | 'MARKET_REGULATION' | 'INDUSTRY_AUTHORITY' | 'OTHER';

/** 会同部门: who decided with an HR department, and what it said. */
export interface CoAuthority {
  readonly kind: OtherAuthorityKind;
  readonly name: string;
  readonly opinion: string;
}

/** 移送: to whom, when, and under which reference (VIO-004). */
export interface Transfer {
  readonly toAuthority: string;
  readonly on: Day;
  readonly reference: string;
  readonly reason: string;
}

/** What an authority decides of a case: for agencies a tier with measures, for others an outcome. */
export interface Decision {
  /** Null for subjects other than agencies, and for acts of a day that no tier judges. */
  readonly tier: ViolationTier | null;
  readonly measures: readonly Measure[];
  /** 处理结果: what was decided, in words; null where the measures say it. */
  readonly outcome: string | null;
  readonly reason: string;
  /** Why a serious violation is not met with a suspension. */
  readonly noSuspensionReason: string | null;
  /** 限期: the last day for rectification. */
  readonly rectificationDueOn: Day | null;
  /** The last day of a suspension; null until the rectification is accepted. */
  readonly suspendedTo: Day | null;
  readonly documentNo: string | null;
  readonly coAuthorities: readonly CoAuthority[];
}

/** Who speaks for an authority: its role, and what narrows it. */
export interface DecidingBody {
  readonly role: string;
  readonly district: string | null;
  readonly agencyId: string | null;
}

/** A decision as it was made; a reopened case has several. */
export interface MadeDecision extends Decision {
  readonly no: number;
  readonly at: Date;
  readonly by: DecidingBody;
}

/** 报市级决定: what a district proposes to the city (VIO-001). */
export interface Proposal {
  readonly tier: ViolationTier;
  readonly measures: readonly Measure[];
  readonly opinion: string;
  readonly district: DistrictCode;
  readonly at: Date;
  /** Why the city gave the case back; null while it has not. */
  readonly returned: string | null;
}

/** 整改: what is to be put right, by when, and how far it is. */
export interface Rectification {
  readonly dueOn: Day | null;
  /** When the clock told that the last day had passed; null before. */
  readonly overdueToldAt: Date | null;
  readonly acceptedAt: Date | null;
  readonly report: string | null;
}

/** 违纪违规案件: one act, or several that belong together, of one subject. */
export interface ViolationCase {
  readonly _id: string;
  readonly status: CaseStatus;
  readonly since: Date;
  readonly registeredAt: Date;
  readonly registeredBy: DecidingBody;
  readonly synthetic: boolean;
  readonly subject: CaseSubject;
  readonly source: CaseSource;
  /** Of the inspection, alert, complaint or report that it began with. */
  readonly sourceReference: string | null;
  readonly matter: CaseMatter;
  /** The item of the agency's commitment that was broken (VIO-012). */
  readonly commitmentItem: number | null;
  /** The row of a violation list that names the act; null where none is in hand. */
  readonly listEntryId: string | null;
  /** What is told, sealed: it is free text (`case.summary`). */
  readonly summary: Sealed;
  /** The day of the act; of one that went on, its last. */
  readonly actOn: Day;
  /** Where it happened, when at a site. */
  readonly siteId: string | null;
  /** The filing under which it happened (VIO-009). */
  readonly filingId: string | null;
  /** The districts that see it: those in whose scope it was when it was registered. */
  readonly districts: readonly DistrictCode[];
  readonly materials: readonly KeptMaterial[];
  readonly proposals: readonly Proposal[];
  readonly decisions: readonly MadeDecision[];
  readonly effects: readonly CaseEffect[];
  readonly transfers: readonly Transfer[];
  readonly restrictionIds: readonly string[];
  readonly rectification: Rectification | null;
  /** What was told without refusing. */
  readonly remarks: readonly Finding[];
  readonly endReason: string | null;
}

/** A case with what its indexes need. */
export interface StoredCase extends ViolationCase {
  readonly version: number;
  readonly agencyId: string | null;
  /** The agency that reads it: its own persons' at once, its own only when decided. */
  readonly agencySees: string | null;
  readonly tier: ViolationTier | null;
  readonly rectificationDueOn: Day | null;
  /** When the clock tells of the first effect that has not come; null when nothing is waited for, or it was told. */
  readonly effectDueAt: Date | null;
  /** Whether an effect was refused, or was told not to have come. */
  readonly isEffectMissing: boolean;
  readonly registeredOn: Day;
  /** The day from which nothing is to be done any more; null while something is. */
  readonly endedOn: Day | null;
}
