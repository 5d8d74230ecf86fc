import type { Day, ItemKind, LevelNumber } from '@shanghai/kernel';
import type { CommitmentFacts } from '../comparison/commitment-rules.js';
import type { RosterFacts } from '../roster/roster-facts.js';
import type { RouteState } from './application-route.js';
import type {
  ApplicationStatus,
  AuthorityRecommendation,
  Exception,
  JudgedForm,
  SiteRecommendation,
} from './application.js';
import type { SelectionRound } from '../round/selection-round.js';

/** An item of a published list, as the catalogue told of it. */
export interface ListedItem {
  readonly itemId: string;
  readonly edition: string;
  readonly fullName: string;
  readonly nameKey: string;
  readonly code: string | null;
  readonly kind: ItemKind;
  readonly levels: readonly LevelNumber[];
  readonly lineageIds: readonly string[];
}

/** A mapping of the comparison catalogues, as certification told of it (CMP-002, CMP-003). */
export interface ListedMapping {
  readonly mappingId: string;
  readonly certificate: string;
  readonly occupationFullName: string;
  readonly occupationKey: string;
  readonly level: LevelNumber;
  readonly from: Day;
  readonly to: Day | null;
}

/** What is known of one applied item, in the order of the form. */
export interface ItemFacts {
  /** The item of that name in the edition that the day calls for; null when it has none. */
  readonly listed: ListedItem | null;
  /** Where the name or code is found in other editions, and what in the edition succeeds it: hints for a refusal. */
  readonly elsewhere: readonly { readonly found: ListedItem; readonly successor: ListedItem | null }[];
  /** What counts under AGY-010: filings that are not terminated or expired, and other applications past agency assessment. */
  readonly filedCount: number;
  readonly pendingCount: number;
}

/** An earlier application of the same applicant. */
export interface EarlierApplication {
  readonly id: string;
  readonly status: ApplicationStatus;
  /** The Shanghai days of its submission and of its end; null when it has not come to it. */
  readonly submittedOn: Day | null;
  readonly endedOn: Day | null;
  /** Of the round it was submitted in. */
  readonly notice: SelectionRound['notice'] | null;
  /** The lineages of its items. */
  readonly lineageIds: readonly string[];
}

/** 限制 on a body, as supervision told of it (VIO-006). */
export interface ActiveRestriction {
  readonly from: Day;
  readonly to: Day | null;
}

/**
 * All that the rules of a submission look at: the same whether an application is checked or submitted. The instant is an
 * input, and the day of the act decides which notice speaks.
 */
export interface SubmissionFacts extends Pick<RouteState, 'route' | 'routeChoice' | 'consents'> {
  readonly at: Date;
  /** The Shanghai day of `at`. */
  readonly on: Day;
  readonly form: JudgedForm;
  readonly recommendations: readonly AuthorityRecommendation[];
  readonly siteRecommendations: readonly SiteRecommendation[];
  readonly exceptions: readonly Exception[];
  /** All rounds there are, in the order of their days. */
  readonly rounds: readonly SelectionRound[];
  /** One for each item of the form; null when the published list of that day has not reached this service, or none is asked. */
  readonly items: readonly ItemFacts[] | null;
  /** One for each item of the form, null for none; null when the comparison catalogues have not reached this service. */
  readonly mappings: readonly (ListedMapping | null)[] | null;
  /** The people of an applicant for comparison on the day; null when it has named nobody. */
  readonly roster: RosterFacts | null;
  /** What they have signed; null when nothing is known of it. */
  readonly commitments: CommitmentFacts | null;
  /** The first day of the filing for comparison that stands, within which roles are not swapped; null where there is none. */
  readonly comparisonSince: Day | null;
  readonly earlier: readonly EarlierApplication[];
  /** Whether another agency in the register has the credit code of the form. */
  readonly creditCodeIsTaken: boolean;
  /** Null when it is not known how far supervision has been heard. */
  readonly restrictions: readonly ActiveRestriction[] | null;
}

/** What the rules on items look at: those of an application, or of an adjustment of what is filed (FIL-012). */
export type ItemsFacts = Pick<SubmissionFacts, 'at' | 'on' | 'route' | 'rounds' | 'items' | 'exceptions'> & {
  readonly form: Pick<JudgedForm, 'items'>;
};
