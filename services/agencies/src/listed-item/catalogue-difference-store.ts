import type { Day, DistrictCode } from '@shanghai/kernel';
import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';

/** 目录差异: an edition no longer lists what a filing covers. It is told to agency and authority, and is no deadline (FIL-006). */
export interface CatalogueDifference {
  /** Of the edition and the filed item, so that each is told once. */
  readonly _id: string;
  readonly edition: string;
  readonly since: Day;
  readonly filingId: string;
  readonly filedItemId: string;
  /** Who answers for the filing; the Centre where no notice says. */
  readonly body: 'CENTRE' | 'DISTRICT_BUREAU';
  readonly district: DistrictCode | null;
}

const schema = new Schema<CatalogueDifference>(
  {
    _id: String,
    edition: String,
    since: String,
    filingId: String,
    filedItemId: String,
    body: String,
    district: String,
  },
  { versionKey: false },
);
schema.index({ filingId: 1 });
schema.index({ body: 1, district: 1, since: 1, _id: 1 });

function differencesOf(connection: Connection): Model<CatalogueDifference> {
  return modelOf(connection, 'catalogueDifferences', schema);
}

export async function createCatalogueDifferenceIndexes(connection: Connection): Promise<void> {
  await differencesOf(connection).createCollection();
  await differencesOf(connection).createIndexes();
}

/** Keeps differences; one that was told before stays as it was. */
export async function storeDifferences(
  connection: Connection,
  differences: readonly CatalogueDifference[],
  session: ClientSession,
): Promise<void> {
  const ids = differences.map(({ _id }) => _id);
  const known = await differencesOf(connection)
    .find({ _id: trusted({ $in: ids }) }, { _id: 1 })
    .session(session)
    .batchSize(ONE_BATCH)
    .lean();
  const told = new Set(known.map(({ _id }) => _id));
  const added = differences.filter(({ _id }) => !told.has(_id));
  if (added.length > 0) await differencesOf(connection).insertMany(added, { lean: true, session });
}

/** What was told of these filings. */
export async function findDifferencesOfFilings(
  connection: Connection,
  filingIds: readonly string[],
): Promise<CatalogueDifference[]> {
  return differencesOf(connection)
    .find({ filingId: trusted({ $in: filingIds }) })
    .batchSize(ONE_BATCH)
    .lean<CatalogueDifference[]>();
}

/** What was told to an authority by a day. */
export async function findDifferencesFor(
  connection: Connection,
  { body, district }: Pick<CatalogueDifference, 'body' | 'district'>,
  asOf: Day,
): Promise<CatalogueDifference[]> {
  return differencesOf(connection)
    .find({ body, district, since: trusted({ $lte: asOf }) })
    .sort({ since: 1, _id: 1 })
    .batchSize(ONE_BATCH)
    .lean<CatalogueDifference[]>();
}
