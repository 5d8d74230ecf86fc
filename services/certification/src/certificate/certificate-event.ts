import { dayAt, levelId } from '@shanghai/kernel';
import type { JournalEvent } from '@shanghai/platform';
import type { Certificate } from './certificate.js';

/** `certificate.registered`: what others are told of a new certificate, and never whose it is. */
export function registeredEvent(certificate: Certificate): JournalEvent {
  const { _id: certificateId, agencyId, filingId, itemId, mappingId, level, registeredAt } = certificate;
  const { inScope, duplicateOf, source } = certificate;
  const registeredOn = dayAt(registeredAt);
  return {
    type: 'certificate.registered',
    payload: {
      ...{ certificateId, agencyId, filingId, itemId, mappingId, source },
      level: level && levelId(level),
      ...{ registeredOn, inScope, duplicateOf },
    },
  };
}

/** `certificate.revoked`. */
export function revokedEvent({ _id: certificateId, agencyId, filingId, revocation }: Certificate): JournalEvent {
  const { reason, caseId, revokedOn } = revocation!;
  return { type: 'certificate.revoked', payload: { certificateId, agencyId, filingId, reason, caseId, revokedOn } };
}
