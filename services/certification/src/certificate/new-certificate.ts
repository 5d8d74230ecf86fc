import type { Sealer } from '@shanghai/platform';
import type { Certificate } from './certificate.js';
import { certificateFields, certificateNumberKey, holderNameKey } from './certificate-keys.js';

/** Whose a certificate is, in the open. */
export interface PlainHolder {
  readonly name: string;
  readonly idNumber: string;
}

/** What a certificate is made from: everything that is not sealed, and the three texts that are to be. */
export interface CertificateFacts
  extends
    PlainHolder,
    Omit<
      Certificate,
      | 'number'
      | 'numberHash'
      | 'name'
      | 'nameHash'
      | 'idNumber'
      | 'idNumberHash'
      | 'onceHash'
      | 'hiddenOn'
      | 'revocation'
      | 'revision'
      | 'printNo'
      | 'correction'
      | 'hiding'
    > {
  readonly number: string;
  /** What there may be one certificate for, in the open; null for one that may repeat. */
  readonly once: string | null;
}

/** A certificate as it is first stored: first revision, first print, names and numbers sealed. */
export function newCertificate(
  sealer: Sealer,
  { number, name, idNumber, once, ...facts }: CertificateFacts,
): Certificate {
  return {
    ...facts,
    number: sealer.seal(certificateFields.number, number),
    numberHash: sealer.searchHash(certificateFields.number, certificateNumberKey(number)),
    ...sealedHolder(sealer, { name, idNumber }),
    onceHash: once === null ? null : sealer.searchHash(certificateFields.once, once),
    revocation: null,
    hiddenOn: null,
    revision: 1,
    printNo: 1,
    correction: null,
    hiding: null,
  };
}

/** Name and identity number as they are stored, with what they are found by. */
export function sealedHolder(sealer: Sealer, { name, idNumber }: PlainHolder) {
  return {
    name: sealer.seal(certificateFields.name, name),
    nameHash: sealer.searchHash(certificateFields.name, holderNameKey(name)),
    idNumber: sealer.seal(certificateFields.idNumber, idNumber),
    idNumberHash: sealer.searchHash(certificateFields.idNumber, idNumber),
  };
}

/** One evaluation, one certificate: the same person, subject, level and day of exam (CRT-006). */
export function onceOfExam({
  idNumber,
  itemId,
  occupation,
  level,
  examOn,
}: Pick<CertificateFacts, 'idNumber' | 'itemId' | 'occupation' | 'level' | 'examOn'>): string {
  return JSON.stringify([idNumber, itemId ?? occupation, level, examOn]);
}

/** One foreign certificate, one comparison: the case that certified it (CMP-020). */
export function onceOfComparison(comparisonCaseId: string): string {
  return JSON.stringify(['comparison', comparisonCaseId]);
}
