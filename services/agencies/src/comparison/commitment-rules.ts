import { type DatedRule, type Finding, clause, finding, judgeOn, undetermined } from '@shanghai/kernel';
import type { SubmissionFacts } from '../application/submission-facts.js';
import { NOTICE_30, ruleOf30 } from './comparison-rule.js';

/** What is known of the commitments of an applicant for comparison (CMT). */
export interface CommitmentFacts {
  /** Whether its head has signed the commitment, and all of its staff the pledge. */
  readonly areSigned: boolean;
}

/** 机构承诺书 and 个人廉洁责任书 (STF-017). */
export const commitmentRules: readonly [DatedRule] = [
  ruleOf30(
    'STF-017',
    'COMMITMENT_MISSING',
    clause(NOTICE_30, '附件5 二（三）', '单位负责人应签署机构承诺书,所有工作人员应签署个人廉洁责任书'),
  ),
];

/** What was signed. It stays open as long as nothing is in hand. */
export function judgeCommitments({ commitments, on }: SubmissionFacts): readonly Finding[] {
  return judgeOn(commitmentRules, on, (rule) => {
    if (!commitments) return [undetermined(rule, notInHand)];
    return [
      commitments.areSigned
        ? finding(rule, 'PASS', '已签署机构承诺书和个人廉洁责任书')
        : finding(rule, 'FAIL', '尚未签署机构承诺书或个人廉洁责任书'),
    ];
  });
}

const notInHand = { code: 'COMMITMENTS', message: '尚未取得机构承诺书和个人廉洁责任书，无法核对', facts: {} } as const;
