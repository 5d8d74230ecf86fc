import type { SearchHash } from '@shanghai/platform';
import type { ClientSession, Connection } from 'mongoose';
import { certificatesOf } from '../certificate/certificate-store.js';
import type { VerifiableCertificate } from './verification.js';

/** What a certificate is looked for by: both, so that the index alone says whether there is one. */
export interface NumberAndName {
  readonly numberHash: SearchHash;
  readonly nameHash: SearchHash;
}

const shown = {
  number: 1,
  name: 1,
  nameHash: 1,
  numberHash: 1,
  idNumber: 1,
  agencyId: 1,
  filingId: 1,
  source: 1,
  itemId: 1,
  occupation: 1,
  level: 1,
  examOn: 1,
  issuedOn: 1,
  inScope: 1,
  status: 1,
  revocation: 1,
  hiddenOn: 1,
  revision: 1,
  printNo: 1,
  synthetic: 1,
} as const;

/**
 * The certificate of a number and a name that is shown; null where there is none. One command, and one place in one index: an
 * absent number and a wrong name are the same to it, since no document is read for either.
 */
export async function findVerifiable(
  connection: Connection,
  { numberHash, nameHash }: NumberAndName,
  session?: ClientSession,
): Promise<VerifiableCertificate | null> {
  return certificatesOf(connection)
    .findOne({ numberHash, nameHash, hiddenOn: null }, shown)
    .hint({ numberHash: 1, nameHash: 1 })
    .session(session ?? null)
    .lean<VerifiableCertificate | null>();
}

/** A certificate that is shown by its id; null where there is none. */
export async function findVerifiableById(
  connection: Connection,
  id: string,
  session?: ClientSession,
): Promise<VerifiableCertificate | null> {
  return certificatesOf(connection)
    .findOne({ _id: id, hiddenOn: null }, shown)
    .session(session ?? null)
    .lean<VerifiableCertificate | null>();
}
