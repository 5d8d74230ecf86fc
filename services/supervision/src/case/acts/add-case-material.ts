import type { Acting } from '@shanghai/platform';
import { withMaterials } from '../case-materials.js';
import { type CaseActOutcome, type OnCase, bodyOf, caseVerb, performOnCase } from '../perform-on-case.js';
import type { CaseMaterial } from '../violation-case.js';

/** 归档: process, decision and evidence are added to the archive and never taken out (VIO-010). */
export async function addCaseMaterial(
  acting: Acting,
  on: OnCase,
  materials: readonly CaseMaterial[],
): Promise<CaseActOutcome> {
  return performOnCase(
    acting,
    on,
    caseVerb({
      act: 'addCaseMaterial',
      payload: { materials },
      next: (one) => ({ materials: withMaterials(one.materials, materials, bodyOf(acting.caller), acting.now) }),
    }),
  );
}
