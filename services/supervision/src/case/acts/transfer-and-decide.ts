import { dayAt } from '@shanghai/kernel';
import { type CaseActing, findCaseAgency, judgeActing } from '../case-agency.js';
import { type CaseActOutcome, type OnCase, bodyOf, caseVerb, performOnCase } from '../perform-on-case.js';
import { judgeTransfer } from '../transfer-rules.js';
import type { TransferMade } from './transfer-case.js';
import { untiered } from './decide-outcome.js';

/** 移送处理 of an unfiled body: no tier and no measure is for it, and what is decided is to whom it goes (VIO-008). */
export async function transferAndDecide(
  acting: CaseActing,
  on: OnCase,
  transfer: TransferMade,
): Promise<CaseActOutcome> {
  const { caller, now } = acting;
  const today = dayAt(now);
  return performOnCase(
    acting,
    on,
    caseVerb({
      act: 'transferAndDecide',
      payload: transfer,
      reason: transfer.reason,
      facts: async (one, session) => findCaseAgency(acting, one.subject.agencyId, session),
      judge: (one, known) => [...judgeActing(acting, one, known, today), judgeTransfer(transfer, 'VIO-008')],
      next: (one) => ({
        status: 'DECIDED',
        transfers: [...one.transfers, { ...transfer, on: today }],
        decisions: [
          ...one.decisions,
          {
            ...untiered,
            outcome: `移送${transfer.toAuthority}`,
            reason: transfer.reason,
            documentNo: transfer.reference,
            coAuthorities: [],
            no: one.decisions.length + 1,
            at: now,
            by: bodyOf(caller),
          },
        ],
      }),
    }),
  );
}
