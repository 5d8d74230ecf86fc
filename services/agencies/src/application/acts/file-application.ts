import { dayAt } from '@shanghai/kernel';
import type { ClientSession } from 'mongoose';
import { findAgencyById } from '../../agency/agency-store.js';
import type { Agency } from '../../agency/agency.js';
import { filingIdOf, filingOfApplication } from '../../filing/filing-of-application.js';
import { judgeHolder } from '../../filing/receipt-rules.js';
import { findBodyFacts } from '../../restriction/restriction-store.js';
import { judgeAssessed } from '../../route/assessed-rules.js';
import type { Application } from '../application.js';
import { findApplicationsById, lookedUpBy } from '../application-store.js';
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

interface FilingFacts {
  /** The agency of the applicant, where it has been filed before. */
  readonly known: Agency | null;
  readonly isHolderTaken: boolean;
}

/**
 * 完成备案 (RTE-001, RTE-002, RTE-004): by the authority of the route, without a printed receipt and for an assumed time
 * (FIL-003).
 */
export async function fileApplication(acting: Acting, on: OnApplication): Promise<ApplicationActOutcome> {
  const { store, caller, now } = acting;
  const [found] = await findApplicationsById(store, [on.id], lookedUpBy(caller));
  if (!found) throw noSuchApplication();
  return performOnApplication(
    acting,
    on,
    verb<FilingFacts>({
      act: 'fileApplication',
      // The filings of one applicant are made one after the other: each knows the agency that the one before has made.
      guards: [`applicant/${found.applicantId}`],
      facts: async (application, session) => gatherFacts(acting, application, session),
      judge: (application, { isHolderTaken }) => [
        judgeAssessed(application),
        judgeHolder(isHolderTaken, dayAt(now), application.route),
      ],
      next: (application) => ({ status: 'FILED', filingId: filingIdOf(application) }),
      consequences: (application, { known }) =>
        filedConsequences(
          store,
          filingOfApplication(application, { receiptNo: null, at: now, known }),
          'fileApplication',
        ),
    }),
  );
}

async function gatherFacts(
  { store }: Acting,
  { applicantId: agencyId, form }: Application,
  session: ClientSession,
): Promise<FilingFacts> {
  const { creditCodeIsTaken } = await findBodyFacts(store, { agencyId, creditCode: creditCodeOf(form) }, session);
  return { known: await findAgencyById(store, agencyId, session), isHolderTaken: creditCodeIsTaken };
}
