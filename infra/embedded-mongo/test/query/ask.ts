import { type Collection, type Document, type FindOptions, MongoServerError } from 'mongodb';

export type Row = Document & { _id: number };

/** Ids of the documents that match, in ascending order. */
export async function idsOf(rows: Collection<Row>, filter: Document): Promise<number[]> {
  return (await rows.find(filter, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id).sort((a, b) => a - b);
}

/** The code that the server refuses with; undefined when it does not. */
export async function codeOf(work: Promise<unknown>): Promise<number | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof MongoServerError) return error.code as number;
    throw error;
  }
}

export async function findCode(rows: Collection<Row>, filter: Document, options: FindOptions = {}): Promise<unknown> {
  return codeOf(rows.find(filter, options).toArray());
}

let made = 0;

/** A collection that holds `docs`, numbered from 0 by `_id` where they have none. */
export async function collectionOf(
  db: { collection(name: string): Collection<Row> },
  docs: readonly Document[],
): Promise<Collection<Row>> {
  const rows = db.collection(`rows${++made}`);
  await rows.insertMany(docs.map((doc, i) => ({ _id: i, ...doc })));
  return rows;
}
