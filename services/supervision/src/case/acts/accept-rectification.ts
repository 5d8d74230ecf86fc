import { dayAt } from '@shanghai/kernel';
import type { Acting } from '@shanghai/platform';
import { ordersOf } from '../case-consequences.js';
import { orderedEffect, suspensionToEnd } from '../case-effect-rules.js';
import { judgeLevel } from '../deciding-level-rules.js';
import { type CaseActOutcome, type OnCase, bodyOf, caseVerb, performOnCase } from '../perform-on-case.js';

/** 整改验收: what was to be put right is, and a suspension that still runs ends with it (VIO-007). */
export async function acceptRectification(acting: Acting, on: OnCase, report: string): Promise<CaseActOutcome> {
  const { caller, now } = acting;
  const today = dayAt(now);
  return performOnCase(
    acting,
    on,
    caseVerb({
      act: 'acceptRectification',
      payload: { report },
      reason: report,
      facts: async ({ effects }) => Promise.resolve({ effectsBefore: effects }),
      judge: ({ decisions }) => [judgeLevel(decisions.at(-1) ?? null, bodyOf(caller))],
      next: (one) => {
        const suspended = suspensionToEnd(one, today);
        const nth = { caseId: one._id, nth: one.effects.length, at: now };
        const { filingId, tier } = suspended ?? {};
        return {
          status: 'EXECUTED',
          rectification: one.rectification && { ...one.rectification, acceptedAt: now, report },
          effects: [
            ...one.effects,
            ...(filingId === undefined
              ? []
              : [orderedEffect(nth, { kind: 'RESUME_EVALUATION', filingId, tier: tier ?? null, from: today })]),
          ],
        };
      },
      consequences: (after, { effectsBefore }) => ordersOf(after, effectsBefore),
    }),
  );
}
