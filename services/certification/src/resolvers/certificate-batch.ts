import { findCertificatesOfBatch } from '../certificate/certificate-store.js';
import type {
  CertificateBatchResolvers,
  CertificateBatchResultResolvers,
  MutationResolvers,
} from '../generated/resolvers.js';
import { batchTable } from '../upload/batch-table.js';
import type { CertificateBatch as Batch } from '../upload/certificate-batch.js';
import { countRefusals, reportTable } from '../upload/row-report.js';
import { type UploadOutcome, uploadCertificates } from '../upload/upload-certificates.js';
import { textOf } from './given.js';

/** The refused rows that an answer lists; the report has all. */
const MOST_ROWS_LISTED = 100;

export const CertificateBatch = {
  id: ({ _id }) => _id,
  agency: ({ agencyId }) => ({ id: agencyId }),
  filing: ({ filingId }) => ({ id: filingId }),
  table: async ({ _id }, _arguments, { store, sealer }) =>
    batchTable(await findCertificatesOfBatch(store, _id), sealer),
} satisfies CertificateBatchResolvers;

export const CertificateBatchResult = {
  __resolveType: (result) => ('batch' in result ? 'CertificateBatchDone' : 'CertificateBatchRefused'),
} satisfies CertificateBatchResultResolvers;

export const batchMutations = {
  uploadCertificates: async (_parent, { filingId, format, rows, approvalNo, idempotencyKey }, context) =>
    batchOr(
      await uploadCertificates(context, {
        ...{ filingId, format, text: rows, approvalNo: textOf(approvalNo), batchKey: idempotencyKey },
        source: 'UPLOADED',
      }),
    ),
  importCertificates: async (_parent, { filingId, format, rows, idempotencyKey }, context) =>
    batchOr(
      await uploadCertificates(context, {
        ...{ filingId, format, text: rows, approvalNo: null, batchKey: idempotencyKey },
        source: 'IMPORTED',
      }),
    ),
} satisfies MutationResolvers;

function batchOr(outcome: UploadOutcome): { batch: Batch; isRepeated: boolean } | ReturnType<typeof refusedBatch> {
  return 'batch' in outcome ? { batch: outcome.batch, isRepeated: outcome.isRepeated } : refusedBatch(outcome);
}

function refusedBatch({ refusals, rows, rowRefusals }: Extract<UploadOutcome, { readonly rowRefusals: unknown }>) {
  return {
    ...{ refusals, rows },
    refusedRows: new Set(rowRefusals.map(({ line }) => line)).size,
    counts: countRefusals(rowRefusals),
    rowRefusals: rowRefusals.slice(0, MOST_ROWS_LISTED),
    report: reportTable(rowRefusals),
  };
}
