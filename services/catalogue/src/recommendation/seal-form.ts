import type { Sealer } from '@shanghai/platform';
import type { RecommendationForm } from './recommendation-form.js';
import type { JudgedForm, StoredForm } from './recommendation.js';

/** The fields by which contacts are sealed. */
export const sealedFields = { contact: 'recommendation.contact', objector: 'recommendation.objector' } as const;

/** The form as it is stored: the contact in it cannot be read without the key. */
export function sealForm(sealer: Sealer, form: RecommendationForm): StoredForm {
  const seal = (text: string | null) => (text === null ? null : sealer.seal(sealedFields.contact, text));
  return { ...form, contactName: seal(form.contactName), contactPhone: seal(form.contactPhone) };
}

/** The form as rules see it, typed or stored. A blank that was typed is blank when it is stored, too. */
export function judgedForm(form: RecommendationForm | StoredForm): JudgedForm {
  return { ...form, contactName: isFilled(form.contactName), contactPhone: isFilled(form.contactPhone) };
}

/** The form as a retry is recognised by: equal forms are equal, and no contact stands in it. */
export function fingerprintForm(sealer: Sealer, form: RecommendationForm): unknown {
  const { contactName, contactPhone } = form;
  const contact = sealer.searchHash(sealedFields.contact, JSON.stringify([contactName, contactPhone]));
  return { ...form, contactName: null, contactPhone: null, contact };
}

function isFilled(text: string | null): boolean {
  return text !== null && text.trim() !== '';
}
