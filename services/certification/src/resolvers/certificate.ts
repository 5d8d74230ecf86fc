import { levelId, maskName, maskResidentId } from '@shanghai/kernel';
import { refusedOr } from '@shanghai/platform';
import { certificateFields } from '../certificate/certificate-keys.js';
import { certificateActsOpenTo } from '../certificate/certificate-step-rules.js';
import { numberRemark } from '../certificate/number-structure.js';
import { certificateBodyOf } from '../certificate/perform-on-certificate.js';
import type {
  CertificateActResultResolvers,
  CertificateCorrectionResolvers,
  CertificateHolderResultResolvers,
  CertificateResolvers,
} from '../generated/resolvers.js';
import { historyOf } from './history.js';

/** Masked wherever it is shown; who needs to see a field asks with a purpose (`unmaskCertificateHolder`). */
export const Certificate = {
  id: ({ _id }) => _id,
  number: ({ number }, _arguments, { sealer }) => sealer.open(certificateFields.number, number),
  holderName: ({ name }, _arguments, { sealer }) => maskName(sealer.open(certificateFields.name, name)),
  holderIdNumber: ({ idNumber }, _arguments, { sealer }) =>
    maskResidentId(sealer.open(certificateFields.idNumber, idNumber)),
  agency: ({ agencyId }) => ({ id: agencyId }),
  filing: ({ filingId }) => ({ id: filingId }),
  mapping: async ({ mappingId }, _arguments, { loaders }) =>
    mappingId === null ? null : loaders.mapping.load(mappingId),
  level: ({ level }) => level && levelId(level),
  hidingReason: ({ hiding }) => hiding?.reason ?? null,
  numberStructure: ({ number, level, issuedOn }, _arguments, { sealer }) =>
    numberRemark(sealer.open(certificateFields.number, number), { level, issuedOn }),
  availableActs: (certificate, _arguments, context) => certificateActsOpenTo(certificateBodyOf(context), certificate),
  history: async ({ _id }, page, context) => historyOf(context, `certificate/${_id}`, page),
} satisfies CertificateResolvers;

export const CertificateCorrection = {
  holderName: ({ name }, _arguments, { sealer }) =>
    name === null ? null : maskName(sealer.open(certificateFields.name, name)),
  holderIdNumber: ({ idNumber }, _arguments, { sealer }) =>
    idNumber === null ? null : maskResidentId(sealer.open(certificateFields.idNumber, idNumber)),
} satisfies CertificateCorrectionResolvers;

export const CertificateActResult: CertificateActResultResolvers = refusedOr('CertificateActDone');

export const CertificateHolderResult: CertificateHolderResultResolvers = refusedOr('CertificateHolderShown');
