import { judgeResult } from '../report-rules.js';
import {
  type Acting,
  type InspectionOutcome,
  type OnInspection,
  inspectionVerb,
  performOnInspection,
} from '../perform-on-inspection.js';
import { closed } from './close-inspection.js';

/** 建议立案: what was found is more than a breach, or an industry authority found it; an HR department takes it up. */
export async function suggestInspectionCase(
  acting: Acting,
  on: OnInspection,
  opinion: string,
): Promise<InspectionOutcome> {
  return performOnInspection(
    acting,
    on,
    inspectionVerb({
      act: 'suggestInspectionCase',
      payload: { opinion },
      judge: (inspection) => judgeResult(inspection, 'BREACH_FOUND'),
      next: () => ({ suggestion: { opinion, at: acting.now, caseId: null } }),
    }),
  );
}

/** 案件办结: the case that was opened has ended, and so does the inspection. */
export async function closeInspectionCase(
  acting: Acting,
  on: OnInspection,
  caseId: string,
): Promise<InspectionOutcome> {
  return performOnInspection(
    acting,
    on,
    inspectionVerb({
      act: 'closeInspectionCase',
      payload: { caseId },
      next: (inspection) => ({
        suggestion: { ...inspection.suggestion!, caseId },
        ...closed(inspection, acting.now),
      }),
    }),
  );
}
