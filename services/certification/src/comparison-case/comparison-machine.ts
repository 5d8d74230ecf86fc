import type { LedgerId } from '@shanghai/kernel';
import type { ComparisonStatus } from './comparison-case.js';

/** What can be done to a comparison case, each a mutation of the same name. */
export type ComparisonAct =
  | 'receiveComparison'
  | 'verifySourceCertificate'
  | 'reviewComparisonMaterials'
  | 'certifyComparison'
  | 'refuseComparison';

/** One row of machine 4b: from which states, to which, and by which rules. */
export interface ComparisonTransition {
  readonly act: ComparisonAct;
  readonly by: readonly ['AGENCY'];
  /** Empty: it makes the case. */
  readonly from: readonly ComparisonStatus[];
  readonly to: readonly ComparisonStatus[];
  /** The rules that guard it; the first is the one it is refused by when it is no step. */
  readonly guards: readonly [LedgerId, ...LedgerId[]];
}

/** Every state, in the order of the machine. */
export const comparisonStatuses: readonly ComparisonStatus[] = [
  'RECEIVED',
  'CERTIFICATE_VERIFIED',
  'MATERIALS_REVIEWED',
  'CERTIFIED',
  'REFUSED',
];

/** The states in which something is still to be done. */
export const pendingStatuses: readonly ComparisonStatus[] = comparisonStatuses.slice(0, 3);

/**
 * Machine 4b, row by row. What is not in it is ILLEGAL_TRANSITION. What the platform cannot determine is recorded and leaves the
 * case where it is, so that it can be asked again (PR).
 */
export const comparisonTransitions: readonly ComparisonTransition[] = [
  row('receiveComparison', [], ['RECEIVED'], ['CMP-016', 'CMP-002', 'CMP-003', 'CMP-020', 'FIL-004']),
  row(
    'verifySourceCertificate',
    ['RECEIVED'],
    ['RECEIVED', 'CERTIFICATE_VERIFIED', 'REFUSED'],
    ['CMP-016', 'CMP-007', 'EVL-008'],
  ),
  row('reviewComparisonMaterials', ['CERTIFICATE_VERIFIED'], ['MATERIALS_REVIEWED'], ['CMP-016', 'STF-009']),
  row(
    'certifyComparison',
    ['MATERIALS_REVIEWED'],
    ['CERTIFIED'],
    ['CMP-016', 'CMP-020', 'STF-009', 'FIL-004', 'CMP-002', 'CMP-003'],
  ),
  row('refuseComparison', ['CERTIFICATE_VERIFIED', 'MATERIALS_REVIEWED'], ['REFUSED'], ['CMP-016', 'EVL-012']),
];

/** The row of an act. */
export function comparisonTransitionOf(act: ComparisonAct): ComparisonTransition {
  return comparisonTransitions.find((one) => one.act === act)!;
}

function row(
  act: ComparisonAct,
  from: readonly ComparisonStatus[],
  to: readonly ComparisonStatus[],
  guards: ComparisonTransition['guards'],
): ComparisonTransition {
  return { act, by: ['AGENCY'], from, to, guards };
}
