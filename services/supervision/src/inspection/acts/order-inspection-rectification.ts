import { type Day, dayAt } from '@shanghai/kernel';
import type { ClockworkTask } from '@shanghai/platform';
import type { Evidence } from '../inspection.js';
import { findOverdueInspections } from '../inspection-store.js';
import {
  type Acting,
  type InspectionOutcome,
  type OnInspection,
  inspectionVerb,
  performOnInspection,
} from '../perform-on-inspection.js';
import { type OrderedRectification, isOverdueUntold, judgeDue, judgeRectification } from '../report-rules.js';
import { closed } from './close-inspection.js';

/** 责令整改: of a breach that is no violation, by a last day. */
export async function orderInspectionRectification(
  acting: Acting,
  on: OnInspection,
  ordered: OrderedRectification,
): Promise<InspectionOutcome> {
  const { text, dueOn } = ordered;
  return performOnInspection(
    acting,
    on,
    inspectionVerb({
      act: 'orderInspectionRectification',
      payload: ordered,
      judge: (inspection) => judgeRectification(inspection, ordered, dayAt(acting.now)),
      next: () => ({ rectification: { text, dueOn: dueOn!, overdueTold: null, acceptedAt: null, evidence: [] } }),
    }),
  );
}

/** 整改验收: it was put right, late or not. */
export async function acceptInspectionRectification(
  acting: Acting,
  on: OnInspection,
  evidence: readonly Evidence[],
): Promise<InspectionOutcome> {
  return performOnInspection(
    acting,
    on,
    inspectionVerb({
      act: 'acceptInspectionRectification',
      payload: { evidence },
      next: (inspection) => ({
        rectification: { ...inspection.rectification!, acceptedAt: acting.now, evidence },
        ...closed(inspection, acting.now),
      }),
    }),
  );
}

/** 整改不合格: it is to be put right by another day. */
export async function rejectInspectionRectification(
  acting: Acting,
  on: OnInspection,
  { reason, dueOn }: { readonly reason: string; readonly dueOn: Day | null },
): Promise<InspectionOutcome> {
  return performOnInspection(
    acting,
    on,
    inspectionVerb({
      act: 'rejectInspectionRectification',
      payload: { reason, dueOn },
      reason,
      judge: () => judgeDue(dueOn, dayAt(acting.now)),
      next: ({ rectification }) => ({ rectification: { ...rectification!, dueOn: dueOn! } }),
    }),
  );
}

/** The clock: it has no name, no scope and no key, and acts while its condition holds. */
const clock = { role: 'SYSTEM', subject: null, scopes: {} };

const AT_ONCE = 50;

/** Tells once of each rectification whose last day has passed; nothing else follows from it by itself (VIO-007, PR). */
export const tellOverdueRectifications: ClockworkTask = {
  name: 'tell-overdue-inspection-rectifications',
  async run(store, now) {
    const today = dayAt(now);
    let told = 0;
    for (const id of await findOverdueInspections(store, today, AT_ONCE)) {
      const outcome = await performOnInspection(
        { store, caller: clock, now },
        { id, version: null, idempotencyKey: null },
        inspectionVerb({
          act: 'tellOverdueRectification',
          stillDue: (inspection) => isOverdueUntold(inspection, today),
          next: ({ rectification }) => ({ rectification: { ...rectification!, overdueTold: rectification!.dueOn } }),
        }),
      );
      if ('inspection' in outcome) told += 1;
    }
    return told;
  },
};
