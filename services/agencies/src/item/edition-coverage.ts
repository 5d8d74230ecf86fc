import type { Day } from '@shanghai/kernel';
import type { Context } from '../context.js';
import {
  type AgencyCap,
  type AgencyCountBand,
  type CountedItem,
  type CoveredItem,
  agencyCountBands,
  bandOf,
  countingRule,
  coverItems,
  findAgencyCap,
} from './coverage-rules.js';

/** How many agencies are filed for the items of an edition. */
export interface Coverage {
  readonly asOf: Day;
  readonly countingRule: string;
  readonly cap: AgencyCap | null;
  readonly bands: readonly CoverageBand[];
}

/** The items of a band. */
export interface CoverageBand {
  readonly agencies: AgencyCountBand;
  readonly items: readonly CoveredItem[];
  readonly cap: AgencyCap | null;
  /** What the coverage was asked for, to which the cursors of its lists are bound. */
  readonly question: Readonly<Record<string, string | boolean | null>>;
}

/** What coverage is asked for. */
export interface CoverageQuestion {
  readonly edition: string;
  readonly asOf: Day;
  readonly followSuccessions: boolean;
  readonly synthetic?: boolean;
}

/** Counts the social evaluation organisations of each item of an edition. */
export async function findCoverage(
  { loaders }: Context,
  items: readonly CountedItem[],
  { edition, asOf, followSuccessions, synthetic }: CoverageQuestion,
): Promise<Coverage> {
  const chosen = synthetic === undefined ? {} : { synthetic };
  const loader = loaders.filedAgencyIds({ by: 'itemId', agencyType: 'SOCIAL_ORGANISATION', asOf, ...chosen });
  const ids = new Set(items.flatMap(({ itemId, lineageIds }) => [itemId, ...(followSuccessions ? lineageIds : [])]));
  const agencies = await Promise.all([...ids].map(async (id) => [id, await loader.load(id)] as const));
  const covered = coverItems(items, new Map(agencies), followSuccessions);
  const cap = findAgencyCap(asOf);
  const question = { edition, asOf, followSuccessions, synthetic: synthetic ?? null };
  return {
    asOf,
    countingRule: countingRule(followSuccessions),
    cap,
    bands: agencyCountBands.map((band) => ({
      agencies: band,
      items: covered.filter(({ agencyCount }) => bandOf(agencyCount) === band),
      cap,
      question,
    })),
  };
}
