import { type Connection, Schema, trusted } from 'mongoose';
import { type Clock, instantAt } from '../clock.js';
import { modelOf } from '../store/model-of.js';

interface Lease {
  readonly _id: string;
  readonly holder: string;
  readonly until: Date;
}

const schema = new Schema<Lease>({ _id: String, holder: String, until: Date }, { versionKey: false });

/**
 * Takes or prolongs a lease; false while another holds it. A holder that was asleep past its end may still believe in it: a
 * lease spares work, what it guards must be safe without.
 */
export async function takeLease(
  connection: Connection,
  {
    name,
    holder,
    forMs,
    clock,
  }: { readonly name: string; readonly holder: string; readonly forMs: number; readonly clock: Clock },
): Promise<boolean> {
  const now = clock.now();
  const free = { _id: name, $or: [{ holder }, { until: trusted({ $lte: now }) }] };
  try {
    const { matchedCount, upsertedCount } = await modelOf<Lease>(connection, 'leases', schema).updateOne(
      free,
      { $set: { holder, until: instantAt(now.getTime() + forMs) } },
      { upsert: true },
    );
    return matchedCount + upsertedCount > 0;
  } catch (error) {
    // Another holds it: the upsert found nothing free and could not insert a second.
    if ((error as { code?: unknown }).code === 11_000) return false;
    throw error;
  }
}

/** Ends a lease of the holder, so that another can take it at once. */
export async function releaseLease(connection: Connection, name: string, holder: string): Promise<void> {
  await modelOf<Lease>(connection, 'leases', schema).updateOne(
    { _id: name, holder },
    { $set: { until: instantAt(0) } },
  );
}
