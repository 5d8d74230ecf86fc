import type { Day } from '@shanghai/kernel';
import { modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import { type RecordStore, type Where, recordStore } from '../record/record-store.js';
import { staleFrom } from './bank-rules.js';
import type { StoredBank, StoredStandard } from './question-bank.js';

const bankSchema = new Schema<StoredBank>(
  {
    _id: String,
    version: Number,
    status: String,
    agencyId: String,
    filedItemId: String,
    fullName: String,
    nameKey: String,
    level: Number,
    standardKind: String,
    standardName: String,
    standardKey: String,
    standardVersion: String,
    updatedOn: String,
    registeredOn: String,
    sharedToMunicipal: Boolean,
    staleFrom: String,
  },
  { versionKey: false },
);
bankSchema.index({ status: 1, nameKey: 1, _id: 1 });
bankSchema.index({ status: 1, staleFrom: 1 });
bankSchema.index({ agencyId: 1, nameKey: 1, _id: 1 });
bankSchema.index({ filedItemId: 1 });
bankSchema.index({ standardKey: 1 });

const standardSchema = new Schema<StoredStandard>(
  {
    _id: String,
    version: Number,
    status: String,
    name: String,
    key: String,
    versions: [new Schema({ version: String, effectiveOn: String, basisDocument: String }, { _id: false })],
  },
  { versionKey: false },
);

function banksOf(connection: Connection): Model<StoredBank> {
  return modelOf(connection, 'questionBanks', bankSchema);
}

/** The question banks. */
export const bankRecords = recordStore<StoredBank>(banksOf);

const standards = recordStore<StoredStandard>((connection) => modelOf(connection, 'standards', standardSchema));

/** The standards; what is recorded of one is repeated in the banks made by it: since when each is stale. */
export const standardRecords: RecordStore<StoredStandard> = {
  ...standards,
  save: async (connection, standard, session) => {
    await standards.save(connection, standard, session);
    await repeatVersions(connection, standard, session);
  },
};

async function repeatVersions(
  connection: Connection,
  { key, versions }: StoredStandard,
  session: ClientSession,
): Promise<void> {
  const known = versions.map(({ version }) => version);
  const stale = (from: Day | null) => ({ $set: { staleFrom: from } });
  const others = { standardKey: key, standardVersion: trusted({ $nin: known }) };
  await banksOf(connection).updateMany(others, stale(staleFrom('', versions)), { session });
  for (const version of known) {
    const own = { standardKey: key, standardVersion: version };
    await banksOf(connection).updateMany(own, stale(staleFrom(version, versions)), { session });
  }
}

/** Which banks are wanted. Null: without that condition. */
export interface BankFilter {
  readonly agencyId: string | null;
  /** Only those whose standard is no longer the one in force on that day. */
  readonly staleOn: Day | null;
}

/** The store filter of registered banks. */
export function registeredWhere({ agencyId, staleOn }: BankFilter): Where {
  return {
    status: 'REGISTERED',
    ...(agencyId !== null && { agencyId }),
    ...(staleOn !== null && { staleFrom: trusted({ $gte: '', $lte: staleOn }) }),
  };
}

/** The other banks that are registered for a filed item at a level. */
export async function findSameBanks(
  connection: Connection,
  { _id, filedItemId, level }: Pick<StoredBank, '_id' | 'filedItemId' | 'level'>,
  session: ClientSession,
): Promise<readonly StoredBank[]> {
  const found = await bankRecords.findAll(connection, { filedItemId, level, status: 'REGISTERED' }, session);
  return found.filter((one) => one._id !== _id);
}
