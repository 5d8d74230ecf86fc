import type { Day } from '@shanghai/kernel';
import { modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';

/** How far the evaluation of a day has come. */
export interface AlertRun {
  readonly on: Day;
  /** The last subject that was evaluated. */
  readonly after: string;
  readonly isDone: boolean;
}

type StoredRun = AlertRun & { readonly _id: string };

const schema = new Schema<StoredRun>(
  { _id: String, on: String, after: String, isDone: Boolean },
  { versionKey: false },
);

const ONLY = 'nightly';

function runsOf(connection: Connection): Model<StoredRun> {
  return modelOf(connection, 'alertRuns', schema);
}

export async function createAlertRuns(connection: Connection): Promise<void> {
  await runsOf(connection).createCollection();
}

/** The evaluation of the last day on which there was one; null before the first. */
export async function findRun(connection: Connection, session?: ClientSession): Promise<AlertRun | null> {
  return runsOf(connection)
    .findById(ONLY)
    .session(session ?? null)
    .lean<StoredRun>();
}

export async function saveRun(connection: Connection, run: AlertRun, session: ClientSession): Promise<void> {
  await runsOf(connection).replaceOne({ _id: ONLY }, run, { upsert: true, session });
}
