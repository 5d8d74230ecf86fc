import type { Code } from '@shanghai/kernel';
import { certificateStepOf, stateOfCertificate } from './certificate-machine.js';
import type { Certificate, RevocationReason } from './certificate.js';

/** `revocation.ordered`: what supervision decides of certificates (VIO-005). */
export interface OrderedRevocation {
  readonly caseId: string;
  readonly revocationId: string;
  readonly filingId: string;
  readonly certificateIds: readonly string[];
  readonly reason: RevocationReason;
}

/**
 * Why an order cannot be carried out, by code: NO_SUCH_CERTIFICATE, CERTIFICATE_OF_OTHER_FILING, ILLEGAL_TRANSITION. Empty when
 * it can. It is carried out whole or not at all, so that the case can be answered in one word.
 */
export function refusedOrder(order: OrderedRevocation, found: readonly Certificate[]): readonly Code[] {
  const { from } = certificateStepOf('revokeCertificate');
  const isMissing = order.certificateIds.some((id) => !found.some(({ _id }) => _id === id));
  const isOther = found.some(({ filingId }) => filingId !== order.filingId);
  const isIllegal = found.some((one) => !from.includes(stateOfCertificate(one)));
  return [
    ...(isMissing ? (['NO_SUCH_CERTIFICATE'] as const) : []),
    ...(isOther ? (['CERTIFICATE_OF_OTHER_FILING'] as const) : []),
    ...(isIllegal ? (['ILLEGAL_TRANSITION'] as const) : []),
  ];
}
