import {
  type Clause,
  type Code,
  type DatedRule,
  type Finding,
  type LedgerId,
  clause,
  finding,
  judgeOn,
  undetermined,
} from '@shanghai/kernel';
import type { SubmissionFacts } from '../application/submission-facts.js';
import { NOTICE_30, ruleOf30 } from './comparison-rule.js';

/** What is known of the people of an applicant for comparison (STF, ISU, CMT). */
export interface RosterFacts {
  /** The rules that its roster, its supervisors and its commitments meet. */
  readonly met: readonly LedgerId[];
}

const IN_51 = '附件5-1';
const KEY_POSTS = clause(
  NOTICE_30,
  '附件5 二（一）',
  '申报审核、成绩管理等关键岗位应至少设置2人,分别负责操作和审核,人员应相对稳定,不可角色互换',
);
const CONTRACTS = clause(NOTICE_30, '附件5 二（一）', '且均已依法签订劳动合同、劳务协议或聘用合同');

const rows: readonly DatedRule[] = [
  row(
    'STF-001',
    'STAFF_TOO_FEW',
    clause(NOTICE_30, '附件5 二（一）', '工作人员应至少配备 5 名 (含负责人、执行负责人和联系人)'),
  ),
  row('STF-002', 'CONTRACT_MISSING', CONTRACTS),
  row(
    'STF-003',
    'CONTRACT_CLAUSE_MISSING',
    clause(NOTICE_30, '附件5-2', '工作人员签订聘用合同的，其主要条款要素应包括但不限于'),
  ),
  row('STF-004', 'HEAD_COUNT', clause(NOTICE_30, IN_51, '设置 1 人，负责人应为其开展职业评价工作的责任人')),
  row('STF-005', 'EXECUTIVE_HEAD_COUNT', clause(NOTICE_30, IN_51, '设置 1 人，负责其开展职业技能评价工作的运行实施')),
  row('STF-006', 'LIAISON_COUNT', clause(NOTICE_30, IN_51, '设置 1 人，配合负责人、执行负责人落实评价工作各环节事务')),
  row('STF-007', 'POST_CONFLICT', clause(NOTICE_30, IN_51, '联系人不得兼任负责人或执行负责人')),
  row('STF-008', 'FIELD_REQUIRED', clause(NOTICE_30, '附件5-2', '如一人兼任多岗的，应将其所有岗位列出')),
  row('STF-009', 'SEPARATION_OF_DUTY', KEY_POSTS),
  row('STF-010', 'SAME_REVIEWER', clause(NOTICE_30, IN_51, '申报审核岗应至少配备 2 人，分别负责初审和复核工作')),
  row('STF-011', 'SAME_REVIEWER', clause(NOTICE_30, IN_51, '应至少配备 2 人，分别负责抽题和复核工作')),
  row('STF-012', 'POST_CONFLICT', clause(NOTICE_30, IN_51, '成绩录入岗不得和成绩评定岗兼任')),
  row(
    'STF-017',
    'COMMITMENT_MISSING',
    clause(NOTICE_30, '附件5 二（三）', '单位负责人应签署机构承诺书,所有工作人员应签署个人廉洁责任书'),
  ),
  row(
    'ISU-001',
    'SUPERVISOR_TOO_FEW',
    clause(NOTICE_30, '附件5 二（二）', '内部质量督导员应至少配备5名,所有内部质量督导员应附申请表'),
  ),
];

/**
 * 工作人员、内部质量督导员和承诺 (STF-001 to STF-012, STF-017, ISU-001). They are judged by the roster. As long as none
 * is in hand they stay open, and nothing is submitted: they are MUST, and what is open refuses.
 */
export const rosterRules: Readonly<Partial<Record<LedgerId, DatedRule>>> = Object.fromEntries(
  rows.map((one) => [one.rule, one]),
);

/** What the roster says to each of the rules; open while there is none. */
export function judgeRoster({ roster, on }: SubmissionFacts): readonly Finding[] {
  return rows.flatMap((one) =>
    judgeOn([one], on, (rule) => {
      if (!roster) return [undetermined(rule, notInHand)];
      return [
        roster.met.includes(rule.rule) ? finding(rule, 'PASS', '符合') : finding(rule, 'FAIL', '不符合人员配备要求'),
      ];
    }),
  );
}

function row(rule: LedgerId, code: Code, source: Clause): DatedRule {
  return ruleOf30(rule, code, source);
}

const notInHand = { code: 'ROSTER', message: '尚未取得工作人员和内部质量督导员名册，无法核对', facts: {} } as const;
