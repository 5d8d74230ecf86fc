import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { stableId } from '@shanghai/kernel';
import { type SearchHash, type Sealer, canonicalJson } from '@shanghai/platform';
import type { Certificate } from '../certificate/certificate.js';
import { certificateOfExam } from '../certificate/exam-certificate.js';
import { newCertificate } from '../certificate/new-certificate.js';
import type { FiledScope } from '../filing-scope/filed-scope.js';
import type { BatchCount, CertificateBatch } from './certificate-batch.js';
import type { ComparedRow } from './judge-rows.js';

/** Certificates after which others are let in between. */
const TURN = 200;

/** A batch with the certificates that stand beside it. */
export interface MadeBatch {
  readonly batch: CertificateBatch;
  readonly certificates: readonly Certificate[];
}

/** What a batch is made of beside its rows. */
export interface BatchFrame extends Pick<CertificateBatch, '_id' | 'source' | 'batchKey' | 'registeredAt'> {
  readonly scope: FiledScope;
  readonly fileHash: SearchHash;
}

/** The id of the certificate of a line of a batch. */
export function batchCertificateId(batchId: string, line: number): string {
  return stableId('certificate', batchId, line);
}

/** Makes the certificates of a batch, sealed, and the batch with the digest over them. */
export async function makeBatch(rows: readonly ComparedRow[], frame: BatchFrame, sealer: Sealer): Promise<MadeBatch> {
  const { scope, ...own } = frame;
  const digest = createHash('sha256');
  const certificates: Certificate[] = [];
  for (const row of rows) {
    if (certificates.length % TURN === TURN - 1) await setImmediate();
    const certificate = certificateOfRow(row, frame, sealer);
    digest.update(canonicalJson(certificate));
    certificates.push(certificate);
  }
  const batch = {
    ...own,
    ...{ agencyId: scope.agencyId, filingId: scope._id, rows: certificates.length },
    flaggedRows: certificates.filter(({ status }) => status === 'FLAGGED').length,
    counts: countsOf(certificates),
    contentDigest: digest.digest('hex'),
  };
  return { batch, certificates };
}

/** The digest over certificates of a batch as it was first stored, in the order of their lines. */
export function contentDigestOf(certificates: readonly Certificate[]): string {
  const digest = createHash('sha256');
  for (const one of certificates) digest.update(canonicalJson(one));
  return digest.digest('hex');
}

function certificateOfRow({ line, exam, findings, duplicateOf }: ComparedRow, frame: BatchFrame, sealer: Sealer) {
  const { _id: batchId, source, scope, registeredAt: now } = frame;
  const id = batchCertificateId(batchId, line);
  const record = { id, scope, source, batchId, batchLine: line, now, findings, duplicateOf };
  return newCertificate(sealer, certificateOfExam(exam, record));
}

function countsOf(certificates: readonly Certificate[]): readonly BatchCount[] {
  const counts = new Map<string, BatchCount>();
  for (const { itemId, occupation, level } of certificates) {
    const key = JSON.stringify([itemId, occupation, level]);
    counts.set(key, { itemId, occupation, level, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
