import type { Actor, ApplicationAct, Transition } from './application-machine.js';
import type { ApplicationStatus } from './application.js';

/** The states in which an application for comparison can still come to a filing. */
const open: readonly ApplicationStatus[] = [
  'DRAFT',
  'SUBMITTED',
  'ACCEPTED',
  'AGENCY_ASSESSMENT',
  'AWAITING_CONSENT',
  'PUBLICITY',
];

/** Machine 4, row by row (30号): no recommendation of a district, no project assessment (CMP-009, CMP-010), no lock (CMP-021). */
export const comparisonTransitions: readonly Transition[] = [
  row('draftApplication', ['AGENCY'], [], ['DRAFT'], ['CMP-005', 'CMP-006']),
  row('reviseApplication', ['AGENCY'], ['DRAFT'], ['DRAFT'], ['CMP-005', 'CMP-006']),
  row(
    'recommendApplication',
    ['INDUSTRY_AUTHORITY', 'SUPERIOR_AUTHORITY'],
    ['DRAFT'],
    ['DRAFT'],
    ['CMP-009', 'AGY-027'],
  ),
  row(
    'submitApplication',
    ['AGENCY'],
    ['DRAFT'],
    ['SUBMITTED'],
    [
      ...(['CMP-004', 'CMP-005', 'CMP-006', 'CMP-007', 'CMP-008', 'CMP-009', 'CMP-013', 'CMP-014'] as const),
      ...(['CMP-015', 'CMP-017', 'CMP-018', 'AGY-013', 'AGY-027', 'AGY-028', 'AGY-030'] as const),
      ...(['CAT-003', 'CAT-013', 'VIO-006', 'ISU-001', 'STF-017', 'STF-018'] as const),
      ...(['STF-001', 'STF-002', 'STF-003', 'STF-004', 'STF-005', 'STF-006'] as const),
      ...(['STF-007', 'STF-008', 'STF-009', 'STF-010', 'STF-011', 'STF-012'] as const),
      ...(['STF-013', 'STF-015', 'STF-016', 'ISU-002', 'ISU-003', 'ISU-004'] as const),
    ],
  ),
  // 受理 is not printed in 30号 (PR).
  row('acceptApplication', ['CENTRE'], ['SUBMITTED'], ['ACCEPTED'], ['CMP-010']),
  row('refuseApplication', ['CENTRE'], ['SUBMITTED'], ['REFUSED'], []),
  row('startAgencyAssessment', ['CENTRE'], ['ACCEPTED'], ['AGENCY_ASSESSMENT'], ['CMP-010', 'CMT-205']),
  row('passAgencyAssessment', ['CENTRE'], ['AGENCY_ASSESSMENT'], ['AWAITING_CONSENT'], ['CMP-010']),
  row('failAgencyAssessment', ['CENTRE'], ['AGENCY_ASSESSMENT'], ['FAILED_AGENCY'], []),
  row('consentToFiling', ['BUREAU'], ['AWAITING_CONSENT'], ['PUBLICITY'], ['CMP-011']),
  row('refuseConsent', ['BUREAU'], ['AWAITING_CONSENT'], ['REFUSED'], []),
  row('raiseObjection', ['PUBLIC'], ['PUBLICITY'], ['PUBLICITY'], ['CMP-011']),
  row('dismissObjection', ['CENTRE'], ['PUBLICITY'], ['PUBLICITY'], ['CMP-011']),
  row('upholdObjection', ['CENTRE'], ['PUBLICITY'], ['REFUSED'], ['CMP-011']),
  row('issueReceipt', ['CENTRE'], ['PUBLICITY'], ['FILED'], ['CMP-011']),
  // Any open state, publicity included.
  row('withdrawApplication', ['AGENCY'], open, ['WITHDRAWN'], []),
  row('rejectFalseMaterial', ['CENTRE'], open, ['REJECTED_FALSE_MATERIAL'], ['AGY-029']),
];

function row(
  act: ApplicationAct,
  by: readonly Actor[],
  from: readonly ApplicationStatus[],
  to: readonly ApplicationStatus[],
  guards: Transition['guards'],
): Transition {
  return { act, by, from, to, guards };
}
