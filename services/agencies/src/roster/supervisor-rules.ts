import {
  type DatedRule,
  type Failure,
  type Finding,
  clause,
  day,
  judged,
  judgeOn,
  undetermined,
} from '@shanghai/kernel';
import { NOTICE_30, ruleOf30 } from '../comparison/comparison-rule.js';
import { holders } from './post-rules.js';
import type { RosterCase, RosterFacts } from './roster-facts.js';

/** 内部质量督导员应至少配备 5 名 (ISU-001). */
export const supervisorRules: readonly [DatedRule & { readonly atLeast: number }] = [
  {
    ...ruleOf30(
      'ISU-001',
      'SUPERVISOR_TOO_FEW',
      clause(NOTICE_30, '附件5 二（二）', '内部质量督导员应至少配备5名,所有内部质量督导员应附申请表'),
    ),
    atLeast: 5,
  },
];

/** A supervisor who is also staff, or leads: no notice forbids it, and who supervises whom is to be asked (ISU-001, PR). */
export const selfSupervisionRules: readonly [DatedRule] = [
  { ...supervisorRules[0], code: 'SELF_SUPERVISION', force: 'INFO' },
];

/** What rests on records that no roster holds: mechanisms, assignments, a ledger of quality (STF-014, ISU-005 to ISU-007). */
export const recordRules: readonly (readonly [DatedRule])[] = [
  [
    remark(
      ruleOf30(
        'STF-014',
        'ASSIGNMENT_NOT_RANDOM',
        clause(NOTICE_30, '附件5-1 考评人员管理岗', '随机委派并按时通知考评人员现场执行考评工作'),
      ),
    ),
  ],
  [
    remark({
      ...ruleOf30('ISU-005', 'TEAM_MISSING'),
      from: day('2024-05-01'),
      clauses: [clause('沪人社职〔2024〕120号', '三（二）2', '评价机构要建立考评人员和内部质量监督人员队伍')],
    }),
  ],
  [
    remark({
      ...ruleOf30('ISU-006', 'INTERNAL_SUPERVISION_MISSING'),
      from: day('2024-05-01'),
      clauses: [
        clause(
          '沪人社职〔2024〕120号',
          '三（三）1',
          '评价机构要建立并落实内部质量督导机制以及问题回溯、责任追究机制，自觉接受有关部门监督检查',
        ),
      ],
    }),
  ],
  [remark(ruleOf30('ISU-007', 'QUALITY_LEDGER_MISSING', clause(NOTICE_30, '附件5-1 质量管理岗', '制作质量工作台账')))],
];

const records: Readonly<Record<string, string>> = {
  'STF-014': '尚无随机委派和通知的记录，无法核对',
  'ISU-005': '尚无队伍培训、资格、派遣和考核制度的记录，无法核对',
  'ISU-006': '尚无内部督导和整改的记录，无法核对',
  'ISU-007': '尚无质量工作台账，无法核对',
};

/** How many supervise, with which papers; and who of them would supervise their own work. */
export function judgeSupervisors(roster: RosterFacts, { on }: RosterCase): readonly Finding[] {
  return [
    ...judgeOn(supervisorRules, on, (rule) => {
      const have = new Set(roster.supervisors.map(({ person }) => person)).size;
      const facts = { have, need: rule.atLeast };
      const message = `内部质量督导员应至少配备${rule.atLeast}名，现有${have}名`;
      const tooFew = have < rule.atLeast ? [{ message, path: ['supervisors'], facts }] : [];
      return judged(rule, [...tooFew, ...withoutForm(roster)], '内部质量督导员人数和申请表符合要求', { facts });
    }),
    ...judgeOn(selfSupervisionRules, on, (rule) => judged(rule, selfSupervising(roster, on), '督导员均非工作人员')),
  ];
}

/** What cannot be told from a roster stays open, as a remark. */
export function judgeRecords(_roster: RosterFacts, { on }: RosterCase): readonly Finding[] {
  return recordRules.flatMap((rows) =>
    judgeOn(rows, on, (rule) => [undetermined(rule, { code: 'RECORDS', message: records[rule.rule]!, facts: {} })]),
  );
}

function withoutForm({ supervisors }: RosterFacts): readonly Failure[] {
  return supervisors.flatMap(({ no, hasForm }, at) =>
    hasForm
      ? []
      : [
          {
            message: `内部质量督导员序号${no}未附申请表`,
            path: ['supervisors', String(at), 'hasForm'],
            facts: { no },
            code: 'SUPERVISOR_FORM_MISSING' as const,
          },
        ],
  );
}

function selfSupervising({ staff, supervisors }: RosterFacts, on: RosterCase['on']): readonly Failure[] {
  const leading = new Set(
    (['AGENCY_HEAD', 'EXECUTIVE_HEAD', 'LIAISON'] as const)
      .flatMap((post) => holders(staff, post, on))
      .map(({ person }) => person),
  );
  const working = new Set(staff.map(({ person }) => person));
  return supervisors.flatMap(({ no, person }, at) =>
    working.has(person)
      ? [
          {
            message: `内部质量督导员序号${no}同时是工作人员，不宜督导本人工作`,
            path: ['supervisors', String(at)],
            facts: { no, leads: leading.has(person) },
          },
        ]
      : [],
  );
}

function remark(rule: DatedRule): DatedRule {
  return { ...rule, force: 'INFO' };
}
