import type { ClientSession, Connection } from 'mongoose';
import type { Certificate } from '../certificate/certificate.js';

/** A certificate before and after a change; before is null for a new one. */
export interface CertificateChange {
  readonly before: Certificate | null;
  readonly after: Certificate;
}

/** Counts changes, in the transaction that makes them: one of an act, thousands of a batch. Not counted yet. */
export async function certificatesCounted(
  _store: Connection,
  _changes: readonly CertificateChange[],
  _session: ClientSession,
): Promise<void> {
  return Promise.resolve();
}
