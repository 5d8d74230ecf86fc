import { modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, Schema } from 'mongoose';

/** What the items were last made from. */
interface Basis {
  readonly _id: 'items';
  readonly madeFrom: string;
}

const schema = new Schema<Basis>({ _id: String, madeFrom: String }, { versionKey: false });

function basisOf(connection: Connection) {
  return modelOf<Basis>(connection, 'basis', schema);
}

/** What the items were last made from, or null before the first time. */
export async function findBasis(connection: Connection): Promise<string | null> {
  return (await basisOf(connection).findById('items').lean())?.madeFrom ?? null;
}

export async function storeBasis(connection: Connection, madeFrom: string, session: ClientSession): Promise<void> {
  await basisOf(connection).replaceOne({ _id: 'items' }, { madeFrom }, { upsert: true, session });
}
