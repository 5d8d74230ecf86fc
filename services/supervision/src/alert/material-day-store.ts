import type { Day } from '@shanghai/kernel';
import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';
import type { EndingMaterials } from './retention-warnings.js';

/** A material that is kept, as its agency tells of it. */
export interface KeptMaterial {
  readonly materialId: string;
  readonly agencyId: string;
  /** The last day on which it has to be kept. */
  readonly retainUntil: Day;
}

type StoredMaterial = Omit<KeptMaterial, 'materialId'> & { readonly _id: string };

const schema = new Schema<StoredMaterial>(
  { _id: String, agencyId: String, retainUntil: String },
  { versionKey: false },
);
schema.index({ agencyId: 1, retainUntil: 1 });

function materialsOf(connection: Connection): Model<StoredMaterial> {
  return modelOf(connection, 'alertMaterials', schema);
}

export async function createMaterialDayIndexes(connection: Connection): Promise<void> {
  await materialsOf(connection).createCollection();
  await materialsOf(connection).createIndexes();
}

/** Keeps in mind that a material is kept, and until when. */
export async function rememberMaterial(
  connection: Connection,
  { materialId, agencyId, retainUntil }: KeptMaterial,
  session: ClientSession,
): Promise<void> {
  await materialsOf(connection).replaceOne({ _id: materialId }, { agencyId, retainUntil }, { upsert: true, session });
}

/** Forgets a material that was disposed of. */
export async function forgetMaterial(connection: Connection, id: string, session: ClientSession): Promise<void> {
  await materialsOf(connection).deleteOne({ _id: id }, { session });
}

/** How many materials of these agencies reach their last day within days, by agency and day. */
export async function findEndingMaterials(
  connection: Connection,
  agencyIds: readonly string[],
  { from, to }: { readonly from: Day; readonly to: Day },
  session: ClientSession,
): Promise<readonly EndingMaterials[]> {
  return materialsOf(connection).aggregate<EndingMaterials>(
    [
      { $match: { agencyId: { $in: agencyIds }, retainUntil: { $gte: from, $lte: to } } },
      { $group: { _id: { agencyId: '$agencyId', retainUntil: '$retainUntil' }, count: { $sum: 1 } } },
      { $sort: { _id: 1 } },
      { $project: { _id: 0, agencyId: '$_id.agencyId', retainUntil: '$_id.retainUntil', count: 1 } },
    ],
    { batchSize: ONE_BATCH, session },
  );
}
