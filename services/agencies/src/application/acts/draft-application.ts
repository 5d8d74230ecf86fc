import { dayAt, stableId } from '@shanghai/kernel';
import type { Sealer } from '@shanghai/platform';
import type { ApplicationForm } from '../application-form.js';
import { type ApplicationRoute, routeBegun } from '../application-route.js';
import type { Application, StoredForm } from '../application.js';
import { type Acting, type ApplicationActOutcome, performOnApplication, verb } from '../perform-on-application.js';
import { scopeOf } from '../scope-of.js';
import { fingerprintForm, judgedForm, sealForm } from '../seal-form.js';
import { judgeDraftOf } from '../draft-rules.js';

/** What is drafted, and by whom: `sealer` keeps its persons from who has no business with them. */
export interface Drafting extends Acting {
  readonly sealer: Sealer;
}

/** What is drafted, by which route; that of a social evaluation organisation when absent. */
export interface Draft {
  readonly form: ApplicationForm;
  readonly route?: ApplicationRoute;
  readonly idempotencyKey: string;
}

/** 起草申报: what is blank is not yet a fault; what is said and rules the applicant out is (AGY-001, AGY-002). */
export async function draftApplication(
  drafting: Drafting,
  { form, route = 'SOCIAL', idempotencyKey }: Draft,
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
      payload: { form: fingerprintForm(sealer, form), route },
      blank: blankApplication({ id, applicantId, form: sealForm(sealer, form), route, now }),
      judge: (application) => judgeDraftOf(judgedForm(application.form), application, dayAt(now)),
      next: () => ({ status: 'DRAFT' }),
    }),
  );
}

function blankApplication(of: {
  readonly id: string;
  readonly applicantId: string;
  readonly form: StoredForm;
  readonly route: ApplicationRoute;
  readonly now: Date;
}): Application {
  const { id, applicantId, form, route, now } = of;
  return {
    ...routeBegun(route),
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
