import { type DatedRule, type Failure, type Finding, clause, judgeOn, judged, undetermined } from '@shanghai/kernel';
import type { SubmissionFacts } from '../application/submission-facts.js';
import { NOTICE_30, ruleOf30 } from './comparison-rule.js';

/** What is known of the commitments of an applicant for comparison (CMT). */
export interface CommitmentFacts {
  /** Whether its head has signed the commitment. */
  readonly isCommitted: boolean;
  /** The numbers on the roster of those staff who have not signed the pledge. */
  readonly unsigned: readonly number[];
}

/** 机构承诺书 and 个人廉洁责任书 (STF-017). */
export const commitmentRules: readonly [DatedRule] = [
  ruleOf30(
    'STF-017',
    'COMMITMENT_MISSING',
    clause(NOTICE_30, '附件5 二（三）', '单位负责人应签署机构承诺书,所有工作人员应签署个人廉洁责任书'),
  ),
];

/** What was signed: COMMITMENT_MISSING for the commitment, and once for all pledges that are missing. */
export function judgeCommitments({ commitments, on }: SubmissionFacts): readonly Finding[] {
  return judgeOn(commitmentRules, on, (rule) => {
    if (!commitments) return [undetermined(rule, notInHand)];
    const { isCommitted, unsigned } = commitments;
    const numbers = unsigned.map(String);
    const failures: readonly Failure[] = [
      ...(isCommitted ? [] : [{ message: '单位负责人尚未签署机构承诺书', path: ['commitment'] }]),
      ...(unsigned.length === 0
        ? []
        : [
            {
              message: `工作人员（序号${numbers.join('、')}）尚未签署个人廉洁责任书`,
              path: ['pledges'],
              facts: { unsigned: numbers },
            },
          ]),
    ];
    return judged(rule, failures, '已签署机构承诺书和个人廉洁责任书');
  });
}

const notInHand = { code: 'COMMITMENTS', message: '尚未取得机构承诺书和个人廉洁责任书，无法核对', facts: {} } as const;
