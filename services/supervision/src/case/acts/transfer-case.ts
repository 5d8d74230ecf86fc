import { dayAt } from '@shanghai/kernel';
import type { Acting } from '@shanghai/platform';
import { type CaseActOutcome, type OnCase, caseVerb, performOnCase } from '../perform-on-case.js';
import { judgeTransfer } from '../transfer-rules.js';
import type { Transfer } from '../violation-case.js';

/** To whom a case is handed, and why. */
export type TransferMade = Omit<Transfer, 'on'>;

/** 移送相关部门依法处理: the case goes on here beside it (VIO-004). */
export async function transferCase(acting: Acting, on: OnCase, transfer: TransferMade): Promise<CaseActOutcome> {
  return performOnCase(
    acting,
    on,
    caseVerb({
      act: 'transferCase',
      payload: transfer,
      reason: transfer.reason,
      judge: () => [judgeTransfer(transfer)],
      next: ({ transfers }) => ({ transfers: [...transfers, { ...transfer, on: dayAt(acting.now) }] }),
    }),
  );
}
