import { dayAt } from '@shanghai/kernel';
import type { ClientSession } from 'mongoose';
import { findAgencyById } from '../../agency/agency-store.js';
import type { Agency } from '../../agency/agency.js';
import { filingIdOf, filingOfApplication } from '../../filing/filing-of-application.js';
import { findFilingByReceipt } from '../../filing/filing-store.js';
import { judgeHolder, judgeReceiptNo } from '../../filing/receipt-rules.js';
import { findBodyFacts } from '../../restriction/restriction-store.js';
import type { Application } from '../application.js';
import { findApplicationsById, lookedUpBy } from '../application-store.js';
import { type Counts, countOthers } from '../count-others.js';
import { filedConsequences } from '../filed-consequence.js';
import { creditCodeOf } from '../gather-submission-facts.js';
import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  noSuchApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';
import { judgeReceipt } from '../publicity-rules.js';

interface ReceiptFacts {
  readonly counts: Counts;
  /** The agency of the applicant, where it has been filed before. */
  readonly known: Agency | null;
  readonly isNumberTaken: boolean;
  /** Whether another agency has come to have the credit code. */
  readonly isHolderTaken: boolean;
}

/** 出具备案回执: publicity over, no objection open, never a fourth filing of an item without an exception (AGY-024, AGY-010). */
export async function issueReceipt(
  acting: Acting,
  on: OnApplication,
  receiptNo: string,
): Promise<ApplicationActOutcome> {
  const { store, now } = acting;
  return performOnApplication(
    acting,
    on,
    verb<ReceiptFacts>({
      act: 'issueReceipt',
      payload: { receiptNo },
      guards: await guardsOf(acting, on),
      facts: async (application, session) => gatherFacts(acting, application, receiptNo, session),
      judge: (application, { counts, isNumberTaken, isHolderTaken }) => [
        judgeHolder(isHolderTaken, dayAt(now), application.route),
        ...judgeReceiptNo(receiptNo, isNumberTaken),
        ...judgeReceipt(application, dayAt(now), filedByItem(counts)),
      ],
      next: (application) => ({ status: 'FILED', filingId: filingIdOf(application) }),
      consequences: (application, { known }) =>
        filedConsequences(store, filingOfApplication(application, { receiptNo, at: now, known }), 'issueReceipt'),
    }),
  );
}

/** Receipts for one item, and for one applicant, are issued one after the other: the fourth sees the third. */
async function guardsOf({ store, caller }: Acting, { id }: OnApplication): Promise<readonly string[]> {
  const [application] = await findApplicationsById(store, [id], lookedUpBy(caller));
  if (!application) throw noSuchApplication();
  return [`applicant/${application.applicantId}`, ...application.lineageIds.map((one) => `item/${one}`)];
}

async function gatherFacts(
  { store, now }: Acting,
  application: Application,
  receiptNo: string,
  session: ClientSession,
): Promise<ReceiptFacts> {
  const { applicantId, form } = application;
  const body = { agencyId: applicantId, creditCode: creditCodeOf(form) };
  return {
    counts: await countOthers(store, application, now, session),
    isHolderTaken: (await findBodyFacts(store, body, session)).creditCodeIsTaken,
    known: await findAgencyById(store, applicantId, session),
    isNumberTaken: (await findFilingByReceipt(store, receiptNo, session)) !== null,
  };
}

function filedByItem(counts: Counts): ReadonlyMap<string, number> {
  return new Map([...counts].map(([itemId, { filedCount }]) => [itemId, filedCount]));
}
