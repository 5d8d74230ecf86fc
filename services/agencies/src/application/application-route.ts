import type { DistrictCode } from '@shanghai/kernel';
import type { AssessmentMethod, PanelMember } from './application.js';

/** 备案路径: by which way an application comes to its filing (RTE-001 to RTE-004; COMPARISON by 30号). */
export type ApplicationRoute = 'SOCIAL' | 'MUNICIPAL_ENTERPRISE' | 'DISTRICT_ENTERPRISE' | 'COLLEGE' | 'COMPARISON';

/** Which body has consented (RTE-001, RTE-002, RTE-004). */
export type ConsentBody = 'INDUSTRY' | 'SUPERIOR' | 'DISTRICT_BUREAU';

/** 同意 (120号 三（一）): of an authority for the items, of a bureau for the sites in its district; for what stood there then. */
export interface Consent {
  readonly body: ConsentBody;
  /** The authority, as tokens name it; null for a district bureau. */
  readonly authority: string | null;
  /** For which district it speaks; null for the city. */
  readonly district: DistrictCode | null;
  readonly itemNames: readonly string[];
  readonly siteNames: readonly string[];
  readonly at: Date;
}

/** 技术评估 (RTE-002, RTE-004; for municipal enterprises PR). */
export interface TechnicalAssessment {
  readonly methods: readonly AssessmentMethod[];
  readonly panel: readonly PanelMember[];
  readonly startedAt: Date;
  readonly result: 'PASSED' | 'FAILED' | null;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
}

/** 初审意见 of the district bureau on a college (RTE-004). The Centre decides, whatever it says. */
export interface PreliminaryOpinion {
  readonly favourable: boolean;
  readonly text: string;
  readonly at: Date;
}

/** 专家复核 by the Centre (RTE-004, EXP-003). */
export interface CentreReview {
  readonly panel: readonly PanelMember[];
  readonly at: Date;
}

/** The Centre's choice for an applicant whose nature has no route of its own (RTE-012, PR). */
export interface RouteChoice {
  readonly route: ApplicationRoute;
  readonly reason: string;
  readonly at: Date;
}

/** What an application has that goes by another route than that of social evaluation organisations. */
export interface RouteState {
  readonly route: ApplicationRoute;
  readonly routeChoice: RouteChoice | null;
  readonly consents: readonly Consent[];
  readonly technicalAssessment: TechnicalAssessment | null;
  readonly preliminaryOpinion: PreliminaryOpinion | null;
  readonly centreReview: CentreReview | null;
  /** When the district bureau told the Centre of what it filed (RTE-002). */
  readonly reportedToCentreAt: Date | null;
}

/** The state of an application that has just been drafted. */
export function routeBegun(route: ApplicationRoute): RouteState {
  return {
    route,
    routeChoice: null,
    consents: [],
    technicalAssessment: null,
    preliminaryOpinion: null,
    centreReview: null,
    reportedToCentreAt: null,
  };
}
