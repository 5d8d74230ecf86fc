import {
  createCellIndexes,
  createCertificateIndexes,
  findSyntheticCertificates,
  newCertificate,
  removeSyntheticCertificates,
  storeSyntheticCertificates,
} from '@shanghai/certification';
import type { Sealer } from '@shanghai/platform';
import {
  CERTIFICATE_GENERATOR_VERSION,
  type CertificateSlot,
  inventCertificate,
  inventedCertificateId,
} from './invented-certificates.js';

/** What invented certificates are stored with. */
export interface StoringCertificates {
  /** The store of certification. */
  readonly store: Parameters<typeof findSyntheticCertificates>[0];
  readonly sealer: Sealer;
}

/** Which certificates are invented. */
export interface InventedRow {
  readonly count: number;
  /** What the slots follow from. */
  readonly basis: string;
  /** Asked for when something is to be made. */
  readonly slotsOf: () => readonly CertificateSlot[];
}

const BATCH = 1_000;

/**
 * Brings the invented certificates to so many, each as the same record that acts make, sealed and counted; those of other slots
 * are removed first. A load that was cut short goes on where it stopped. Gives a line.
 */
export async function loadCertificates(
  { store, sealer }: StoringCertificates,
  { count, basis, slotsOf }: InventedRow,
): Promise<string> {
  const mark = `${CERTIFICATE_GENERATOR_VERSION} ${basis}`;
  await createCertificateIndexes(store);
  await createCellIndexes(store);
  const known = await findSyntheticCertificates(store);
  if (known && (known.mark !== mark || known.count > count)) await removeCertificates({ store });
  const isThere = known?.mark === mark && known.count === count;
  if (isThere) return lineOf(count, ' (unchanged)');
  const slots = slotsOf();
  const first = known?.mark === mark && known.count <= count ? known.count : 0;
  for (let from = first; from < count; from += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, count - from) }, (_, at) => from + at);
    const made = numbers.map((no) => ({ ...newCertificate(sealer, inventCertificate(slots, no)), version: 0 }));
    await storeSyntheticCertificates(store, made, { mark, count: from + made.length });
  }
  return lineOf(count, '');
}

function lineOf(count: number, remark: string): string {
  return `population: ${count} invented certificates${remark}`;
}

/** Takes every invented certificate out that no act was done on, and out of the counts. */
export async function removeCertificates({ store }: Pick<StoringCertificates, 'store'>): Promise<void> {
  const known = await findSyntheticCertificates(store);
  if (!known) return;
  for (let left = known.count; left > 0; left -= BATCH) {
    const from = Math.max(0, left - BATCH);
    const ids = Array.from({ length: left - from }, (_, at) => inventedCertificateId(from + at));
    await removeSyntheticCertificates(store, ids, { mark: known.mark, count: from });
  }
}
