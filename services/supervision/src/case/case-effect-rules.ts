import { type Day, stableId } from '@shanghai/kernel';
import type { Measure } from '../violation/tier-rules.js';
import type { CaseEffect, EffectKind } from './case-effect.js';
import { rectifiedMeasures } from './decision-rules.js';
import type { CaseStatus, Decision, MadeDecision, ViolationCase } from './violation-case.js';

/** How long another service may take to answer before it is told that an effect has not come (PR). */
export const EFFECT_DUE_MINUTES = 15;
const MINUTE_MS = 60_000;

/** The measures that another service carries out. */
const ordered: readonly { readonly measure: Measure; readonly kind: EffectKind }[] = [
  { measure: 'SUSPEND_EVALUATION', kind: 'SUSPEND_EVALUATION' },
  { measure: 'TERMINATE_FILING', kind: 'TERMINATE_FILING' },
];

/** What another service told of an effect. */
export interface EffectTold {
  readonly effectId: string;
  /** Null when it was refused. */
  readonly appliedOn: Day | null;
  readonly refused: readonly string[];
  readonly byEvent: number;
}

type OrderedEffect = Pick<CaseEffect, 'kind' | 'filingId'> & Partial<CaseEffect>;

/** An effect as it is ordered; its id is the same however often the same act is tried. */
export function orderedEffect(
  of: { readonly caseId: string; readonly nth: number; readonly at: Date },
  { kind, filingId, ...more }: OrderedEffect,
): CaseEffect {
  return {
    effectId: stableId('measure', of.caseId, of.nth, kind),
    ...{ kind, filingId, tier: null, from: null, to: null, certificateIds: [], reason: null },
    ...{ orderedAt: of.at, status: 'ORDERED', appliedOn: null, byEvent: null, refused: [], missingToldAt: null },
    ...more,
  };
}

/** What a decision orders of the filing under which the act happened (VIO-009). */
export function effectsOfDecision(
  { _id, effects }: Pick<ViolationCase, '_id' | 'effects'>,
  { tier, measures, suspendedTo }: Pick<Decision, 'tier' | 'measures' | 'suspendedTo'>,
  filingId: string | null,
  at: Date,
): readonly CaseEffect[] {
  if (filingId === null) return [];
  return ordered
    .filter(({ measure }) => measures.includes(measure))
    .map(({ kind }, index) =>
      orderedEffect(
        { caseId: _id, nth: effects.length + index, at },
        { kind, filingId, tier, to: kind === 'SUSPEND_EVALUATION' ? suspendedTo : null },
      ),
    );
}

/** The suspension that the acceptance of a rectification ends: applied, and not over by itself (VIO-007). */
export function suspensionToEnd({ effects }: Pick<ViolationCase, 'effects'>, on: Day): CaseEffect | null {
  const last = effects.findLast(({ kind }) => kind === 'SUSPEND_EVALUATION' || kind === 'RESUME_EVALUATION');
  if (last?.kind !== 'SUSPEND_EVALUATION' || last.status !== 'APPLIED') return null;
  return last.to === null || last.to >= on ? last : null;
}

/** Whether nothing that was decided waits for another service any more. */
export function isSettled({ effects }: Pick<ViolationCase, 'effects'>): boolean {
  return effects
    .filter(({ kind }) => ordered.some((one) => one.kind === kind))
    .every(({ status }) => status === 'APPLIED' || status === 'SET_ASIDE');
}

/** Where a case stands once its measures are applied: RECTIFYING while something is to be put right (machine 5). */
export function statusAfter({ measures }: Pick<MadeDecision, 'measures'>): CaseStatus {
  return measures.some((one) => rectifiedMeasures.includes(one)) ? 'RECTIFYING' : 'EXECUTED';
}

/** The effects after one of them was told of; what was answered before, or is not of this case, changes nothing. */
export function withTold(effects: readonly CaseEffect[], told: EffectTold): readonly CaseEffect[] {
  const { effectId, appliedOn, refused, byEvent } = told;
  const status = appliedOn === null ? 'REFUSED' : 'APPLIED';
  return effects.map((one) =>
    one.effectId === effectId && one.status === 'ORDERED' ? { ...one, status, appliedOn, refused, byEvent } : one,
  );
}

/** When the clock tells that an effect has not come: of the first that nobody has answered, nor told of. */
export function effectDueAt(effects: readonly CaseEffect[]): Date | null {
  const due = effects.filter(({ status, missingToldAt }) => status === 'ORDERED' && missingToldAt === null);
  const first = due.reduce<Date | null>(
    (least, one) => (least && least <= one.orderedAt ? least : one.orderedAt),
    null,
  );
  return first && after(first);
}

/** Whether an effect was ordered so long ago that it should have come (PR). */
export function isOverdue({ status, orderedAt }: Pick<CaseEffect, 'status' | 'orderedAt'>, now: Date): boolean {
  return status === 'ORDERED' && after(orderedAt) <= now;
}

/** Whether an effect was refused, or was told not to have come: the case is listed until it is settled. */
export function isMissing(effects: readonly CaseEffect[]): boolean {
  return effects.some(
    ({ status, missingToldAt }) => status === 'REFUSED' || (status === 'ORDERED' && missingToldAt !== null),
  );
}

function after(ordered: Date): Date {
  const due = structuredClone(ordered);
  due.setTime(ordered.getTime() + EFFECT_DUE_MINUTES * MINUTE_MS);
  return due;
}
