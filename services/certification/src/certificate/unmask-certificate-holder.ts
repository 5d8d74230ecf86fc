import { type Acting, type Sealer, badUserInput, performUnmasking } from '@shanghai/platform';
import { certificateFields } from './certificate-keys.js';
import { certificatesVisibleTo, findCertificatesById } from './certificate-store.js';

/** Whose field is asked for, and what for. */
export interface HolderUnmasking {
  readonly id: string;
  readonly field: 'name' | 'idNumber';
  readonly purpose: string;
  readonly idempotencyKey: string;
}

/**
 * 查看持证人信息: one field as it was given, once the journal has who looks at it and what for.
 * @throws GraphQLError BAD_USER_INPUT when there is no such certificate for the caller, or the purpose is too short or too long
 */
export async function unmaskCertificateHolder(
  { store, caller, now, sealer }: Acting & { readonly sealer: Sealer },
  { id, field, purpose, idempotencyKey }: HolderUnmasking,
): Promise<string> {
  const [found] = await findCertificatesById(store, [id], certificatesVisibleTo(caller));
  if (!found) throw badUserInput('no such certificate', { argument: 'id' });
  return performUnmasking(store, {
    ...{ of: `certificate/${id}`, field, purpose, caller, at: now, idempotencyKey },
    open: () => sealer.open(certificateFields[field], found[field]),
  });
}
