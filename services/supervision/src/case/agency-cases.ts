import type { Day } from '@shanghai/kernel';
import type { Caller } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { type ViolationTier, violationTiers } from '../violation/tier-rules.js';
import { type OpenCaseCount, countOpenCases } from './case-due-store.js';
import { casesVisibleTo } from './case-store.js';

/** The open cases against one agency on a day, as far as somebody may see them. */
export interface AgencyCases {
  readonly asOf: Day;
  readonly totalCount: number;
  /** From those that are not decided, by tier. */
  readonly grades: readonly { readonly tier: ViolationTier | null; readonly count: number }[];
}

/** Who is told of the open cases of an agency: those who supervise, and the agency of its own. */
export const toldOfCases: readonly string[] = ['AGENCY', 'DISTRICT_BUREAU', 'CENTRE', 'BUREAU', 'ANALYST', 'AUDITOR'];

/** The open cases of agencies on a day that a caller may see; null for who may see none. */
export async function openCasesOf(
  { store, caller }: { readonly store: Connection; readonly caller: Caller },
  agencyIds: readonly string[],
  asOf: Day,
): Promise<readonly (AgencyCases | null)[]> {
  if (!toldOfCases.includes(caller.role)) return agencyIds.map(() => null);
  const counts = await countOpenCases(store, agencyIds, casesVisibleTo(caller), asOf);
  return agencyIds.map((id) =>
    casesOfAgency(
      counts.filter(({ agencyId }) => agencyId === id),
      asOf,
    ),
  );
}

function casesOfAgency(counts: readonly OpenCaseCount[], asOf: Day): AgencyCases {
  const order: readonly (ViolationTier | null)[] = [null, ...violationTiers.map(({ tier }) => tier)];
  return {
    asOf,
    totalCount: counts.reduce((sum, { count }) => sum + count, 0),
    grades: order.flatMap((tier) => {
      const found = counts.find((one) => one.tier === tier);
      return found ? [{ tier, count: found.count }] : [];
    }),
  };
}
