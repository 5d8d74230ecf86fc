import { type Finding, finding } from '@shanghai/kernel';
import type { ComparisonCase } from './comparison-case.js';
import { comparisonClauses } from './comparison-ground-rules.js';

/** 分别负责操作和审核 (STF-009). That a third person confirms is our reading (PR). */
export const separationRule = {
  rule: 'STF-009',
  force: 'MUST',
  code: 'SEPARATION_OF_DUTY',
  clauses: comparisonClauses.duties,
} as const;

/** The reviewer is none of those who operate: who received the case or asked the platform. */
export function judgeReviewer(one: ComparisonCase, reviewer: string): Finding {
  return judgeApart(reviewer, operatorsOf(one), '材料审查人员与受理、核验人员不是同一人');
}

/** The confirmer is neither the reviewer nor one of those who operate. */
export function judgeConfirmer(one: ComparisonCase, confirmer: string): Finding {
  const others = [...operatorsOf(one), ...(one.review ? [one.review.reviewedBy] : [])];
  return judgeApart(confirmer, others, '认定配证人员与受理、核验、审查人员不是同一人');
}

function judgeApart(person: string, others: readonly string[], message: string): Finding {
  if (!others.includes(person)) return finding(separationRule, 'PASS', message);
  return finding(separationRule, 'FAIL', '此步骤须由未办理过本个案前序步骤的人员办理');
}

/** Who has had to do with a case as the one who operates: received it or asked the platform. */
function operatorsOf({ operatedBy, verifications }: ComparisonCase): readonly string[] {
  return [...new Set([operatedBy, ...verifications.map(({ askedBy }) => askedBy)])];
}
