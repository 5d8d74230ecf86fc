import type { SiteStay } from '../agency/agency.js';

/** 考核点: a place where an agency holds exams. */
export interface Site extends SiteStay {
  readonly _id: string;
  readonly agencyId: string;
  readonly name: string;
  readonly address: string;
  readonly synthetic: boolean;
  /** Whether an act made it; absent for what was loaded, which is loaded anew. */
  readonly byAct?: true;
}
