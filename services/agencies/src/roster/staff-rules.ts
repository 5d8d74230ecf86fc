import { type DatedRule, type Failure, type Finding, clause, judged, judgeOn } from '@shanghai/kernel';
import { NOTICE_30, ruleOf30 } from '../comparison/comparison-rule.js';
import type { ContractClause, ContractKind, RosterCase, RosterFacts, StaffFacts } from './roster-facts.js';

/** 工作人员应至少配备 5 名 (STF-001). */
export const headcountRules: readonly [DatedRule & { readonly atLeast: number }] = [
  {
    ...ruleOf30(
      'STF-001',
      'STAFF_TOO_FEW',
      clause(NOTICE_30, '附件5 二（一）', '工作人员应至少配备 5 名 (含负责人、执行负责人和联系人)'),
    ),
    atLeast: 5,
  },
];

/** 劳动合同、劳务协议或聘用合同 (STF-002). */
export const contractRules: readonly [DatedRule] = [
  ruleOf30(
    'STF-002',
    'CONTRACT_MISSING',
    clause(NOTICE_30, '附件5 二（一）', '且均已依法签订劳动合同、劳务协议或聘用合同'),
  ),
];

/** 聘用合同的主要条款要素 (STF-003). */
export const contractClauseRules: readonly [DatedRule] = [
  ruleOf30(
    'STF-003',
    'CONTRACT_CLAUSE_MISSING',
    clause(NOTICE_30, '附件5-2④', '工作人员签订聘用合同的，其主要条款要素应包括但不限于'),
  ),
];

/** What the kinds of contract are called. */
export const contractLabels: Readonly<Record<ContractKind, string>> = {
  LABOUR: '劳动合同',
  SERVICE: '劳务协议',
  ENGAGEMENT: '聘用合同',
};

/** The seven clauses of an engagement contract and what they are called, in the order of 附件5-2④. */
export const contractClauses: readonly (readonly [clause: ContractClause, label: string])[] = [
  ['TERM', '合同期限'],
  ['PLACE', '工作地点'],
  ['POST_AND_DUTIES', '岗位名称和岗位职责'],
  ['RIGHTS_AND_DUTIES', '权利义务'],
  ['LIABILITY', '违规责任'],
  ['CHANGE_AND_END', '合同变更'],
  ['OTHER_AGREEMENTS', '其他约定'],
];

/** How many there are, and what they have signed. */
export function judgeStaff({ staff }: RosterFacts, { on }: RosterCase): readonly Finding[] {
  const persons = new Set(staff.map(({ person }) => person)).size;
  return [
    ...judgeOn(headcountRules, on, (rule) => {
      const facts = { have: persons, need: rule.atLeast };
      const failure = { message: `工作人员应至少配备${rule.atLeast}名，现有${persons}名`, path: ['staff'], facts };
      return judged(rule, persons < rule.atLeast ? [failure] : [], '工作人员人数符合要求', { facts });
    }),
    ...judgeOn(contractRules, on, (rule) => judged(rule, staff.flatMap(withoutContract), '均已签订合同或协议')),
    ...judgeOn(contractClauseRules, on, (rule) => judged(rule, staff.flatMap(missingClauses), '聘用合同条款要素齐全')),
  ];
}

function withoutContract({ no, contract }: StaffFacts, at: number): readonly Failure[] {
  if (contract?.isAttached) return [];
  const kind = contract ? contractLabels[contract.kind] : '劳动合同、劳务协议或聘用合同';
  return [{ message: `序号${no}未附${kind}`, path: ['staff', String(at), 'contract'], facts: { no } }];
}

function missingClauses({ no, contract }: StaffFacts, at: number): readonly Failure[] {
  if (contract?.kind !== 'ENGAGEMENT') return [];
  return contractClauses
    .filter(([id]) => !contract.clauses.includes(id))
    .map(([id, label]) => ({
      message: `序号${no}的聘用合同缺少“${label}”`,
      path: ['staff', String(at), 'contract', 'clauses'],
      facts: { no, clause: id },
    }));
}
