import { dayAt, stableId } from '@shanghai/kernel';
import type { Sealer } from '@shanghai/platform';
import type { ApplicationForm } from '../application-form.js';
import type { Application, StoredForm } from '../application.js';
import { type Acting, type ApplicationActOutcome, performOnApplication, verb } from '../perform-on-application.js';
import { scopeOf } from '../scope-of.js';
import { fingerprintForm, judgedForm, sealForm } from '../seal-form.js';
import { judgeDraft } from '../applicant-rules.js';

/** What is drafted, and by whom: `sealer` keeps its persons from who has no business with them. */
export interface Drafting extends Acting {
  readonly sealer: Sealer;
}

/** 起草申报: what is blank is not yet a fault; what is said and rules the applicant out is (AGY-001, AGY-002). */
export async function draftApplication(
  drafting: Drafting,
  { form, idempotencyKey }: { readonly form: ApplicationForm; readonly idempotencyKey: string },
): Promise<ApplicationActOutcome> {
  const { sealer, caller, now } = drafting;
  const applicantId = scopeOf(caller, 'agency');
  // From the key, so that a retry names the same application.
  const id = stableId('application', applicantId, idempotencyKey);
  return performOnApplication(
    drafting,
    { id, version: 0, idempotencyKey },
    verb({
      act: 'draftApplication',
      payload: fingerprintForm(sealer, form),
      blank: blankApplication({ id, applicantId, form: sealForm(sealer, form), now }),
      judge: ({ form: drafted }) => judgeDraft(judgedForm(drafted), dayAt(now)),
      next: () => ({ status: 'DRAFT' }),
    }),
  );
}

function blankApplication(of: {
  readonly id: string;
  readonly applicantId: string;
  readonly form: StoredForm;
  readonly now: Date;
}): Application {
  const { id, applicantId, form, now } = of;
  return {
    _id: id,
    applicantId,
    status: 'DRAFT',
    since: now,
    draftedAt: now,
    synthetic: isSynthetic(form),
    form,
    recommendations: [],
    siteRecommendations: [],
    exceptions: [],
    submittedAt: null,
    roundId: null,
    items: [],
    remarks: [],
    assessment: null,
    projectDueOn: null,
    publicity: null,
    objections: [],
    filingId: null,
    endReason: null,
  };
}

/** Invented bodies say so in their names. */
function isSynthetic({ name }: StoredForm): boolean {
  return name.startsWith('示例');
}
