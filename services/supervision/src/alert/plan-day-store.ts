import { ONE_BATCH, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import { type PlannedDays, placesOf } from './plan-warnings.js';

/** A plan with what its index needs. */
interface StoredPlan extends PlannedDays {
  readonly _id: string;
  readonly places: readonly string[];
}

const schema = new Schema<StoredPlan>(
  {
    _id: String,
    planId: String,
    agencyId: String,
    status: String,
    examDays: [String],
    siteIds: [String],
    places: [String],
  },
  { versionKey: false, minimize: false },
);
schema.index({ places: 1 });

function plansOf(connection: Connection): Model<StoredPlan> {
  return modelOf(connection, 'alertPlans', schema);
}

export async function createPlanDayIndexes(connection: Connection): Promise<void> {
  await plansOf(connection).createCollection();
  await plansOf(connection).createIndexes();
}

/** Puts a plan in the place of what was told of it, and gives what was. */
export async function replacePlan(
  connection: Connection,
  plan: PlannedDays,
  session: ClientSession,
): Promise<PlannedDays | null> {
  const stored = { ...plan, places: placesOf(plan) };
  const found = await plansOf(connection)
    .findOneAndReplace({ _id: plan.planId }, stored, { upsert: true, session })
    .lean<StoredPlan>();
  return found;
}

/** The plans that take up one of these places, in the order of their ids. */
export async function findPlansAt(
  connection: Connection,
  places: readonly string[],
  session: ClientSession,
): Promise<PlannedDays[]> {
  return plansOf(connection)
    .find({ places: trusted({ $in: places }) })
    .sort({ _id: 1 })
    .session(session)
    .batchSize(ONE_BATCH)
    .lean<StoredPlan[]>();
}
