import type { Day, DistrictCode } from '@shanghai/kernel';
import { type Caller, ONE_BATCH, type PageQuery, rowsOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, trusted } from 'mongoose';
import { findAgencyIdsInDistrict } from '../agency/agency-store.js';

/** A part of a store filter. */
export type Where = Readonly<Record<string, unknown>>;

/** What every record in a store has. */
export interface StoredRecord {
  readonly _id: string;
  readonly version: number;
}

/** How records of one collection are read and kept; whoever reads on behalf of a caller says which rows it may see. */
export interface RecordStore<Row extends StoredRecord> {
  readonly createIndexes: (connection: Connection) => Promise<void>;
  readonly find: (connection: Connection, id: string, visible: Where, session?: ClientSession) => Promise<Row | null>;
  readonly findAll: (connection: Connection, where: Where, session?: ClientSession) => Promise<readonly Row[]>;
  readonly findPage: (connection: Connection, where: Where, query: PageQuery) => Promise<readonly Row[]>;
  readonly count: (connection: Connection, where: Where) => Promise<number>;
  /** @throws Error when it is not at the version before */
  readonly save: (connection: Connection, row: Row, session: ClientSession) => Promise<void>;
}

/** The store of the records of a model. */
export function recordStore<Row extends StoredRecord>(open: (connection: Connection) => Model<Row>): RecordStore<Row> {
  return {
    createIndexes: async (connection) => {
      await open(connection).createCollection();
      await open(connection).createIndexes();
    },
    find: async (connection, id, visible, session) =>
      open(connection)
        .findOne({ $and: [{ _id: id }, visible] })
        .session(session ?? null)
        .lean<Row | null>(),
    findAll: async (connection, where, session) =>
      open(connection)
        .find(where)
        .session(session ?? null)
        .batchSize(ONE_BATCH)
        .lean<Row[]>(),
    findPage: async (connection, own, { where, sort, limit }) =>
      open(connection)
        .find({ $and: [own, where] })
        .sort(sort)
        .limit(limit)
        .batchSize(ONE_BATCH)
        .lean<Row[]>(),
    count: async (connection, where) => open(connection).countDocuments(where),
    save: async (connection, row, session) => saveRecord(open(connection), row, session),
  };
}

async function saveRecord<Row extends StoredRecord>(
  model: Model<Row>,
  row: Row,
  session: ClientSession,
): Promise<void> {
  const { _id, version } = row;
  if (version === 1) {
    await model.insertMany([row], { lean: true, session });
    return;
  }
  const replaced = await model.replaceOne({ _id, version: version - 1 } as Where, row, { session });
  if (replaced.matchedCount !== 1) throw new Error(`${_id} is not at version ${version - 1}`);
}

/**
 * The part of a filter that keeps to what belongs to agencies of the caller's scope: an agency its own, a district that of the
 * agencies which are registered in it or have a site in it on a day (SPV-003), others all. One command for a district, none else.
 */
export async function ownedRows(connection: Connection, { scopes }: Pick<Caller, 'scopes'>, on: Day): Promise<Where> {
  const { district, ...others } = scopes;
  const own = rowsOf({ scopes: others }, { agency: 'agencyId' });
  if (district === undefined) return own;
  const ids = await findAgencyIdsInDistrict(connection, district as DistrictCode, on);
  return { $and: [own, { agencyId: trusted({ $in: ids }) }] };
}
