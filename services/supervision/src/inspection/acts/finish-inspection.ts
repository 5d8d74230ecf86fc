import type { InspectionResult } from '../inspection.js';
import {
  type Acting,
  type InspectionOutcome,
  type OnInspection,
  inspectionVerb,
  performOnInspection,
} from '../perform-on-inspection.js';
import { judgeReport } from '../report-rules.js';

/** 形成检查结果: what the findings come to; the agency sees it from now on. */
export async function finishInspection(
  acting: Acting,
  on: OnInspection,
  report: { readonly result: InspectionResult; readonly summary: string },
): Promise<InspectionOutcome> {
  return performOnInspection(
    acting,
    on,
    inspectionVerb({
      act: 'finishInspection',
      payload: report,
      judge: (inspection) => judgeReport(inspection, report),
      next: () => ({ ...report, finishedAt: acting.now }),
    }),
  );
}
