import { type Finding, finding } from '@shanghai/kernel';
import type { ComparisonStatus } from './comparison-case.js';
import { comparisonActGrounds } from './comparison-ground-rules.js';
import { type ComparisonAct, comparisonTransitionOf } from './comparison-machine.js';

/** 办理状态 in Chinese. */
export const comparisonStatusLabels: Readonly<Record<ComparisonStatus, string>> = {
  RECEIVED: '已受理',
  CERTIFICATE_VERIFIED: '证书已核验',
  MATERIALS_REVIEWED: '材料已审查',
  CERTIFIED: '已认定配证',
  REFUSED: '不予认定',
};

/** Whether a step stands in machine 4b (CMP-016): ILLEGAL_TRANSITION from another state; null when it may go on. */
export function judgeComparisonStep(act: ComparisonAct, status: ComparisonStatus | null): Finding | null {
  const { from, guards } = comparisonTransitionOf(act);
  if (status === null ? from.length === 0 : from.includes(status)) return null;
  const rule = {
    rule: guards[0],
    force: 'MUST',
    code: 'ILLEGAL_TRANSITION',
    clauses: comparisonActGrounds[act],
  } as const;
  return finding(rule, 'FAIL', messageOf(status), { act, status });
}

function messageOf(status: ComparisonStatus | null): string {
  return status === null
    ? '个案尚未受理，不能办理此步骤'
    : `个案处于“${comparisonStatusLabels[status]}”，不能办理此步骤`;
}
