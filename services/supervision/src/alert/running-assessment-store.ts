import type { Day } from '@shanghai/kernel';
import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { RunningAssessment } from './project-warnings.js';

type StoredAssessment = RunningAssessment & { readonly _id: string };

const schema = new Schema<StoredAssessment>(
  { _id: String, applicationId: String, applicantId: String, districts: [String], dueOn: String },
  { versionKey: false, minimize: false },
);
schema.index({ dueOn: 1 });

function assessmentsOf(connection: Connection): Model<StoredAssessment> {
  return modelOf(connection, 'alertProjects', schema);
}

export async function createRunningAssessmentIndexes(connection: Connection): Promise<void> {
  await assessmentsOf(connection).createCollection();
  await assessmentsOf(connection).createIndexes();
}

/** Keeps in mind that the project assessment of an application runs, and until when. */
export async function rememberAssessment(
  connection: Connection,
  told: RunningAssessment,
  session: ClientSession,
): Promise<void> {
  await assessmentsOf(connection).replaceOne({ _id: told.applicationId }, told, { upsert: true, session });
}

/** Forgets one that has ended. */
export async function forgetAssessment(connection: Connection, id: string, session: ClientSession): Promise<void> {
  await assessmentsOf(connection).deleteOne({ _id: id }, { session });
}

/** Those whose last day has come by a day. */
export async function findAssessmentsDueBy(
  connection: Connection,
  day: Day,
  session: ClientSession,
): Promise<RunningAssessment[]> {
  return assessmentsOf(connection)
    .find({ dueOn: trusted({ $lte: day }) })
    .session(session)
    .batchSize(ONE_BATCH)
    .lean<StoredAssessment[]>();
}
