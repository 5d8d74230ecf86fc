import { type Sealed, badUserInput, performUnmasking } from '@shanghai/platform';
import type { Registering } from './perform-on-register.js';
import { personsVisibleTo, registerRecords } from './register-store.js';
import { sealedPersonFields } from './registered-person.js';

/** What of a person is sealed. */
export type SealedField = keyof typeof sealedPersonFields;

/** Whose field is asked for, and what for. */
export interface PersonUnmasking {
  readonly id: string;
  readonly field: SealedField;
  readonly purpose: string;
  readonly idempotencyKey: string;
}

/**
 * 查看个人信息: one field of a person as it was given, once the journal has who looks at it and what for.
 * @throws GraphQLError BAD_USER_INPUT when there is no such person for the caller or the field is empty
 */
export async function unmaskRegisteredPerson(
  { store, caller, now, sealer }: Registering,
  { id, field, purpose, idempotencyKey }: PersonUnmasking,
): Promise<string> {
  const person = await registerRecords.find(store, id, personsVisibleTo(caller));
  if (!person) throw badUserInput('no such record', { argument: 'id' });
  const sealed: Sealed | null = person[field];
  if (sealed === null) throw badUserInput('nothing was given', { argument: 'field' });
  return performUnmasking(store, {
    ...{ of: `registered-person/${id}`, field, purpose, caller, at: now, idempotencyKey },
    open: () => sealer.open(sealedPersonFields[field], sealed),
  });
}
