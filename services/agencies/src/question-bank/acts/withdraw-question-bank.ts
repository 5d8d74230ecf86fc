import type { Acting, OnAggregate } from '@shanghai/platform';
import { type BankOutcome, performOnBank } from '../perform-on-bank.js';

/** 撤回题库备案: the bank is used no more; its record stays. */
export async function withdrawQuestionBank(acting: Acting, on: OnAggregate, reason: string): Promise<BankOutcome> {
  return performOnBank(acting, on, { act: 'withdrawQuestionBank', payload: { reason }, reason, next: () => ({}) });
}
