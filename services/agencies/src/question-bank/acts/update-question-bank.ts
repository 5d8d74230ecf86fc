import { dayAt } from '@shanghai/kernel';
import type { Acting, OnAggregate } from '@shanghai/platform';
import { judgeBank } from '../bank-rules.js';
import { type BankOutcome, gatherBankFacts, performOnBank, writtenBank } from '../perform-on-bank.js';
import type { BankDetails } from '../question-bank.js';

/** 更新题库备案: made anew by a standard, or shared with the municipal bank (QBK-001, QBK-003). */
export async function updateQuestionBank(acting: Acting, on: OnAggregate, details: BankDetails): Promise<BankOutcome> {
  return performOnBank(acting, on, {
    act: 'updateQuestionBank',
    payload: details,
    facts: async (bank, session) => gatherBankFacts(acting, bank, details, session),
    judge: ({ level }, facts) => judgeBank({ ...details, level }, facts, dayAt(acting.now)),
    next: (_bank, facts) => writtenBank(details, facts),
  });
}
