import type { Day } from '@shanghai/kernel';

/** How subjects and inspectors are drawn. A change of the algorithm is another name, and old records keep theirs. */
export type DrawAlgorithm = 'SHA256-COUNTER-1';

/** One subject of a pool: an agency, or a site of it where a district supervises the site alone. */
export interface PoolEntry {
  /** The agency, and the site after a slash. */
  readonly entryId: string;
  readonly agencyId: string;
  readonly siteId: string | null;
  readonly name: string;
  /** The grade of supervision; UNGRADED while there is none. */
  readonly stratum: string;
  /** How much likelier it is than one of weight 1: more for who was complained about, and by its grade. */
  readonly weight: number;
}

/** An inspector who can be drawn, by number. */
export interface DrawnInspector {
  readonly inspectorNo: string;
  /** Whether he can lead: of an HR department, or of the industry authority that inspects alone. */
  readonly canLead: boolean;
}

/** That an inspector is left out for a subject. The relation itself is not published. */
export interface Recusal {
  readonly entryId: string;
  readonly inspectorNo: string;
}

/** How many subjects are drawn of a stratum. */
export interface Quota {
  readonly stratum: string;
  readonly count: number;
}

/** A subject that was drawn with its inspectors: the first leads. */
export interface Pick {
  readonly entryId: string;
  readonly inspectorNos: readonly string[];
}

/** That an inspector who was drawn is related to the subject after all, and who has taken the place (CMT-205). */
export interface Replacement {
  readonly entryId: string;
  readonly inspectorNo: string;
  readonly replacedBy: string;
}

/** All that a draw follows from, fixed when its seed is committed. */
export interface DrawBasis {
  readonly algorithm: DrawAlgorithm;
  readonly asOf: Day;
  readonly pool: readonly PoolEntry[];
  readonly quotas: readonly Quota[];
  readonly inspectors: readonly DrawnInspector[];
  readonly inspectorsEach: number;
  readonly recusals: readonly Recusal[];
  /** SHA-256 of the seed. */
  readonly seedHash: string;
}

/** What is published of a draw: with it anyone draws the same again. */
export interface DrawRecord extends DrawBasis {
  readonly seed: string;
  readonly picks: readonly Pick[];
  /** In their order; absent where nobody was replaced. */
  readonly replacements?: readonly Replacement[];
}
