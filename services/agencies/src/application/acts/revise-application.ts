import { dayAt } from '@shanghai/kernel';
import type { ApplicationForm } from '../application-form.js';
import {
  type ApplicationActOutcome,
  type OnApplication,
  performOnApplication,
  verb,
} from '../perform-on-application.js';
import { fingerprintForm, judgedForm, sealForm } from '../seal-form.js';
import { judgeDraft } from '../applicant-rules.js';
import type { Drafting } from './draft-application.js';

/** 修改申报草稿: another form takes the place of the draft's. Recommendations stay, for what they name and for nothing new. */
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
      judge: () => judgeDraft(judgedForm(form), dayAt(now)),
      next: () => ({ form: sealForm(sealer, form) }),
    }),
  );
}
