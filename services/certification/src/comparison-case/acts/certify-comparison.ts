import { type Day, dayAt, stableId } from '@shanghai/kernel';
import type { OnAggregate } from '@shanghai/platform';
import { issueCertificate } from '../../certificate/issue-certificate.js';
import type { Certificate } from '../../certificate/certificate.js';
import { newCertificateNumber } from '../../certificate/certificate-number.js';
import { newCertificate, onceOfComparison } from '../../certificate/new-certificate.js';
import type { FiledScope } from '../../filing-scope/filed-scope.js';
import { findMappingsById } from '../../mapping/mapping-store.js';
import type { ComparisonMapping } from '../../mapping/comparison-mapping.js';
import type { ComparisonCase } from '../comparison-case.js';
import { type FilingFound, findComparisonFiling } from '../comparison-filing.js';
import { comparisonClauses } from '../comparison-ground-rules.js';
import { otherCaseStands } from '../comparison-store.js';
import {
  type ComparisonActing,
  type ComparisonOutcome,
  comparisonVerb,
  performOnComparison,
  personOf,
} from '../perform-on-comparison.js';
import { judgeListed, judgeOnce } from '../receipt-rules.js';
import { openComparison } from '../seal-comparison.js';
import { judgeConfirmer } from '../separation-rules.js';

interface Known {
  readonly filing: FilingFound;
  readonly mapping: ComparisonMapping | null;
  readonly isDuplicate: boolean;
}

/**
 * 认定配证: by a third person, under a filing that is in force that day and covers the certificate. What it yields is a
 * certificate of the register at the level of the mapping, in the same transaction (CMP-020, machine 7).
 */
export async function certifyComparison(acting: ComparisonActing, on: OnAggregate): Promise<ComparisonOutcome> {
  const { store, now } = acting;
  const confirmedBy = personOf(acting);
  const today = dayAt(now);
  return performOnComparison(
    acting,
    on,
    comparisonVerb<Known>({
      act: 'certifyComparison',
      facts: async (one, session) => {
        const [mapping = null] = await findMappingsById(store, [one.mappingId]);
        const asked = { agencyId: one.agencyId, mapping, on: today };
        return {
          mapping,
          filing: await findComparisonFiling(acting, asked, session),
          isDuplicate: await otherCaseStands(store, one, session),
        };
      },
      judge: (one, { filing, mapping, isDuplicate }) => [
        judgeConfirmer(one, confirmedBy),
        judgeListed(mapping, today),
        ...filing.findings,
        judgeOnce(isDuplicate),
      ],
      next: (one, { mapping }) => ({
        status: 'CERTIFIED',
        // The level is that of the mapping on this day.
        occupation: mapping!.occupationFullName,
        level: mapping!.level,
        certification: { confirmedBy, on: today, certificateId: stableId('certificate', one._id) },
      }),
      consequences: (after, { filing }) => [
        issueCertificate(store, certificateOf(acting, after, { scope: filing.scope!, on: today }), {
          clauses: comparisonClauses.issue,
          rules: ['CMP-020', 'FIL-004', 'STF-009'],
        }),
      ],
    }),
  );
}

function certificateOf(
  { sealer, now }: ComparisonActing,
  one: ComparisonCase,
  { scope, on }: { readonly scope: FiledScope; readonly on: Day },
): Certificate {
  const { name, idNumber } = openComparison(sealer, one);
  const filingDistrict = scope.authority?.district ?? null;
  const seat = scope.agency?.registrationDistrict ?? null;
  return newCertificate(sealer, {
    _id: one.certification!.certificateId,
    ...{ number: newCertificateNumber(), name, idNumber, once: onceOfComparison(one._id) },
    ...{ agencyId: one.agencyId, filingId: scope._id, district: seat, filingDistrict },
    districts: [...new Set([seat, filingDistrict].filter((district) => district !== null))],
    ...{
      source: 'COMPARISON',
      batchId: null,
      batchLine: null,
      comparisonCaseId: one._id,
      itemId: null,
      mappingId: one.mappingId,
    },
    ...{ occupation: one.occupation, level: one.level, examOn: on, issuedOn: on, registeredAt: now },
    ...{ candidateKind: null, agreementNo: null, score: null, inScope: true, duplicateOf: null },
    ...{ status: 'VALID', flags: [], synthetic: one.synthetic },
  });
}
