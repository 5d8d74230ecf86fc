import { day, stableId } from '@shanghai/kernel';
import { instantAt } from '@shanghai/platform';
import { testSealer } from '@shanghai/platform/testing';
import type { Certificate } from '../dist/certificate/certificate.js';
import { type CertificateFacts, newCertificate } from '../dist/certificate/new-certificate.js';

/** A valid certificate that nobody has, in the open; what is named is otherwise. */
export function certificateFacts(override: Partial<CertificateFacts> = {}): CertificateFacts {
  const number = override.number ?? 'SH0123456789ABCDEFGHJK';
  return {
    _id: stableId('certificate', number),
    number,
    name: '示例张三',
    idNumber: '310101199001011234',
    once: null,
    agencyId: 'agency-1',
    filingId: 'filing-1',
    districts: ['310115'],
    district: '310115',
    filingDistrict: null,
    source: 'UPLOADED',
    batchId: null,
    batchLine: null,
    comparisonCaseId: null,
    itemId: 'item-1',
    mappingId: null,
    occupation: '养老护理员',
    level: 4,
    examOn: day('2026-09-20'),
    issuedOn: day('2026-10-08'),
    registeredAt: instantAt(Date.parse('2026-10-09T02:00:00Z')),
    candidateKind: 'PUBLIC',
    agreementNo: null,
    score: { enteredBy: '1', confirmedBy: '2' },
    inScope: true,
    duplicateOf: null,
    status: 'VALID',
    flags: [],
    synthetic: true,
    ...override,
  };
}

/** The same as it is stored, sealed with the keys of tests. */
export function inventedCertificate(
  override: Partial<CertificateFacts> = {},
  later: Partial<Certificate> = {},
): Certificate {
  return { ...newCertificate(testSealer, certificateFacts(override)), ...later };
}
