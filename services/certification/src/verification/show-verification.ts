import { maskName } from '@shanghai/kernel';
import { type Sealer, badUserInput } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { certificateFields } from '../certificate/certificate-keys.js';
import { findScopesById } from '../filing-scope/filed-scope-store.js';
import { verificationPage } from './verification-page.js';
import type { VerifiableCertificate, Verification } from './verification.js';

/** Longer ones make a code that telephones read badly. */
const LONGEST_ADDRESS = 200;

/** The holder's name as it is shown to who knows it already. */
export function maskedHolder(sealer: Sealer, { name }: Pick<VerifiableCertificate, 'name'>): string {
  return maskName(sealer.open(certificateFields.name, name));
}

/**
 * 核验页: the verification as a page to be printed, with the address of the page in its code. At most one command, for the name of
 * the agency.
 * @throws GraphQLError BAD_USER_INPUT when the address is none of http or https
 */
export async function showVerification(
  { store, sealer }: { readonly store: Connection; readonly sealer: Sealer },
  verification: Verification,
  address: string,
): Promise<string> {
  const { certificate } = verification;
  if (address.length > LONGEST_ADDRESS || !/^https?:\/\/[!-~]+$/.test(address) || !URL.canParse(address))
    throw badUserInput('the address is one of http or https', { argument: 'address' });
  const [scope] = certificate ? await findScopesById(store, [certificate.filingId]) : [];
  return verificationPage({
    verification,
    holderName: certificate && maskedHolder(sealer, certificate),
    agencyName: scope?.agency?.name ?? null,
    address,
  });
}
