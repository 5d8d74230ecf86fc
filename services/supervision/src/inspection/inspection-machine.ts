import type { LedgerId, Role } from '@shanghai/kernel';
import type { InspectionStatus } from './inspection.js';

/** Who brings a transition about: a role, or what follows by itself. */
export type Actor = Role | 'SYSTEM';

/** What can happen to an inspection: each that a role brings about is a mutation of the same name. */
export type InspectionAct =
  | 'planInspection'
  | 'assignInspectionTeam'
  | 'drawInspection'
  | 'replaceDrawnInspector'
  | 'startInspection'
  | 'recordInspectionFinding'
  | 'finishInspection'
  | 'closeInspection'
  | 'orderInspectionRectification'
  | 'suggestInspectionCase'
  | 'acceptInspectionRectification'
  | 'rejectInspectionRectification'
  | 'closeInspectionCase'
  | 'cancelInspection'
  | 'publishInspectionResult'
  | 'tellOverdueRectification';

/** One row of machine 6. */
export interface InspectionTransition {
  readonly act: InspectionAct;
  readonly by: readonly Actor[];
  /** Empty: it makes the inspection. */
  readonly from: readonly InspectionStatus[];
  readonly to: InspectionStatus;
  /** The rules that guard it, by their ledger ids. */
  readonly guards: readonly LedgerId[];
}

/** Every status, in the order of the machine. */
export const inspectionStatuses: readonly InspectionStatus[] = [
  'PLANNED',
  'DRAWN',
  'IN_PROGRESS',
  'REPORTED',
  'RECTIFICATION',
  'CASE_OPENED',
  'CLOSED',
  'CANCELLED',
];

/** 人社部门. */
const HR: readonly Actor[] = ['DISTRICT_BUREAU', 'CENTRE', 'BUREAU'];
/** Who inspects: an industry authority its own field (SPV-004, PR). */
const INSPECTORS: readonly Actor[] = [...HR, 'INDUSTRY_AUTHORITY'];

/** Machine 6, row by row. What is not in it is ILLEGAL_TRANSITION. */
export const inspectionTransitions: readonly InspectionTransition[] = [
  row('planInspection', INSPECTORS, [], 'PLANNED', ['SPV-003', 'SPV-004', 'SPV-006', 'SPV-008']),
  // Not printed: somebody has to go. Whom a draw has picked stays picked.
  row('assignInspectionTeam', INSPECTORS, ['PLANNED'], 'PLANNED', ['SPV-004', 'SPV-009', 'CMT-205']),
  row('drawInspection', INSPECTORS, ['PLANNED'], 'DRAWN', ['SPV-009', 'CMT-205']),
  // Not printed: who was drawn and is related after all does not go. It follows from the act of the same name on the draw.
  row('replaceDrawnInspector', ['SYSTEM'], ['DRAWN'], 'DRAWN', ['SPV-009', 'CMT-205']),
  row('startInspection', INSPECTORS, ['PLANNED', 'DRAWN'], 'IN_PROGRESS', ['SPV-004', 'SPV-009']),
  row('recordInspectionFinding', INSPECTORS, ['IN_PROGRESS'], 'IN_PROGRESS', ['SPV-006']),
  row('finishInspection', INSPECTORS, ['IN_PROGRESS'], 'REPORTED', ['SPV-006']),
  row('closeInspection', INSPECTORS, ['REPORTED'], 'CLOSED', ['SPV-009']),
  row('orderInspectionRectification', HR, ['REPORTED'], 'RECTIFICATION', ['VIO-003', 'VIO-007', 'SPV-004']),
  row('suggestInspectionCase', INSPECTORS, ['REPORTED'], 'CASE_OPENED', ['VIO-001']),
  row('acceptInspectionRectification', HR, ['RECTIFICATION'], 'CLOSED', ['VIO-007']),
  // Not printed: what was not put right is to be put right by another day.
  row('rejectInspectionRectification', HR, ['RECTIFICATION'], 'RECTIFICATION', ['VIO-007']),
  row('closeInspectionCase', [...HR, 'SYSTEM'], ['CASE_OPENED'], 'CLOSED', ['VIO-001']),
  row('cancelInspection', INSPECTORS, ['PLANNED'], 'CANCELLED', []),
  // Not printed as a step: 监督结果及时公布. What was drawn is published when it closes.
  row('publishInspectionResult', HR, ['CLOSED'], 'CLOSED', ['DIS-008']),
  row('tellOverdueRectification', ['SYSTEM'], ['RECTIFICATION'], 'RECTIFICATION', ['VIO-007']),
];

/** The row of an act. */
export function inspectionTransitionOf(act: InspectionAct): InspectionTransition {
  return inspectionTransitions.find((one) => one.act === act)!;
}

/** Whether the machine gives an act to a role. */
export function isGivenTo({ by }: InspectionTransition, role: string): boolean {
  return by.some((one) => one === role);
}

/** The acts that a role may do on an inspection in a status. */
export function inspectionActsOpenTo(role: string, status: InspectionStatus): readonly InspectionAct[] {
  return inspectionTransitions.filter((one) => isGivenTo(one, role) && one.from.includes(status)).map(({ act }) => act);
}

function row(
  act: InspectionAct,
  by: readonly Actor[],
  from: readonly InspectionStatus[],
  to: InspectionStatus,
  guards: readonly LedgerId[],
): InspectionTransition {
  return { act, by, from, to, guards };
}
