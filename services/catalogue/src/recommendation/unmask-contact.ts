import { type Sealed, badUserInput, performUnmasking } from '@shanghai/platform';
import type { Drafting } from './acts/draft-recommendation.js';
import { noSuchRecommendation } from './perform-on-recommendation.js';
import { findRecommendationsById, visibleTo } from './recommendation-store.js';
import type { StoredRecommendation } from './recommendation.js';
import { sealedFields } from './seal-form.js';

/** Whose contact is asked for, and what for. */
export interface ContactRequest {
  readonly id: string;
  /** Null for the contact of the form. */
  readonly objectionNo: number | null;
  readonly purpose: string;
  readonly idempotencyKey: string;
}

/** A contact as it was given. An objector gives no name. */
export interface Contact {
  readonly name: string | null;
  readonly contact: string | null;
}

/**
 * 查看联系方式: as it was given, once the journal has who looks at it and what for.
 * @throws GraphQLError BAD_USER_INPUT when there is no such recommendation or contact, or the purpose is too short or too long
 */
export async function unmaskRecommendationContact(
  { store, caller, now, sealer }: Drafting,
  { id, objectionNo, purpose, idempotencyKey }: ContactRequest,
): Promise<Contact> {
  const [recommendation] = await findRecommendationsById(store, [id], visibleTo(caller));
  if (!recommendation) throw noSuchRecommendation();
  const { field, name, contact } = sealedContact(recommendation, objectionNo);
  const open = (sealed: Sealed | null) => sealed && sealer.open(field, sealed);
  const opened = await performUnmasking(store, {
    ...{ of: `recommendation/${id}`, purpose, caller, at: now, idempotencyKey },
    field: objectionNo === null ? 'form.contact' : `objections.${objectionNo}.contact`,
    open: () => JSON.stringify({ name: open(name), contact: open(contact) }),
  });
  return JSON.parse(opened) as Contact;
}

function sealedContact({ form, objections }: StoredRecommendation, objectionNo: number | null) {
  if (objectionNo === null) return { field: sealedFields.contact, name: form.contactName, contact: form.contactPhone };
  const objection = objections.find(({ no }) => no === objectionNo);
  if (!objection) throw badUserInput('no such objection', { argument: 'objectionNo' });
  return { field: sealedFields.objector, name: null, contact: objection.contact };
}
