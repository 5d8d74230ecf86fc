import type { Sealer } from '@shanghai/platform';
import type { ApplicationForm, ContactPerson } from './application-form.js';
import type { ContactPresence, ContactRole, JudgedForm, SealedContact, StoredForm } from './application.js';

/** The fields by which contacts are sealed. */
export const sealedFields = { person: 'application.contact', objector: 'application.objector' } as const;

/** The persons of the form, in its order. */
export const contactRoles: readonly ContactRole[] = ['head', 'executiveHead', 'liaison'];

/** The form as it is stored: nobody's name or phone in it can be read without the key. */
export function sealForm(sealer: Sealer, form: ApplicationForm): StoredForm {
  const seal = (person: ContactPerson | null): SealedContact | null =>
    person && {
      name: sealer.seal(sealedFields.person, person.name),
      title: person.title,
      phone: person.phone === null ? null : sealer.seal(sealedFields.person, person.phone),
    };
  return { ...form, head: seal(form.head), executiveHead: seal(form.executiveHead), liaison: seal(form.liaison) };
}

/** The form as rules see it, typed or stored: of a person only what is filled in. */
export function judgedForm(form: ApplicationForm | StoredForm): JudgedForm {
  const { head, executiveHead, liaison } = form;
  return { ...form, head: presenceOf(head), executiveHead: presenceOf(executiveHead), liaison: presenceOf(liaison) };
}

/** The form as a retry is recognised by: equal forms are equal, and nobody's name or phone stands in it. */
export function fingerprintForm(sealer: Sealer, form: ApplicationForm): unknown {
  const hash = (person: ContactPerson | null) =>
    person && sealer.searchHash(sealedFields.person, JSON.stringify([person.name, person.title, person.phone]));
  return { ...form, head: hash(form.head), executiveHead: hash(form.executiveHead), liaison: hash(form.liaison) };
}

function presenceOf(person: ContactPerson | SealedContact | null): ContactPresence | null {
  return person && { name: true, title: person.title !== null, phone: person.phone !== null };
}
