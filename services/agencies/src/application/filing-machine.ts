import type { Actor, ApplicationAct, Transition } from './application-machine.js';
import type { ApplicationRoute } from './application-route.js';
import type { ApplicationStatus } from './application.js';

/** The routes of 120号 三（一） that lead to a filing without a selection. */
export type FiledRoute = Exclude<ApplicationRoute, 'SOCIAL' | 'COMPARISON'>;

/** The states in which an application of these routes can still come to a filing. */
const open: readonly ApplicationStatus[] = ['DRAFT', 'CONSENTED', 'SUBMITTED', 'TECHNICAL_ASSESSMENT'];
const openOfCollege: readonly ApplicationStatus[] = [...open, 'PRELIMINARY_OPINION', 'CENTRE_REVIEW'];

/** What a submission of each of these routes is judged by. */
const forms = ['CAT-003', 'CAT-004', 'CAT-005', 'CAT-011', 'CAT-013', 'VIO-006'] as const;

/**
 * Machine 2b, row by row (RTE-001, RTE-002, RTE-004). What is revised keeps the consents to what stays as it was. From DRAFT a
 * submission is refused with CONSENT_MISSING and every other reason at once, rather than by the order alone. What has not been
 * submitted is before nobody who could refuse it.
 */
export const filingMachines: Readonly<Record<FiledRoute, readonly Transition[]>> = {
  MUNICIPAL_ENTERPRISE: [
    ...drafting('RTE-001'),
    row(
      'consentToApplication',
      ['INDUSTRY_AUTHORITY', 'SUPERIOR_AUTHORITY', 'DISTRICT_BUREAU'],
      ['DRAFT'],
      ['DRAFT', 'CONSENTED'],
      ['RTE-001'],
    ),
    row('submitApplication', ['AGENCY'], ['DRAFT', 'CONSENTED'], ['SUBMITTED'], ['RTE-001', 'CAT-007', ...forms]),
    ...assessing('CENTRE', 'TECHNICAL_ASSESSMENT', 'RTE-001'),
    row('fileApplication', ['CENTRE'], ['TECHNICAL_ASSESSMENT'], ['FILED'], ['RTE-001', 'FIL-003', 'FIL-013']),
    ...ending(['CENTRE'], ['SUBMITTED', 'TECHNICAL_ASSESSMENT'], open),
  ],
  DISTRICT_ENTERPRISE: [
    ...drafting('RTE-002'),
    row(
      'consentToApplication',
      ['INDUSTRY_AUTHORITY', 'DISTRICT_BUREAU'],
      ['DRAFT'],
      ['DRAFT', 'CONSENTED'],
      ['RTE-002'],
    ),
    row('submitApplication', ['AGENCY'], ['DRAFT', 'CONSENTED'], ['SUBMITTED'], ['RTE-002', 'CAT-007', ...forms]),
    ...assessing('DISTRICT_BUREAU', 'TECHNICAL_ASSESSMENT', 'RTE-002'),
    row('fileApplication', ['DISTRICT_BUREAU'], ['TECHNICAL_ASSESSMENT'], ['FILED'], ['RTE-002', 'FIL-003', 'FIL-013']),
    row('reportToCentre', ['DISTRICT_BUREAU'], ['FILED'], ['FILED'], ['RTE-002']),
    ...ending(['DISTRICT_BUREAU'], ['SUBMITTED', 'TECHNICAL_ASSESSMENT'], open),
  ],
  COLLEGE: [
    ...drafting('RTE-004'),
    row(
      'consentToApplication',
      ['INDUSTRY_AUTHORITY', 'SUPERIOR_AUTHORITY'],
      ['DRAFT'],
      ['DRAFT', 'CONSENTED'],
      ['RTE-004'],
    ),
    row('submitApplication', ['AGENCY'], ['DRAFT', 'CONSENTED'], ['SUBMITTED'], ['RTE-004', 'CAT-006', ...forms]),
    ...assessing('DISTRICT_BUREAU', 'PRELIMINARY_OPINION', 'RTE-004'),
    row('givePreliminaryOpinion', ['DISTRICT_BUREAU'], ['PRELIMINARY_OPINION'], ['CENTRE_REVIEW'], ['RTE-004']),
    row('passCentreReview', ['CENTRE'], ['CENTRE_REVIEW'], ['CENTRE_REVIEW'], ['RTE-004', 'EXP-003']),
    row('fileApplication', ['CENTRE'], ['CENTRE_REVIEW'], ['FILED'], ['RTE-004', 'FIL-003', 'FIL-013']),
    row('refuseApplication', ['CENTRE'], ['CENTRE_REVIEW'], ['REFUSED'], []),
    ...ending(['DISTRICT_BUREAU'], ['SUBMITTED', 'TECHNICAL_ASSESSMENT', 'PRELIMINARY_OPINION'], openOfCollege),
  ],
};

function drafting(rule: Transition['guards'][number]): readonly Transition[] {
  return [
    row('draftApplication', ['AGENCY'], [], ['DRAFT'], [rule]),
    row('reviseApplication', ['AGENCY'], ['DRAFT', 'CONSENTED'], ['DRAFT', 'CONSENTED'], [rule]),
    // Not printed: of an applicant whose nature has no route of its own.
    row('chooseRoute', ['CENTRE'], ['DRAFT'], ['DRAFT'], ['RTE-012']),
  ];
}

function assessing(by: Actor, passedTo: ApplicationStatus, rule: Transition['guards'][number]): readonly Transition[] {
  return [
    row('startTechnicalAssessment', [by], ['SUBMITTED'], ['TECHNICAL_ASSESSMENT'], [rule, 'EXP-003', 'FIL-013']),
    row('passTechnicalAssessment', [by], ['TECHNICAL_ASSESSMENT'], [passedTo], [rule, 'FIL-013']),
    row('failTechnicalAssessment', [by], ['TECHNICAL_ASSESSMENT'], ['REFUSED'], [rule, 'FIL-013']),
  ];
}

function ending(
  by: readonly Actor[],
  refused: readonly ApplicationStatus[],
  withdrawn: readonly ApplicationStatus[],
): readonly Transition[] {
  return [
    row('refuseApplication', by, refused, ['REFUSED'], []),
    row('withdrawApplication', ['AGENCY'], withdrawn, ['WITHDRAWN'], []),
  ];
}

function row(
  act: ApplicationAct,
  by: readonly Actor[],
  from: readonly ApplicationStatus[],
  to: readonly ApplicationStatus[],
  guards: Transition['guards'],
): Transition {
  return { act, by, from, to, guards };
}
