import { certifyComparison } from '../comparison-case/acts/certify-comparison.js';
import { type ComparisonAsked, receiveComparison } from '../comparison-case/acts/receive-comparison.js';
import { refuseComparison } from '../comparison-case/acts/refuse-comparison.js';
import { reviewComparisonMaterials } from '../comparison-case/acts/review-comparison-materials.js';
import { verifySourceCertificate } from '../comparison-case/acts/verify-source-certificate.js';
import { listComparisons } from '../comparison-case/list-comparisons.js';
import { listTouched } from '../comparison-case/list-touched.js';
import { unmaskComparisonHolder } from '../comparison-case/unmask-comparison-holder.js';
import { type VerificationPlatform, recordedPlatform } from '../comparison-case/verification-platform.js';
import type {
  ComparisonRequestInput,
  MutationResolvers,
  PlatformAnswerInput,
  QueryResolvers,
} from '../generated/resolvers.js';
import { given, shortList } from './given.js';

const MOST_MATERIALS = 20;

/** What is asked of comparison cases. */
export const comparisonQueries = {
  comparisonCases: async (_root, { status, agencyId, mappingId, suggestsCase, first, after }, context) =>
    listComparisons(context, { statuses: status, agencyId, mappingId, suggestsCase }, { first, after }),
  touchedComparisons: async (_root, { edition, first, after }, context) =>
    listTouched(context, edition, { first, after }),
  comparisonCase: async (_root, { id }, { loaders }) => loaders.comparison.load(id),
} satisfies Partial<QueryResolvers>;

/** The acts of machine 4b. */
export const comparisonMutations = {
  receiveComparison: async (_root, { request, idempotencyKey }, context) =>
    receiveComparison(context, askedOf(request), idempotencyKey),
  verifySourceCertificate: async (_root, { answer, ...on }, context) =>
    verifySourceCertificate(context, on, platformOf(answer)),
  reviewComparisonMaterials: async (_root, { materials, opinion, ...on }, context) =>
    reviewComparisonMaterials(context, on, {
      materials: shortList('materials', materials, MOST_MATERIALS),
      opinion: given('opinion', opinion),
    }),
  certifyComparison: async (_root, on, context) => certifyComparison(context, on),
  refuseComparison: async (_root, { refusal, ...on }, context) =>
    refuseComparison(context, on, {
      ...refusal,
      evidence: shortList('refusal.evidence', refusal.evidence, MOST_MATERIALS),
    }),
  unmaskComparisonHolder: async (_root, asked, context) => unmaskComparisonHolder(context, asked),
} satisfies Partial<MutationResolvers>;

/** Blanks stay where a rule tells of them with its clause. */
function askedOf({
  sourceIssuedOn,
  name,
  idNumber,
  sourceNumber,
  ...request
}: ComparisonRequestInput): ComparisonAsked {
  return {
    ...{ mappingId: request.mappingId, idKind: request.idKind ?? 'RESIDENT_ID' },
    sourceIssuedOn: sourceIssuedOn ?? null,
    ...{ name: name.trim(), idNumber: idNumber.trim(), sourceNumber: sourceNumber.trim() },
  };
}

function platformOf({ platform, ...answer }: PlatformAnswerInput): VerificationPlatform {
  const { holderMatches = null, certificateMatches = null, isInForce = null, ...said } = answer;
  return recordedPlatform(given('answer.platform', platform), {
    ...said,
    holderMatches,
    certificateMatches,
    isInForce,
  });
}
