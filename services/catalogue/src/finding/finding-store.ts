import type { NoticeNumber } from '@shanghai/kernel';
import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, Schema, trusted } from 'mongoose';

/** Something irregular in the sources. */
export interface StoredFinding {
  readonly _id: string;
  readonly notices: readonly NoticeNumber[];
  /** Ids of the annex rows concerned; empty when it is about the text or a whole annex. */
  readonly rowIds: readonly string[];
  readonly place: string;
  readonly kind: string;
  readonly severity: 'INFO' | 'WARN';
  readonly what: string;
  readonly treatment: string;
}

const schema = new Schema<StoredFinding>(
  {
    _id: String,
    notices: [String],
    rowIds: [String],
    place: String,
    kind: String,
    severity: String,
    what: String,
    treatment: String,
  },
  { versionKey: false },
);
schema.index({ rowIds: 1 });
schema.index({ notices: 1, _id: 1 });

function findingsOf(connection: Connection) {
  return modelOf<StoredFinding>(connection, 'findings', schema);
}

export async function createFindingIndexes(connection: Connection): Promise<void> {
  await findingsOf(connection).createIndexes();
}

/** Findings about any of the annex rows, by id. */
export async function findFindingsOfRows(connection: Connection, rowIds: readonly string[]): Promise<StoredFinding[]> {
  return findingsOf(connection)
    .find({ rowIds: trusted({ $in: rowIds }) })
    .sort({ _id: 1 })
    .batchSize(ONE_BATCH)
    .lean();
}

/** Findings about any of the notices, by id. */
export async function findFindingsOfNotices(
  connection: Connection,
  notices: readonly NoticeNumber[],
): Promise<StoredFinding[]> {
  return findingsOf(connection)
    .find({ notices: trusted({ $in: notices }) })
    .sort({ _id: 1 })
    .batchSize(ONE_BATCH)
    .lean();
}

/** How many findings there are, and how many of them ask for more than a note. */
export async function countFindings(
  connection: Connection,
): Promise<{ readonly all: number; readonly warned: number }> {
  const [all, warned] = await Promise.all([
    findingsOf(connection).estimatedDocumentCount(),
    findingsOf(connection).countDocuments({ severity: 'WARN' }),
  ]);
  return { all, warned };
}

/** Puts these in the place of all there were. */
export async function replaceFindings(
  connection: Connection,
  findings: readonly StoredFinding[],
  session: ClientSession,
): Promise<void> {
  await findingsOf(connection).deleteMany({}, { session });
  await findingsOf(connection).insertMany(findings, { session });
}
