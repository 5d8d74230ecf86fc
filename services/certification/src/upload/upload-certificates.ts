import { type Refusal, dayAt, stableId } from '@shanghai/kernel';
import { type Act, codedError, performVerb } from '@shanghai/platform';
import { insertCertificates } from '../certificate/certificate-store.js';
import type { CertificateActing } from '../certificate/perform-on-certificate.js';
import { certificatesCounted } from '../statistics/certificates-counted.js';
import { findBatch, insertBatch } from './batch-store.js';
import type { CertificateBatch, RowRefusal } from './certificate-batch.js';
import { type BatchAsked, type DecidedBatch, decideBatch } from './decide-batch.js';
import type { MadeBatch } from './make-batch.js';
import { readRows } from './read-rows.js';
import type { UploadFormat } from './read-upload.js';
import { recordRefusedUpload } from './record-refused-upload.js';
import { countRefusals } from './row-report.js';
import { inTurn } from './upload-turns.js';

/** A file, and under which filing its certificates are. */
export interface UploadAsked {
  readonly filingId: string;
  readonly source: CertificateBatch['source'];
  readonly format: UploadFormat;
  readonly text: string;
  readonly approvalNo: string | null;
  /** What makes the same batch the same: once accepted it is so for good, whoever of the agency asks again. */
  readonly batchKey: string;
}

/** A batch that is whole, or every row that was refused, of which nothing is kept. */
export type UploadOutcome =
  | { readonly batch: CertificateBatch; readonly isRepeated: boolean }
  | { readonly refusals: readonly Refusal[]; readonly rows: number; readonly rowRefusals: readonly RowRefusal[] };

/** Certificates that are stored with one command. */
const CHUNK = 1_000;
const VERBATIM: ReadonlySet<string> = new Set(['batchKey', 'counts']);

/**
 * 批量上传 and 历史导入 (machine 7): all rows of a file or none, in one transaction with one journal row.
 * @throws GraphQLError BAD_USER_INPUT when the file cannot be read or the caller has no such filing, CONFLICT when the key was
 * used for another file
 */
export async function uploadCertificates(acting: CertificateActing, asked: UploadAsked): Promise<UploadOutcome> {
  const { sealer, now } = acting;
  const { filingId, source, format, text, approvalNo, batchKey } = asked;
  const _id = stableId('certificate-batch', filingId, batchKey);
  const fileHash = sealer.searchHash('uploads.file', JSON.stringify([source, format, approvalNo, text]));
  const known = await findKnown(acting, _id, fileHash);
  if (known) return known;
  const read = await readRows(format, text, dayAt(now));
  return perform(acting, { _id, filingId, source, batchKey, fileHash, read, approvalNo });
}

async function perform(acting: CertificateActing, asked: BatchAsked): Promise<UploadOutcome> {
  const { act, decided } = actOf(acting, asked);
  const stored = inTurn(acting.store, async () => performVerb(acting.store, act, VERBATIM));
  const outcome = await stored.catch(async (error: unknown) => {
    // Another with the same key was faster: its batch is the answer when it is of the same file.
    const known = await findKnown(acting, asked._id, asked.fileHash);
    if (known) return known;
    throw error;
  });
  if ('batch' in outcome) return outcome;
  if (!('refusals' in outcome)) return { batch: outcome.state as CertificateBatch, isRepeated: outcome.isRepeated };
  const { refusals: rowRefusals, outOfScopeRows, agencyId } = decided();
  const { read, filingId, source, fileHash } = asked;
  if (agencyId !== null && outOfScopeRows > 0)
    await recordRefusedUpload(acting, fileHash, {
      ...{ agencyId, filingId, source, outOfScopeRows, rows: read.count },
      refusedRows: new Set(rowRefusals.map(({ line }) => line)).size,
      counts: countRefusals(rowRefusals),
    });
  return { refusals: outcome.refusals, rows: read.count, rowRefusals };
}

/** The batch that stands under a key. @throws GraphQLError CONFLICT when it is of another file */
async function findKnown(
  { store, caller }: CertificateActing,
  id: string,
  fileHash: string,
): Promise<{ readonly batch: CertificateBatch; readonly isRepeated: true } | null> {
  const batch = await findBatch(store, id, caller);
  if (!batch) return null;
  if (batch.fileHash === fileHash) return { batch, isRepeated: true };
  throw codedError('CONFLICT', 'the key was used for another file', { argument: 'idempotencyKey' });
}

function actOf(acting: CertificateActing, asked: BatchAsked) {
  const { store, caller, now, onStep } = acting;
  let decided: DecidedBatch = { made: null, refusals: [], outOfScopeRows: 0, agencyId: null };
  const act: Act<CertificateBatch, Refusal> = {
    aggregate: `certificate-batch/${asked._id}`,
    name: asked.source === 'IMPORTED' ? 'importCertificates' : 'uploadCertificates',
    ...{ caller, at: now, payload: asked.fileHash, idempotencyKey: asked.batchKey, expectedVersion: 0 },
    load: async (session) => {
      const state = await findBatch(store, asked._id, { scopes: {} }, session);
      return state && { state, version: 1 };
    },
    decide: async (_state, session) => {
      const [decision, beside] = await decideBatch(acting, asked, session);
      decided = beside;
      return decision;
    },
    save: async (batch, _version, session) => {
      await insertBatch(store, batch, session);
      await insertMade(acting, decided.made!, session);
    },
    ...(onStep && { onStep }),
  };
  return { act, decided: () => decided };
}

/** Version 0, since no act was done to any of them: the row of the batch is theirs. */
async function insertMade(
  { store, onStep }: CertificateActing,
  { certificates }: MadeBatch,
  session: Parameters<typeof insertCertificates>[2] & {},
): Promise<void> {
  for (let from = 0; from < certificates.length; from += CHUNK) {
    const part = certificates.slice(from, from + CHUNK);
    await insertCertificates(
      store,
      part.map((one) => ({ ...one, version: 0 })),
      session,
    );
    if (from === 0) onStep?.('HALF_STORED');
  }
  await certificatesCounted(
    store,
    certificates.map((after) => ({ before: null, after })),
    session,
  );
}
