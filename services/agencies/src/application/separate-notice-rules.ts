import { type DatedRule, type Finding, clause, day, finding, judgeOn, undetermined } from '@shanghai/kernel';
import { roundAt } from '../round/round-rules.js';
import type { SubmissionFacts } from './submission-facts.js';

/** 另行通知 (MET-005): what the notices leave to others. None is in hand, so that nothing can be checked by it. */
export const separateNoticeRules: readonly [DatedRule, DatedRule] = [
  {
    rule: 'MET-005',
    force: 'INFO',
    code: 'SEPARATE_NOTICE',
    from: day('2024-08-19'),
    to: day('2025-03-19'),
    clauses: [
      clause('沪人社职〔2024〕270号', '三（四）', '相关要求另行通知'),
      clause('沪人社职〔2024〕270号', '四（三）', '具体材料填报及系统操作要求另行通知'),
    ],
  },
  {
    rule: 'MET-005',
    force: 'INFO',
    code: 'SEPARATE_NOTICE',
    from: day('2025-03-20'),
    to: null,
    clauses: [clause('沪人社职〔2025〕76号', '二（四）3', '具体申报要求另行通知')],
  },
];

/** Whether the round names the notices that were announced for it (MET-005): a remark, open while it names none. */
export function judgeSeparateNotices({ at, on, rounds }: SubmissionFacts): readonly Finding[] {
  const notices = roundAt(rounds, at)?.supplementaryNotices ?? [];
  return judgeOn(separateNoticeRules, on, (rule) =>
    notices.length > 0
      ? [finding(rule, 'PASS', '本批次的另行通知已登记，请一并遵守', { notices })]
      : [undetermined(rule, { code: 'SEPARATE_NOTICE', message: '另行通知的要求未取得，未作核对', facts: {} })],
  );
}
