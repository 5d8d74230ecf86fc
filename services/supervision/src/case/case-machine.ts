import type { LedgerId, Role } from '@shanghai/kernel';
import type { CaseStatus, CaseSubjectType } from './violation-case.js';

/** Who brings a transition about: a role, or the clock and the events of other services. */
export type Actor = Role | 'SYSTEM';

/** What can happen to a case. Those that are not of SYSTEM are mutations of the same name. */
export type CaseAct =
  | 'registerCase'
  | 'investigateCase'
  | 'dismissCase'
  | 'decideCase'
  | 'proposeToCity'
  | 'returnToDistrict'
  | 'decideOutcome'
  | 'transferAndDecide'
  | 'applyMeasures'
  | 'settleRefusedEffect'
  | 'acceptRectification'
  | 'passRectificationDue'
  | 'transferCase'
  | 'revokeCertificates'
  | 'addCaseMaterial'
  | 'takeEffect'
  | 'tellMissingEffect'
  | 'closeCase'
  | 'reopenCase';

/** One row of machine 5. An act has several where who may do it turns on the state or on the subject. */
export interface CaseTransition {
  readonly act: CaseAct;
  readonly by: readonly Actor[];
  readonly subjects: readonly CaseSubjectType[];
  /** Empty: it makes the case. */
  readonly from: readonly CaseStatus[];
  readonly to: readonly CaseStatus[];
  /** The rules that guard it; the first is the one it is refused by when it is no step. */
  readonly guards: readonly [LedgerId, ...LedgerId[]];
}

/** 人社部门. */
const HR: readonly Actor[] = ['BUREAU', 'CENTRE', 'DISTRICT_BUREAU'];
/** Who decides; the Centre prepares (PR). */
const DECIDERS: readonly Actor[] = ['BUREAU', 'DISTRICT_BUREAU'];
const OWN: readonly Actor[] = ['AGENCY'];
const SYSTEM: readonly Actor[] = ['SYSTEM'];

const AGENCY: readonly CaseSubjectType[] = ['AGENCY'];
/** 参评人员、工作人员: for their agency to decide on (VIO-002). */
export const persons: readonly CaseSubjectType[] = ['STAFF', 'CANDIDATE'];
const GROUP: readonly CaseSubjectType[] = ['GROUP_ORG'];
const UNFILED: readonly CaseSubjectType[] = ['UNFILED_ORGANISATION'];
const bodies: readonly CaseSubjectType[] = [...AGENCY, ...GROUP, ...UNFILED];
const all: readonly CaseSubjectType[] = [...bodies, ...persons];

/** Every state, in the order of the machine. */
export const caseStatuses: readonly CaseStatus[] = [
  'REGISTERED',
  'INVESTIGATING',
  'REFERRED_TO_CITY',
  'DECIDED',
  'RECTIFYING',
  'EXECUTED',
  'CLOSED',
  'DISMISSED',
];

const undecided: readonly CaseStatus[] = ['REGISTERED', 'INVESTIGATING'];
/** The states in which something is still to be done. */
export const openStatuses: readonly CaseStatus[] = caseStatuses.slice(0, 6);

/** Machine 5, row by row. What is not in it is ILLEGAL_TRANSITION. */
export const caseTransitions: readonly CaseTransition[] = [
  row('registerCase', HR, all, [], ['REGISTERED'], ['SPV-003', 'VIO-002']),
  row('registerCase', OWN, persons, [], ['REGISTERED'], ['VIO-002']),
  row('investigateCase', HR, all, ['REGISTERED'], ['INVESTIGATING'], ['VIO-001']),
  row('investigateCase', OWN, persons, ['REGISTERED'], ['INVESTIGATING'], ['VIO-002']),
  row('dismissCase', HR, bodies, undecided, ['DISMISSED'], ['VIO-010']),
  row('dismissCase', OWN, persons, undecided, ['DISMISSED'], ['VIO-002', 'VIO-010']),
  row('decideCase', DECIDERS, AGENCY, ['INVESTIGATING'], ['DECIDED'], ['VIO-001', 'VIO-003', 'VIO-007', 'VIO-009']),
  row('decideCase', ['BUREAU'], AGENCY, ['REFERRED_TO_CITY'], ['DECIDED'], ['VIO-001', 'VIO-003', 'VIO-007']),
  row('proposeToCity', ['DISTRICT_BUREAU'], AGENCY, ['INVESTIGATING'], ['REFERRED_TO_CITY'], ['VIO-001', 'VIO-003']),
  row('returnToDistrict', ['BUREAU'], AGENCY, ['REFERRED_TO_CITY'], ['INVESTIGATING'], ['VIO-001']),
  row('decideOutcome', OWN, persons, ['INVESTIGATING'], ['DECIDED'], ['VIO-002', 'VIO-006']),
  row('decideOutcome', DECIDERS, GROUP, ['INVESTIGATING'], ['DECIDED'], ['VIO-011']),
  row('transferAndDecide', DECIDERS, UNFILED, ['INVESTIGATING'], ['DECIDED'], ['VIO-008']),
  row('applyMeasures', SYSTEM, all, ['DECIDED'], ['RECTIFYING', 'EXECUTED'], ['VIO-003', 'VIO-009']),
  // Not printed: an effect that another service refuses must not keep the case for ever.
  row('settleRefusedEffect', DECIDERS, AGENCY, openStatuses, openStatuses, ['VIO-001', 'VIO-009']),
  row('acceptRectification', HR, AGENCY, ['RECTIFYING'], ['EXECUTED'], ['VIO-007']),
  row('passRectificationDue', SYSTEM, AGENCY, ['RECTIFYING'], ['RECTIFYING'], ['VIO-007']),
  row('transferCase', HR, all, openStatuses, openStatuses, ['VIO-004']),
  row('transferCase', OWN, persons, openStatuses, openStatuses, ['VIO-004']),
  row('revokeCertificates', ['CENTRE', 'DISTRICT_BUREAU'], AGENCY, openStatuses, openStatuses, ['VIO-005', 'CRT-003']),
  row('addCaseMaterial', HR, all, openStatuses, openStatuses, ['VIO-010', 'RET-003']),
  row('addCaseMaterial', OWN, persons, openStatuses, openStatuses, ['VIO-010', 'RET-003']),
  row('takeEffect', SYSTEM, AGENCY, caseStatuses, caseStatuses, ['VIO-009']),
  row('tellMissingEffect', SYSTEM, AGENCY, caseStatuses, caseStatuses, ['VIO-009']),
  row('closeCase', HR, bodies, ['EXECUTED'], ['CLOSED'], ['VIO-010', 'RET-003']),
  row('closeCase', OWN, persons, ['EXECUTED'], ['CLOSED'], ['VIO-010', 'RET-003']),
  row('reopenCase', HR, all, ['CLOSED'], ['INVESTIGATING'], ['VIO-010']),
  row('reopenCase', OWN, persons, ['CLOSED'], ['INVESTIGATING'], ['VIO-010']),
];

/** The rows of an act for a subject; none where it is never done to one. */
export function transitionsOf(act: CaseAct, subject: CaseSubjectType): readonly CaseTransition[] {
  return caseTransitions.filter((one) => one.act === act && one.subjects.includes(subject));
}

/** The acts that a role may do to a subject in a state, as far as the machine says. */
export function actsOpenTo(role: string, subject: CaseSubjectType, status: CaseStatus): readonly CaseAct[] {
  const open = caseTransitions.filter(
    ({ by, subjects, from }) => by.some((one) => one === role) && subjects.includes(subject) && from.includes(status),
  );
  return [...new Set(open.map(({ act }) => act))];
}

function row(
  act: CaseAct,
  by: readonly Actor[],
  subjects: readonly CaseSubjectType[],
  from: readonly CaseStatus[],
  to: readonly CaseStatus[],
  guards: CaseTransition['guards'],
): CaseTransition {
  return { act, by, subjects, from, to, guards };
}
