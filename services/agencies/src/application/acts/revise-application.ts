import { dayAt } from '@shanghai/kernel';
import type { ApplicationForm } from '../application-form.js';
import {
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';
import { fingerprintForm, judgedForm, sealForm } from '../seal-form.js';
import { judgeDraftOf } from '../draft-rules.js';
import { consentedStatus, keptConsents } from '../../route/consent-rules.js';
import type { Drafting } from './draft-application.js';

/** 修改申报草稿: another form takes the place of the draft's. Recommendations and consents stay, for what stays as it was and for nothing new. */
export async function reviseApplication(
  drafting: Drafting,
  on: OnApplication,
  form: ApplicationForm,
): Promise<ApplicationActOutcome> {
  const { sealer, now } = drafting;
  return performOnApplication(
    drafting,
    on,
    verb({
      act: 'reviseApplication',
      payload: fingerprintForm(sealer, form),
      judge: (application) => judgeDraftOf(judgedForm(form), application, dayAt(now)),
      next: ({ route, form: before, consents }) => {
        const kept = { route, consents: keptConsents(before, form, consents) };
        return { form: sealForm(sealer, form), consents: kept.consents, status: consentedStatus(form, kept) };
      },
    }),
  );
}
