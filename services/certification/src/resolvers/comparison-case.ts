import { findLevel, maskName, maskResidentId } from '@shanghai/kernel';
import { historyPage, refusedOr } from '@shanghai/platform';
import { comparisonFields } from '../comparison-case/seal-comparison.js';
import type {
  ComparisonActResultResolvers,
  ComparisonApplicantResolvers,
  ComparisonCaseResolvers,
  ComparisonCertificationResolvers,
  ComparisonHolderResultResolvers,
  TouchedComparisonResolvers,
} from '../generated/resolvers.js';

const SHOWN = 4;

export const ComparisonCase = {
  id: ({ _id }) => _id,
  agency: ({ agencyId }) => ({ id: agencyId }),
  filing: ({ filingId }) => ({ id: filingId }),
  mapping: async ({ mappingId }, _arguments, { loaders }) => loaders.mapping.load(mappingId),
  level: ({ level }) => findLevel(level)!.id,
  applicant: (one) => one,
  history: async ({ _id }, page, { store, loaders }) =>
    historyPage(store, `comparison-case/${_id}`, page, async (first) =>
      loaders.historyStart(first).load(`comparison-case/${_id}`),
    ),
} satisfies ComparisonCaseResolvers;

/** Masked wherever it is shown; who needs to see it asks with a purpose (`unmaskComparisonHolder`). */
export const ComparisonApplicant = {
  name: ({ name }, _arguments, { sealer }) => maskName(sealer.open(comparisonFields.name, name)),
  idNumber: ({ idNumber }, _arguments, { sealer }) => maskResidentId(sealer.open(comparisonFields.idNumber, idNumber)),
  sourceNumber: ({ sourceNumber }, _arguments, { sealer }) =>
    allButLast(sealer.open(comparisonFields.sourceNumber, sourceNumber)),
} satisfies ComparisonApplicantResolvers;

export const ComparisonCertification = {
  certificate: async ({ certificateId }, _arguments, { loaders }) => loaders.certificate.load(certificateId),
} satisfies ComparisonCertificationResolvers;

export const TouchedComparison = {
  id: ({ _id }) => _id,
  comparisonCase: async ({ caseId }, _arguments, { loaders }) => loaders.comparison.load(caseId),
} satisfies TouchedComparisonResolvers;

export const ComparisonActResult: ComparisonActResultResolvers = refusedOr('ComparisonActDone');

export const ComparisonHolderResult: ComparisonHolderResultResolvers = refusedOr('ComparisonHolderShown');

/** The last four characters of a number that has more than eight, else none. */
function allButLast(number: string): string {
  const characters = [...number].slice(-12);
  return characters.map((one, at) => (characters.length > 8 && at >= characters.length - SHOWN ? one : '*')).join('');
}
