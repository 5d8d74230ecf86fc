import { roundOf } from '../../round/round-rules.js';
import { gatherSubmissionFacts, stored } from '../gather-submission-facts.js';
import {
  type Acting,
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';
import { scopeOf } from '../scope-of.js';
import { judgedForm } from '../seal-form.js';
import { judgeSubmission } from '../submission-rules.js';
import { submittedItems } from '../submitted-items.js';

/** 提交申报: every rule at once, on the day of the submission (AGY-012, AGY-032). */
export async function submitApplication(acting: Acting, on: OnApplication): Promise<ApplicationActOutcome> {
  const { store, caller, now } = acting;
  return performOnApplication(
    acting,
    on,
    verb({
      act: 'submitApplication',
      // The locks of an applicant rest on its other applications; the cap on receipts, which have guards of their own.
      guards: [`applicant/${scopeOf(caller, 'agency')}`],
      facts: async (application, session) =>
        gatherSubmissionFacts(store, stored(application, judgedForm(application.form)), now, session),
      judge: (_application, facts) => judgeSubmission(facts),
      next: (_application, facts) => ({
        status: 'SUBMITTED',
        submittedAt: now,
        roundId: roundOf(facts)?._id ?? null,
        items: submittedItems(facts, on.id),
      }),
    }),
  );
}
