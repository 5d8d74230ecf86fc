import type { Day } from '@shanghai/kernel';
import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type Connection, type Model, Schema, trusted } from 'mongoose';
import { type Where, recordStore } from '../record/record-store.js';
import type { ArchiveMedium, EndingRetention, StoredMaterial } from './material-record.js';

const schema = new Schema<StoredMaterial>(
  {
    _id: String,
    version: Number,
    status: String,
    agencyId: String,
    kind: String,
    medium: String,
    event: String,
    eventOn: String,
    subject: String,
    retainUntil: String,
    disposedOn: String,
    disposalMethod: String,
  },
  { versionKey: false },
);
schema.index({ agencyId: 1, status: 1, retainUntil: 1, _id: 1 });

function materialsOf(connection: Connection): Model<StoredMaterial> {
  return modelOf(connection, 'materials', schema);
}

/** The materials that are or were kept. */
export const materialRecords = recordStore<StoredMaterial>(materialsOf);

/** Which materials of an agency are wanted. Null: without that condition. */
export interface MaterialFilter {
  readonly agencyId: string;
  readonly medium: ArchiveMedium | null;
  /** Only those that may be disposed of on that day. */
  readonly disposableOn: Day | null;
}

/** The store filter of what is kept. */
export function keptWhere({ agencyId, medium, disposableOn }: MaterialFilter): Where {
  return {
    agencyId,
    status: 'KEPT',
    ...(medium !== null && { medium }),
    ...(disposableOn !== null && { retainUntil: trusted({ $lt: disposableOn }) }),
  };
}

/** How many kept materials of these agencies reach their last day in some days, by the day and what they are: one command. */
export async function findEndingRetentions(
  connection: Connection,
  agencyIds: readonly string[],
  { from, to }: { readonly from: Day; readonly to: Day },
): Promise<readonly EndingRetention[]> {
  return materialsOf(connection).aggregate<EndingRetention>(
    [
      { $match: { agencyId: { $in: agencyIds }, status: 'KEPT', retainUntil: { $gte: from, $lte: to } } },
      {
        $group: {
          _id: { agencyId: '$agencyId', medium: '$medium', eventOn: '$eventOn', retainUntil: '$retainUntil' },
          count: { $sum: 1 },
        },
      },
      {
        $project: {
          _id: 0,
          agencyId: '$_id.agencyId',
          medium: '$_id.medium',
          eventOn: '$_id.eventOn',
          retainUntil: '$_id.retainUntil',
          count: 1,
        },
      },
    ],
    { batchSize: ONE_BATCH },
  );
}
