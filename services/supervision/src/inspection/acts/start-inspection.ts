import {
  type Acting,
  type InspectionOutcome,
  type OnInspection,
  inspectionVerb,
  performOnInspection,
} from '../perform-on-inspection.js';
import { judgeStart } from '../team-rules.js';

/** 开始检查: somebody leads, and what claims to be random was drawn. */
export async function startInspection(acting: Acting, on: OnInspection): Promise<InspectionOutcome> {
  return performOnInspection(
    acting,
    on,
    inspectionVerb({ act: 'startInspection', judge: judgeStart, next: () => ({ startedAt: acting.now }) }),
  );
}
