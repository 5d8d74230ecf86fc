import type { OnAggregate } from '@shanghai/platform';
import {
  type ComparisonActing,
  type ComparisonOutcome,
  comparisonVerb,
  performOnComparison,
  personOf,
} from '../perform-on-comparison.js';
import { type RefusalStated, judgeRefusal } from '../refusal-ground-rules.js';

/** 不予认定: on one of the grounds for which an agency may refuse, with evidence (EVL-012). The certificate may be brought again. */
export async function refuseComparison(
  acting: ComparisonActing,
  on: OnAggregate,
  stated: RefusalStated,
): Promise<ComparisonOutcome> {
  const refusedBy = personOf(acting);
  return performOnComparison(
    acting,
    on,
    comparisonVerb({
      act: 'refuseComparison',
      payload: stated,
      reason: stated.description,
      judge: () => judgeRefusal(stated),
      next: () => ({ status: 'REFUSED', refusal: { ...stated, refusedBy, at: acting.now } }),
    }),
  );
}
