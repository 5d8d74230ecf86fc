import type { Inspector } from '../inspection.js';
import {
  type Acting,
  type InspectionOutcome,
  type OnInspection,
  inspectionVerb,
  performOnInspection,
} from '../perform-on-inspection.js';
import { judgeHandPicked, judgeTeam } from '../team-rules.js';

/** 确定检查人员: who goes, and who of them leads; of what claims to be random they are drawn and not assigned. */
export async function assignInspectionTeam(
  acting: Acting,
  on: OnInspection,
  team: readonly Inspector[],
): Promise<InspectionOutcome> {
  return performOnInspection(
    acting,
    on,
    inspectionVerb({
      act: 'assignInspectionTeam',
      payload: { team },
      judge: (inspection) => [...judgeHandPicked(inspection), ...judgeTeam(team, inspection)],
      next: () => ({ team }),
    }),
  );
}
