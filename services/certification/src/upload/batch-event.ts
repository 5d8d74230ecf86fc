import { dayAt, levelId } from '@shanghai/kernel';
import type { JournalEvent } from '@shanghai/platform';
import type { Certificate } from '../certificate/certificate.js';
import type { CertificateBatch, RefusedUpload } from './certificate-batch.js';

/**
 * `certificates.registered`: what others are told of a batch in one event. Thousands of certificates are told as counts; by name,
 * as `certificate.registered` names one, only those that do not fit.
 */
export function batchRegistered(batch: CertificateBatch, certificates: readonly Certificate[]): JournalEvent {
  const { _id: batchId, agencyId, filingId, source, rows, counts, registeredAt } = batch;
  const registeredOn = dayAt(registeredAt);
  const unfit = certificates.filter(({ inScope, duplicateOf }) => inScope !== true || duplicateOf !== null);
  return {
    type: 'certificates.registered',
    payload: {
      ...{ batchId, agencyId, filingId, source, registeredOn, rows },
      counts: counts.map(({ itemId, level, count }) => ({ itemId, level: level && levelId(level), count })),
      unfit: unfit.map(({ _id: certificateId, itemId, level, inScope, duplicateOf }) => ({
        ...{ certificateId, itemId, level: level && levelId(level), inScope, duplicateOf },
      })),
    },
  };
}

/** `upload.refused`: that a file was out of the scope of its filing, by rules and numbers alone (超范围上传). */
export function uploadRefused({ _id: uploadId, ...refused }: RefusedUpload): JournalEvent {
  return { type: 'upload.refused', payload: { uploadId, ...refused } };
}
