import { type Certificate, type CertificateFacts, newCertificate } from '@shanghai/certification';
import { day, stableId } from '@shanghai/kernel';
import { instantAt } from '@shanghai/platform';
import { testSealer } from '@shanghai/platform/testing';

/** A certificate that nobody has, as the store of these tests has it. */
export function graphCertificate(
  override: Partial<CertificateFacts> & Pick<CertificateFacts, 'number' | 'name' | 'idNumber'>,
): Certificate {
  return newCertificate(testSealer, {
    ...{ _id: stableId('certificate', override.number), once: null, agencyId: 'agency-1', filingId: 'filing-1' },
    ...{ districts: ['310115'], district: '310115', filingDistrict: null, source: 'UPLOADED', batchId: null },
    ...{
      batchLine: null,
      comparisonCaseId: null,
      itemId: null,
      mappingId: null,
      occupation: '示例养老护理员',
      level: 4,
    },
    ...{ examOn: day('2026-09-20'), issuedOn: day('2026-10-08'), registeredAt: instantAt(0), candidateKind: 'PUBLIC' },
    ...{ agreementNo: null, score: null, inScope: true, duplicateOf: null, status: 'VALID', flags: [] },
    synthetic: true,
    ...override,
  });
}
