import { type Finding, finding } from '@shanghai/kernel';
import { caseClauses } from './case-ground-rules.js';
import type { Transfer } from './violation-case.js';

/** VIO-004, VIO-008: who hands a case on says to whom and under which reference. */
export function judgeTransfer(
  { toAuthority, reference }: Pick<Transfer, 'toAuthority' | 'reference'>,
  rule: 'VIO-004' | 'VIO-008' = 'VIO-004',
): Finding {
  const of = { rule, force: 'MUST', code: 'TRANSFER_TARGET_REQUIRED', clauses: caseClauses.transfer } as const;
  const missing = [
    ...(toAuthority.trim() === '' ? ['toAuthority'] : []),
    ...(reference.trim() === '' ? ['reference'] : []),
  ];
  return missing.length === 0
    ? finding(of, 'PASS', '已载明移送的部门和文号', { toAuthority, reference })
    : finding(of, 'FAIL', '应载明移送的部门和文号', { missing }, [missing[0]!]);
}
