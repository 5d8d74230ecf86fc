import type { Acting } from '@shanghai/platform';
import { judgeNewEvidence } from '../archive-rules.js';
import { withMaterials } from '../case-materials.js';
import { judgeLevel } from '../deciding-level-rules.js';
import { type CaseActOutcome, type OnCase, bodyOf, caseVerb, performOnCase } from '../perform-on-case.js';
import type { CaseMaterial } from '../violation-case.js';

/** 重新调查 (PR): on new evidence; what was decided stays, and a new decision is beside it. */
export async function reopenCase(
  acting: Acting,
  on: OnCase,
  { reason, materials }: { readonly reason: string; readonly materials: readonly CaseMaterial[] },
): Promise<CaseActOutcome> {
  const by = bodyOf(acting.caller);
  return performOnCase(
    acting,
    on,
    caseVerb({
      act: 'reopenCase',
      payload: { reason, materials },
      reason,
      judge: ({ decisions }) => [judgeLevel(decisions.at(-1) ?? null, by), judgeNewEvidence(materials)],
      next: (one) => ({
        status: 'INVESTIGATING',
        rectification: null,
        materials: withMaterials(one.materials, materials, by, acting.now),
      }),
    }),
  );
}
