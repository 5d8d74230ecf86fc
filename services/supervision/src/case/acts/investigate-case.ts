import type { Acting } from '@shanghai/platform';
import { withMaterials } from '../case-materials.js';
import { type CaseActOutcome, type OnCase, bodyOf, caseVerb, performOnCase } from '../perform-on-case.js';
import type { CaseMaterial } from '../violation-case.js';

/** 立案调查, with the evidence that is in hand. */
export async function investigateCase(
  acting: Acting,
  on: OnCase,
  materials: readonly CaseMaterial[],
): Promise<CaseActOutcome> {
  return performOnCase(
    acting,
    on,
    caseVerb({
      act: 'investigateCase',
      payload: { materials },
      next: (one) => ({
        status: 'INVESTIGATING',
        materials: withMaterials(one.materials, materials, bodyOf(acting.caller), acting.now),
      }),
    }),
  );
}
