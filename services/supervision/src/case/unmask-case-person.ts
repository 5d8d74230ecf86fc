import { type Acting, type Sealer, badUserInput, performUnmasking } from '@shanghai/platform';
import { casesVisibleTo, findCasesById } from './case-store.js';
import { noSuchCase } from './perform-on-case.js';
import { PERSON_FIELD, type PersonNamed } from './seal-person.js';

/** Which person is asked for, and what for. */
export interface PersonRequest {
  readonly id: string;
  readonly purpose: string;
  readonly idempotencyKey: string;
}

/**
 * 查看当事人: as named, once the journal has who looks and what for.
 * @throws GraphQLError BAD_USER_INPUT when there is no such case or it is about no person, or the purpose is too short or long
 */
export async function unmaskCasePerson(
  { store, caller, now, sealer }: Acting & { readonly sealer: Sealer },
  { id, purpose, idempotencyKey }: PersonRequest,
): Promise<PersonNamed> {
  const [one] = await findCasesById(store, [id], casesVisibleTo(caller));
  if (!one) throw noSuchCase();
  const { person } = one.subject;
  if (!person) throw badUserInput('the case is about no person', { argument: 'id' });
  const opened = await performUnmasking(store, {
    ...{ of: `case/${id}`, field: 'subject.person', purpose, caller, at: now, idempotencyKey },
    open: () =>
      JSON.stringify({
        name: sealer.open(PERSON_FIELD, person.name),
        number: person.number && sealer.open(PERSON_FIELD, person.number),
      }),
  });
  return JSON.parse(opened) as PersonNamed;
}
