import { type Sealed, badUserInput, performUnmasking } from '@shanghai/platform';
import type { Drafting } from './acts/draft-application.js';
import type { ContactRole, StoredApplication } from './application.js';
import { findApplicationsById, lookedUpBy } from './application-store.js';
import { noSuchApplication } from './perform-on-application.js';
import { sealedFields } from './seal-form.js';

/** Whose contact: a person of the form, or who raised an objection. */
export type ContactOf = ContactRole | { readonly objectionNo: number };

/** Which contact is asked for, and what for. */
export interface ContactRequest {
  readonly id: string;
  readonly of: ContactOf;
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
 * @throws GraphQLError BAD_USER_INPUT when there is no such application or contact, or the purpose is too short or too long
 */
export async function unmaskContact(
  { store, caller, now, sealer }: Drafting,
  { id, of, purpose, idempotencyKey }: ContactRequest,
): Promise<Contact> {
  const [application] = await findApplicationsById(store, [id], lookedUpBy(caller));
  if (!application) throw noSuchApplication();
  const sealed = sealedContact(application, of);
  if (!sealed) throw badUserInput('no such contact', { argument: 'of' });
  const opened = await performUnmasking(store, {
    ...{ of: `application/${id}`, field: nameOf(of), purpose, caller, at: now, idempotencyKey },
    open: () => JSON.stringify(openContact(sealed, (value) => sealer.open(sealed.field, value))),
  });
  return JSON.parse(opened) as Contact;
}

interface SealedParts {
  readonly field: string;
  readonly name: Sealed | null;
  readonly contact: Sealed | null;
}

function sealedContact({ form, objections }: StoredApplication, of: ContactOf): SealedParts | null {
  if (typeof of === 'string') {
    const person = form[of];
    return person && { field: sealedFields.person, name: person.name, contact: person.phone };
  }
  const objection = objections.find(({ no }) => no === of.objectionNo);
  return objection ? { field: sealedFields.objector, name: null, contact: objection.contact } : null;
}

function openContact({ name, contact }: SealedParts, open: (sealed: Sealed) => string): Contact {
  return { name: name && open(name), contact: contact && open(contact) };
}

/** As the journal names it. */
function nameOf(of: ContactOf): string {
  return typeof of === 'string' ? `form.${of}` : `objections.${of.objectionNo}.contact`;
}
