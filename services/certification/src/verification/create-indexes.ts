import type { Connection } from 'mongoose';
import { createProofAttemptIndexes } from './proof-attempt-store.js';
import { createShareLinkIndexes } from './share-link-store.js';

/** Makes what verifications and links keep; the certificates have their own. */
export async function createVerificationIndexes(store: Connection): Promise<void> {
  await createShareLinkIndexes(store);
  await createProofAttemptIndexes(store);
}
