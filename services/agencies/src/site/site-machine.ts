import type { LedgerId } from '@shanghai/kernel';
import type { Actor } from '../application/application-machine.js';

/** 考核点状态: CLOSED from the day after its last one. */
export type SiteStatus = 'PROPOSED' | 'IN_USE' | 'REFUSED' | 'CLOSED';

/** What can be done to a site: mutations of the same name. */
export type SiteAct =
  | 'registerSite'
  | 'recommendSite'
  | 'refuseSiteRecommendation'
  | 'changeSiteItems'
  | 'recordSurveillance'
  | 'closeSite';

/** One row of the machine of sites: who may do it, from which states, and to which it can lead. Registering has no `from`. */
export interface SiteTransition {
  readonly act: SiteAct;
  readonly by: readonly Actor[];
  readonly from: readonly SiteStatus[];
  readonly to: readonly SiteStatus[];
  /** The rules that guard it, by their ledger ids; the first is the one it is refused by when it is no step. */
  readonly guards: readonly [LedgerId, ...LedgerId[]];
}

const AGENCY: readonly Actor[] = ['AGENCY'];
const DISTRICT: readonly Actor[] = ['DISTRICT_BUREAU'];
const open: readonly SiteStatus[] = ['PROPOSED', 'IN_USE', 'REFUSED'];
/** Where there is something to recommend: the site, or items that came later. */
const waiting: readonly SiteStatus[] = ['PROPOSED', 'IN_USE'];

/** The life of a site, row by row. The notices draw no machine: this one follows from SIT-001 (PR). */
export const siteTransitions: readonly SiteTransition[] = [
  row('registerSite', AGENCY, [], ['PROPOSED'], ['SIT-001', 'FIL-004']),
  row('recommendSite', DISTRICT, waiting, ['IN_USE'], ['SIT-001', 'SIT-002', 'AGY-007b']),
  row('refuseSiteRecommendation', DISTRICT, waiting, ['REFUSED', 'IN_USE'], ['SIT-001', 'SIT-002']),
  row('changeSiteItems', AGENCY, open, waiting, ['SIT-001', 'FIL-004']),
  row('recordSurveillance', AGENCY, open, waiting, ['SIT-001', 'SIT-004']),
  row('closeSite', AGENCY, open, [...open, 'CLOSED'], ['SIT-001']),
];

/** The row of an act. */
export function siteTransitionOf(act: SiteAct): SiteTransition {
  return siteTransitions.find((one) => one.act === act)!;
}

function row(
  act: SiteAct,
  by: readonly Actor[],
  from: readonly SiteStatus[],
  to: readonly SiteStatus[],
  guards: SiteTransition['guards'],
): SiteTransition {
  return { act, by, from, to, guards };
}
