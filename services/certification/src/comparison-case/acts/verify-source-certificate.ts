import { dayAt } from '@shanghai/kernel';
import type { OnAggregate } from '@shanghai/platform';
import { findMappingsById } from '../../mapping/mapping-store.js';
import type { ComparisonCase, ComparisonRefusal, SourceVerification } from '../comparison-case.js';
import { comparisonsVisibleTo, findComparisonsById } from '../comparison-store.js';
import {
  type ComparisonActing,
  type ComparisonOutcome,
  comparisonVerb,
  noSuchComparison,
  performOnComparison,
  personOf,
} from '../perform-on-comparison.js';
import { checksOf, judgeAnswer, statusAfter } from '../platform-answer-rules.js';
import { openComparison } from '../seal-comparison.js';
import type { PlatformEnquiry, VerificationPlatform } from '../verification-platform.js';

/**
 * 证书核验: what the platform answers is recorded (CMP-016). Genuine leads on; not genuine refuses and suggests a case (EVL-008);
 * what cannot be determined leaves the case where it is.
 */
export async function verifySourceCertificate(
  acting: ComparisonActing,
  on: OnAggregate,
  platform: VerificationPlatform,
): Promise<ComparisonOutcome> {
  const { now } = acting;
  const askedBy = personOf(acting);
  const answer = await platform.ask(await enquiryOf(acting, on.id));
  const { result, reference, answeredOn } = answer;
  const checks = checksOf(answer);
  const verification: SourceVerification = {
    ...{ platform: platform.name, result, reference, answeredOn, checks, askedBy, at: now },
  };
  return performOnComparison(
    acting,
    on,
    comparisonVerb({
      act: 'verifySourceCertificate',
      payload: { platform: platform.name, answer },
      judge: (one) => judgeAnswer(one, answer, dayAt(now)),
      next: (one): Partial<ComparisonCase> => ({
        status: statusAfter[result],
        verifications: [...one.verifications, verification],
        ...(result === 'NOT_GENUINE' && { refusal: notGenuine(verification), suggestsCase: true }),
      }),
    }),
  );
}

async function enquiryOf({ store, caller, sealer }: ComparisonActing, id: string): Promise<PlatformEnquiry> {
  const [found] = await findComparisonsById(store, [id], comparisonsVisibleTo(caller));
  if (!found) throw noSuchComparison();
  const [mapping] = await findMappingsById(store, [found.mappingId]);
  const { name: holder, sourceNumber } = openComparison(sealer, found);
  return {
    certifyingBody: mapping?.certifyingBody.nameZh ?? '',
    certificate: mapping?.certificate.nameZh ?? '',
    ...{ sourceNumber, holder },
  };
}

function notGenuine({ checks, reference, askedBy, at }: SourceVerification): ComparisonRefusal {
  const failed = checks.filter(({ verdict }) => verdict === 'FAIL').map(({ reason }) => reason);
  return {
    ground: 'NOT_GENUINE',
    description: failed.join('、'),
    evidence: [reference],
    ...{ refusedBy: askedBy, at },
  };
}
