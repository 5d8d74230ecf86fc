import type { Sealer } from '@shanghai/platform';
import type { SealedPerson } from './violation-case.js';

/** A person as named: the number is that of an identity card or of the staff list. */
export interface PersonNamed {
  readonly name: string;
  readonly number: string | null;
}

/** The field by which persons of cases are sealed. */
export const PERSON_FIELD = 'case.person';

/** The person as it is stored: nothing of it can be read without the key, and equal persons are found by their hash. */
export function sealPerson(sealer: Sealer, person: PersonNamed | null): SealedPerson | null {
  return (
    person && {
      name: sealer.seal(PERSON_FIELD, person.name),
      number: person.number === null ? null : sealer.seal(PERSON_FIELD, person.number),
      hash: sealer.searchHash(PERSON_FIELD, JSON.stringify([person.name.trim(), person.number?.trim() ?? null])),
    }
  );
}

/** The person as a retry is recognised by: equal ones are equal, and nobody's name stands in it. */
export function fingerprintPerson(sealer: Sealer, person: PersonNamed | null): string | null {
  return person && sealer.searchHash(PERSON_FIELD, JSON.stringify([person.name, person.number]));
}
