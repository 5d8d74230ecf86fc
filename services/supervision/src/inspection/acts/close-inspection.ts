import { dayAt } from '@shanghai/kernel';
import type { Inspection } from '../inspection.js';
import {
  type Acting,
  type InspectionOutcome,
  type OnInspection,
  inspectionVerb,
  performOnInspection,
} from '../perform-on-inspection.js';
import { judgePublication, judgeResult } from '../report-rules.js';
import { isDrawn } from '../team-rules.js';

/** 办结: nothing was found. */
export async function closeInspection(acting: Acting, on: OnInspection): Promise<InspectionOutcome> {
  return performOnInspection(
    acting,
    on,
    inspectionVerb({
      act: 'closeInspection',
      judge: (inspection) => judgeResult(inspection, 'NO_PROBLEM'),
      next: (inspection) => closed(inspection, acting.now),
    }),
  );
}

/** 公布结果: of what was not drawn, by who leads it. */
export async function publishInspectionResult(acting: Acting, on: OnInspection): Promise<InspectionOutcome> {
  return performOnInspection(
    acting,
    on,
    inspectionVerb({
      act: 'publishInspectionResult',
      judge: (inspection) => [judgePublication(inspection)],
      next: () => ({ publishedOn: dayAt(acting.now) }),
    }),
  );
}

/** 取消: what was planned and neither drawn nor begun. */
export async function cancelInspection(acting: Acting, on: OnInspection, reason: string): Promise<InspectionOutcome> {
  return performOnInspection(
    acting,
    on,
    inspectionVerb({ act: 'cancelInspection', payload: { reason }, reason, next: () => ({ endReason: reason }) }),
  );
}

/** 一公开: what was drawn is published with its closing (SPV-009, DIS-008). */
export function closed({ methods }: Pick<Inspection, 'methods'>, now: Date): Partial<Inspection> {
  return isDrawn(methods) ? { publishedOn: dayAt(now) } : {};
}
