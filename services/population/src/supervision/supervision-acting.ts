import { type DistrictCode, day } from '@shanghai/kernel';
import type { StoredSubject } from '@shanghai/supervision';
import { type ActingWith, actingAs } from '../acting-as.js';

/** Who does a step of an invented supervision: the bureau of the district, the Bureau, or the agency itself. */
export type SupervisionRole = 'DISTRICT_BUREAU' | 'BUREAU' | 'AGENCY';

/** What invented supervision is made with; `signal` ends it between two of what is made. */
export interface ActingUntil extends ActingWith {
  readonly signal?: AbortSignal;
}

/** Whom an invented inspection or case is of. */
export interface SupervisedPlace {
  readonly district: DistrictCode;
  readonly subject: StoredSubject;
  /** The site in the district, where the agency itself is not the district's own. */
  readonly siteId: string | null;
  /** The filing that the district's bureau has made; null where others filed. */
  readonly filingId: string | null;
}

/** Somebody who acts in a district on a day, at ten o'clock, as if nothing were behind: the subjects have arrived before. */
export function actingIn(
  making: ActingWith,
  { district, subject }: Pick<SupervisedPlace, 'district'> & { readonly subject: Pick<StoredSubject, '_id'> | null },
  { on, by = 'DISTRICT_BUREAU' }: { readonly on: string; readonly by?: SupervisionRole },
) {
  const acting = actingAs(making, { day: day(on), by, district, ...(subject && { agency: subject._id }) });
  return { ...acting, lag: async () => Promise.resolve(0) };
}
