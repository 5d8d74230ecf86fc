import type { InspectionFinding } from '../inspection.js';
import {
  type Acting,
  type InspectionOutcome,
  type OnInspection,
  inspectionVerb,
  performOnInspection,
} from '../perform-on-inspection.js';
import { judgeFinding } from '../report-rules.js';

/** What was found, as it is written down. */
export type WrittenFinding = Omit<InspectionFinding, 'no' | 'recordedAt'>;

/** 记录检查情况: one topic at a time, with its evidence; what was recorded stays. */
export async function recordInspectionFinding(
  acting: Acting,
  on: OnInspection,
  written: WrittenFinding,
): Promise<InspectionOutcome> {
  return performOnInspection(
    acting,
    on,
    inspectionVerb({
      act: 'recordInspectionFinding',
      payload: written,
      judge: () => judgeFinding(written),
      next: ({ findings }) => ({
        findings: [...findings, { ...written, no: findings.length + 1, recordedAt: acting.now }],
      }),
    }),
  );
}
