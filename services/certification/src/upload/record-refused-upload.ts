import { type Code, dayAt, stableId } from '@shanghai/kernel';
import { type Decision, performAct } from '@shanghai/platform';
import { certificateClauses } from '../certificate/certificate-clauses.js';
import type { CertificateActing } from '../certificate/perform-on-certificate.js';
import { uploadRefused } from './batch-event.js';
import { insertRefusedUpload, isRefusalKnown } from './batch-store.js';
import type { RefusedUpload } from './certificate-batch.js';

/**
 * Tells supervision that rows of a file were out of the scope of its filing (CRT-006): an act of its own, since the batch leaves
 * nothing. The same file under the same key is told once.
 */
export async function recordRefusedUpload(
  { store, caller, now }: Pick<CertificateActing, 'store' | 'caller' | 'now'>,
  fileHash: string,
  upload: Omit<RefusedUpload, '_id' | 'refusedOn'>,
): Promise<void> {
  const refused = {
    ...upload,
    _id: stableId('certificate-batch', 'refused', upload.filingId, fileHash),
    refusedOn: dayAt(now),
  };
  await performAct<RefusedUpload, Code>(store, {
    aggregate: `refused-upload/${refused._id}`,
    name: 'refuseUpload',
    ...{ caller, at: now, payload: null, idempotencyKey: null, expectedVersion: null },
    load: async (session) =>
      (await isRefusalKnown(store, refused._id, session)) ? { state: refused, version: 1 } : null,
    decide: (known): Decision<RefusedUpload, Code> =>
      known
        ? { accepted: false, refusals: ['UNCHANGED'] }
        : {
            accepted: true,
            state: refused,
            reason: null,
            grounds: [certificateClauses.comparing],
            rules: ['CRT-006'],
            event: uploadRefused(refused),
          },
    save: async (state, _version, session) => insertRefusedUpload(store, state, session),
  });
}
