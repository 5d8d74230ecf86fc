import type { OnAggregate } from '@shanghai/platform';
import {
  type ComparisonActing,
  type ComparisonOutcome,
  comparisonVerb,
  performOnComparison,
  personOf,
} from '../perform-on-comparison.js';
import { judgeReviewer } from '../separation-rules.js';

/** What was looked at, and what came of it. */
export interface ReviewStated {
  readonly materials: readonly string[];
  readonly opinion: string;
}

/** 材料审查: by another person than those who have received the case or asked the platform (STF-009). */
export async function reviewComparisonMaterials(
  acting: ComparisonActing,
  on: OnAggregate,
  { materials, opinion }: ReviewStated,
): Promise<ComparisonOutcome> {
  const reviewedBy = personOf(acting);
  return performOnComparison(
    acting,
    on,
    comparisonVerb({
      act: 'reviewComparisonMaterials',
      payload: { materials, opinion },
      judge: (one) => [judgeReviewer(one, reviewedBy)],
      next: () => ({
        status: 'MATERIALS_REVIEWED',
        review: { materials, opinion, reviewedBy, at: acting.now },
      }),
    }),
  );
}
