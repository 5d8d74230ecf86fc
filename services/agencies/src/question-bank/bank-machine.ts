import { clause } from '@shanghai/kernel';
import { NOTICE_30 } from '../comparison/comparison-rule.js';
import type { RecordStep } from '../record/record-step-rules.js';
import { bankStandardRules } from './bank-rules.js';

/** What is done to a question bank. */
export type BankAct = 'registerQuestionBank' | 'updateQuestionBank' | 'withdrawQuestionBank';

/** 题库 as 30号 speaks of it: it is registered (QBK-006) and may join the municipal bank (QBK-003). */
export const bankClauses = {
  registered: clause(NOTICE_30, '附件5-1', '做好题库备案和管理'),
  shared: clause(NOTICE_30, '承诺书七', '开发成果自愿纳入市级题库统筹使用'),
} as const;

const by = ['AGENCY'] as const;
const clauses = bankStandardRules[0].clauses;

/** 题库备案, row by row. */
export const bankSteps: readonly RecordStep<BankAct, 'REGISTERED' | 'WITHDRAWN'>[] = [
  { act: 'registerQuestionBank', by, from: [null], to: 'REGISTERED', guards: ['QBK-001', 'QBK-006'], clauses },
  { act: 'updateQuestionBank', by, from: ['REGISTERED'], to: 'REGISTERED', guards: ['QBK-001', 'QBK-003'], clauses },
  { act: 'withdrawQuestionBank', by, from: ['REGISTERED'], to: 'WITHDRAWN', guards: ['QBK-006'], clauses },
];

/** 国家职业标准: the Centre records which version is in force since when, since no notice in hand lists them (PR). */
export const standardSteps: readonly RecordStep<'recordStandardVersion', 'RECORDED'>[] = [
  {
    act: 'recordStandardVersion',
    by: ['CENTRE'],
    from: [null, 'RECORDED'],
    to: 'RECORDED',
    guards: ['QBK-001'],
    clauses,
  },
];
