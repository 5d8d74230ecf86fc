import type { CaseMaterial, DecidingBody, KeptMaterial } from './violation-case.js';

/** The archive of a case with more in it: pieces are numbered as they come and never taken out (VIO-010). */
export function withMaterials(
  kept: readonly KeptMaterial[],
  added: readonly CaseMaterial[],
  { role }: DecidingBody,
  at: Date,
): readonly KeptMaterial[] {
  return [...kept, ...added.map((one, index) => ({ ...one, no: kept.length + index + 1, addedAt: at, addedBy: role }))];
}
