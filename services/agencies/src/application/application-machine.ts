import type { LedgerId, Role } from '@shanghai/kernel';
import type { ApplicationStatus } from './application.js';

/** Who brings a transition about: a role, or the clock. */
export type Actor = Role | 'SYSTEM';

/** What can happen to an application of a selection (machines 2 and 4). The last is the clock's, the others are mutations of the same name. */
export type SelectionAct =
  | 'draftApplication'
  | 'reviseApplication'
  | 'recommendApplication'
  | 'recommendSites'
  | 'preauthoriseApplication'
  | 'permitBeyondCap'
  | 'submitApplication'
  | 'acceptApplication'
  | 'refuseApplication'
  | 'startAgencyAssessment'
  | 'passAgencyAssessment'
  | 'failAgencyAssessment'
  | 'recordProjectAssessment'
  | 'consentToFiling'
  | 'refuseConsent'
  | 'raiseObjection'
  | 'dismissObjection'
  | 'upholdObjection'
  | 'issueReceipt'
  | 'withdrawApplication'
  | 'rejectFalseMaterial'
  | 'endProjectAssessment';

/** What machine 2b alone knows: mutations of the same name. */
export type FiledAct =
  | 'chooseRoute'
  | 'consentToApplication'
  | 'startTechnicalAssessment'
  | 'passTechnicalAssessment'
  | 'failTechnicalAssessment'
  | 'givePreliminaryOpinion'
  | 'passCentreReview'
  | 'fileApplication'
  | 'reportToCentre';

/** What can happen to an application. */
export type ApplicationAct = SelectionAct | FiledAct;

/** One row of a machine: who may do it, from where, and to which of the states it can lead. */
export interface Transition<Act extends ApplicationAct = ApplicationAct> {
  readonly act: Act;
  readonly by: readonly Actor[];
  /** Empty: it makes the application. */
  readonly from: readonly ApplicationStatus[];
  readonly to: readonly ApplicationStatus[];
  /** The rules that guard it, by their ledger ids. */
  readonly guards: readonly LedgerId[];
}

/** The states of machine 2 in which an application can still come to a filing. */
export const openStatuses: readonly ApplicationStatus[] = [
  'DRAFT',
  'PREAUTHORISED',
  'SUBMITTED',
  'ACCEPTED',
  'AGENCY_ASSESSMENT',
  'PROJECT_ASSESSMENT',
  'AWAITING_CONSENT',
  'PUBLICITY',
];

/** Machine 2, of social evaluation organisations, row by row (AGY-032). What is not in it is ILLEGAL_TRANSITION. */
export const transitions: readonly Transition<SelectionAct>[] = [
  row('draftApplication', ['AGENCY'], [], ['DRAFT'], ['AGY-001', 'AGY-002']),
  // Not printed: a draft is mended until it is submitted. A recommendation counts for what it names and for nothing new.
  row('reviseApplication', ['AGENCY'], ['DRAFT'], ['DRAFT'], ['AGY-001', 'AGY-002']),
  row(
    'recommendApplication',
    ['INDUSTRY_AUTHORITY', 'SUPERIOR_AUTHORITY'],
    ['DRAFT'],
    ['DRAFT'],
    ['AGY-011', 'AGY-027'],
  ),
  row('recommendSites', ['DISTRICT_BUREAU'], ['DRAFT'], ['DRAFT'], ['AGY-007a', 'AGY-007b', 'AGY-011']),
  row('preauthoriseApplication', ['CENTRE'], ['DRAFT'], ['PREAUTHORISED'], ['AGY-015']),
  // Not printed: how the Centre overrides 一般不超过3家.
  row(
    'permitBeyondCap',
    ['CENTRE'],
    ['DRAFT', 'PREAUTHORISED', 'PUBLICITY'],
    ['DRAFT', 'PREAUTHORISED', 'PUBLICITY'],
    ['AGY-010'],
  ),
  row(
    'submitApplication',
    ['AGENCY'],
    ['DRAFT', 'PREAUTHORISED'],
    ['SUBMITTED'],
    [
      ...(['AGY-001', 'AGY-002', 'AGY-003', 'AGY-006a', 'AGY-006b', 'AGY-007a', 'AGY-007b', 'AGY-009'] as const),
      ...(['AGY-010', 'AGY-011', 'AGY-012', 'AGY-013', 'AGY-014', 'AGY-015', 'AGY-021', 'AGY-022'] as const),
      ...(['AGY-027', 'AGY-028', 'AGY-030', 'CAT-003', 'CAT-004', 'CAT-005', 'CAT-006', 'CAT-010'] as const),
      ...(['CAT-011', 'CAT-012', 'CAT-013', 'MET-005', 'QBK-004', 'SIT-001', 'VIO-006'] as const),
    ],
  ),
  row('acceptApplication', ['CENTRE'], ['SUBMITTED'], ['ACCEPTED'], ['AGY-017']),
  row('refuseApplication', ['CENTRE'], ['SUBMITTED'], ['REFUSED'], []),
  row('startAgencyAssessment', ['CENTRE'], ['ACCEPTED'], ['AGENCY_ASSESSMENT'], ['EXP-003', 'CMT-205', 'AGY-018']),
  row('passAgencyAssessment', ['CENTRE'], ['AGENCY_ASSESSMENT'], ['PROJECT_ASSESSMENT'], ['AGY-019']),
  row('failAgencyAssessment', ['CENTRE'], ['AGENCY_ASSESSMENT'], ['FAILED_AGENCY'], []),
  row(
    'recordProjectAssessment',
    ['CENTRE'],
    ['PROJECT_ASSESSMENT'],
    ['PROJECT_ASSESSMENT', 'AWAITING_CONSENT', 'FAILED_PROJECT'],
    ['AGY-019', 'AGY-020', 'AGY-010'],
  ),
  row(
    'endProjectAssessment',
    ['SYSTEM'],
    ['PROJECT_ASSESSMENT'],
    ['AWAITING_CONSENT', 'FAILED_PROJECT', 'ABANDONED'],
    ['AGY-020', 'AGY-010'],
  ),
  row('consentToFiling', ['BUREAU'], ['AWAITING_CONSENT'], ['PUBLICITY'], ['AGY-023']),
  row('refuseConsent', ['BUREAU'], ['AWAITING_CONSENT'], ['REFUSED'], []),
  row('raiseObjection', ['PUBLIC'], ['PUBLICITY'], ['PUBLICITY'], ['AGY-023']),
  row('dismissObjection', ['CENTRE'], ['PUBLICITY'], ['PUBLICITY'], ['AGY-024']),
  row('upholdObjection', ['CENTRE'], ['PUBLICITY'], ['REFUSED'], ['AGY-024']),
  row('issueReceipt', ['CENTRE'], ['PUBLICITY'], ['FILED'], ['AGY-010', 'AGY-023', 'AGY-024']),
  row(
    'withdrawApplication',
    ['AGENCY'],
    openStatuses.filter((status) => status !== 'PUBLICITY'),
    ['WITHDRAWN'],
    [],
  ),
  row('rejectFalseMaterial', ['CENTRE'], openStatuses, ['REJECTED_FALSE_MATERIAL'], ['AGY-029']),
];

/** The row of an act in machine 2, which has one for each. */
export function transitionOf(act: SelectionAct): Transition<SelectionAct> {
  return transitions.find((one) => one.act === act)!;
}

function row(
  act: SelectionAct,
  by: readonly Actor[],
  from: readonly ApplicationStatus[],
  to: readonly ApplicationStatus[],
  guards: readonly LedgerId[],
): Transition<SelectionAct> {
  return { act, by, from, to, guards };
}
