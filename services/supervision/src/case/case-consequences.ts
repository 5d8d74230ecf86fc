import { type Consequence, consequence } from '@shanghai/platform';
import type { CaseEffect } from './case-effect.js';
import { measureOrdered, revocationOrdered } from './case-event.js';
import { caseClauses } from './case-ground-rules.js';

/** An effect as it is ordered of another service: an aggregate of its own, which nothing but its journal row is. */
export function orderConsequence(caseId: string, effect: CaseEffect): Consequence {
  const isRevocation = effect.kind === 'REVOKE_CERTIFICATES';
  return consequence<CaseEffect>({
    aggregate: `case-effect/${effect.effectId}`,
    name: isRevocation ? 'orderRevocation' : 'orderMeasure',
    load: async () => Promise.resolve(null),
    next: () => effect,
    save: async () => Promise.resolve(),
    grounds: isRevocation ? caseClauses.certificates : caseClauses.ordered,
    rules: isRevocation ? ['VIO-005', 'CRT-003'] : ['VIO-009'],
    event: isRevocation ? revocationOrdered(caseId, effect) : measureOrdered(caseId, effect),
  });
}

/** The orders of the effects that a case did not have before. */
export function ordersOf(
  { _id, effects }: { readonly _id: string; readonly effects: readonly CaseEffect[] },
  before: readonly CaseEffect[],
): readonly Consequence[] {
  const known = new Set(before.map(({ effectId }) => effectId));
  return effects.filter(({ effectId }) => !known.has(effectId)).map((effect) => orderConsequence(_id, effect));
}
