import { modelOf } from '@shanghai/platform';
import { type Connection, type Model, Schema, trusted } from 'mongoose';
import { addToCells } from '../statistics/certificate-cell-store.js';
import { cellChanges } from '../statistics/certificate-cell.js';
import type { StoredCertificate } from './certificate.js';
import { certificatesOf, insertCertificates } from './certificate-store.js';

/** Which invented certificates are in the store: so many of a row, the first being number 0. */
export interface SyntheticCertificates {
  /** What made them: equal marks stand for equal certificates. */
  readonly mark: string;
  readonly count: number;
}

const schema = new Schema<SyntheticCertificates & { readonly _id: 'certificates' }>(
  { _id: String, mark: String, count: Number },
  { versionKey: false },
);

function loadsOf(connection: Connection): Model<SyntheticCertificates & { readonly _id: 'certificates' }> {
  return modelOf(connection, 'syntheticLoads', schema);
}

/** What was loaded last, as far as it came; null when there is none. */
export async function findSyntheticCertificates(connection: Connection): Promise<SyntheticCertificates | null> {
  return loadsOf(connection).findById('certificates').lean<SyntheticCertificates | null>();
}

/**
 * Adds invented certificates, counts them, and records how far the load has come, all or nothing. Refuses what is not marked as
 * invented with a RangeError: this way leads around every rule of issuing.
 */
export async function storeSyntheticCertificates(
  connection: Connection,
  certificates: readonly StoredCertificate[],
  load: SyntheticCertificates,
): Promise<void> {
  if (certificates.some(({ synthetic }) => !synthetic)) throw new RangeError('A certificate that is not invented.');
  const counted = cellChanges(certificates.map((after) => ({ before: null, after })));
  await connection.transaction(async (session) => {
    await insertCertificates(connection, certificates, session);
    await addToCells(connection, counted, session);
    await loadsOf(connection).replaceOne({ _id: 'certificates' }, load, { upsert: true, session });
  });
}

/** Removes the invented certificates of these ids as far as no act was done on them, and takes them out of the counts. */
export async function removeSyntheticCertificates(
  connection: Connection,
  ids: readonly string[],
  load: SyntheticCertificates,
): Promise<void> {
  await connection.transaction(async (session) => {
    const where = { _id: trusted({ $in: ids }), version: 0, synthetic: true };
    const found = await certificatesOf(connection).find(where).session(session).lean<StoredCertificate[]>();
    const taken = cellChanges(found.map((after) => ({ before: null, after })));
    await certificatesOf(connection).deleteMany(where, { session });
    const minus = taken.map((cell) => ({
      ...cell,
      ...{ valid: -cell.valid, flagged: -cell.flagged, revoked: -cell.revoked },
    }));
    await addToCells(connection, minus, session);
    await loadsOf(connection).replaceOne({ _id: 'certificates' }, load, { upsert: true, session });
  });
}
