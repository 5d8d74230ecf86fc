import type { ClientSession, Connection } from 'mongoose';
import { type CountedChange, cellChanges } from './certificate-cell.js';
import { addToCells } from './certificate-cell-store.js';

/** A certificate before and after a change; before is null for a new one. */
export type CertificateChange = CountedChange;

/** Counts changes, in the transaction that makes them: one of an act, thousands of a batch. One command. */
export async function certificatesCounted(
  store: Connection,
  changes: readonly CertificateChange[],
  session: ClientSession,
): Promise<void> {
  await addToCells(store, cellChanges(changes), session);
}
