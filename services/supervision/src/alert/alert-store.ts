import type { DistrictCode } from '@shanghai/kernel';
import { type Caller, ONE_BATCH, type Order, type PageQuery, instantAt, modelOf, rowsOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import { alertTallies } from '../tally/act-tally-rules.js';
import { countTallies, keepTallies } from '../tally/tally-store.js';
import type { Alert, AlertRule, AlertStatus, StoredAlert } from './alert.js';

const { Mixed } = Schema.Types;

const schema = new Schema<StoredAlert>(
  {
    _id: String,
    version: Number,
    rule: String,
    about: String,
    cause: String,
    agencyId: String,
    districts: [String],
    value: String,
    expected: String,
    evidence: Mixed,
    text: String,
    status: String,
    raisedAt: Date,
    since: Date,
    reason: String,
    caseId: String,
  },
  { versionKey: false, minimize: false },
);
// In the order of lists: of the city, of a district, by state, by rule, of an agency; then what is evaluated together.
schema.index({ raisedAt: -1, _id: 1 });
schema.index({ districts: 1, raisedAt: -1, _id: 1 });
schema.index({ status: 1, raisedAt: -1, _id: 1 });
schema.index({ rule: 1, status: 1, raisedAt: -1, _id: 1 });
schema.index({ agencyId: 1, raisedAt: -1, _id: 1 });
schema.index({ about: 1 });

/** The collection, for what is counted of alerts elsewhere. */
export function alertsOf(connection: Connection): Model<StoredAlert> {
  return modelOf(connection, 'alerts', schema);
}

export async function createAlertIndexes(connection: Connection): Promise<void> {
  await alertsOf(connection).createCollection();
  await alertsOf(connection).createIndexes();
}

/** Every instant: a bound that an index can begin at. */
const ever = trusted({ $gte: instantAt(0) });

/** A part of a store filter. */
export type Condition = Readonly<Record<string, unknown>>;

/** The part of a filter that keeps to the alerts in a caller's scope; every read on behalf of a caller has it. */
export function alertsVisibleTo(caller: Pick<Caller, 'scopes'>): Condition {
  return rowsOf(caller, { district: 'districts' });
}

/** Which alerts a list shows. Absent: without that condition. */
export interface AlertFilter {
  readonly rule?: AlertRule | null | undefined;
  readonly status?: readonly AlertStatus[] | null | undefined;
  readonly district?: DistrictCode | null | undefined;
  readonly agencyId?: string | null | undefined;
}

/** The newest first. */
export const newestFirst: Order<StoredAlert> = [
  { field: 'raisedAt', direction: 'desc', of: ({ raisedAt }) => raisedAt },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** The condition of a filter. */
export function alertsWhere({ rule, status, district, agencyId }: AlertFilter): Condition {
  return {
    // A bound on every row: an index then serves the count too.
    raisedAt: ever,
    ...(rule != null && { rule }),
    ...(status != null && { status: trusted({ $in: status }) }),
    ...(agencyId != null && { agencyId }),
    ...(district != null && { $and: [{ districts: district }] }),
  };
}

export async function findAlertPage(
  connection: Connection,
  conditions: readonly Condition[],
  { where, sort, limit }: PageQuery,
): Promise<StoredAlert[]> {
  return alertsOf(connection)
    .find({ $and: [...conditions, where] })
    .sort(sort)
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean<StoredAlert[]>();
}

export async function countAlerts(connection: Connection, conditions: readonly Condition[]): Promise<number> {
  return alertsOf(connection).countDocuments({ $and: [...conditions] });
}

/** How many alerts wait for somebody in a district or in the city, by rule; none for who counts nothing. */
export async function countOpenAlerts(
  connection: Connection,
  of: string | null,
): Promise<readonly { readonly rule: AlertRule; readonly count: number }[]> {
  if (of === null) return [];
  const counted = await countTallies(connection, { of, kind: 'ALERT' }, { rule: '$first' });
  return counted.map(({ key, count }) => ({ rule: key.rule as AlertRule, count }));
}

/** The alerts of these ids that the condition lets through. */
export async function findAlertsById(
  connection: Connection,
  ids: readonly string[],
  visible: Condition,
  session?: ClientSession,
): Promise<StoredAlert[]> {
  return alertsOf(connection)
    .find({ $and: [{ _id: trusted({ $in: ids }) }, visible] })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<StoredAlert[]>();
}

/** Every alert about these, whatever became of it. */
export async function findAlertsAbout(
  connection: Connection,
  about: readonly string[],
  session: ClientSession,
): Promise<StoredAlert[]> {
  return alertsOf(connection)
    .find({ about: trusted({ $in: about }) })
    .session(session)
    .batchSize(ONE_BATCH)
    .lean<StoredAlert[]>();
}

/** The state of a stored alert, as acts and the journal have it. */
export function alertOf({ version: _version, ...alert }: StoredAlert): Alert {
  return alert;
}

/** Stores what an act has made of an alert, and what it counts as: a later version replaces the one before. */
export async function saveAlert(
  connection: Connection,
  alert: Alert,
  version: number,
  session: ClientSession,
): Promise<void> {
  const stored: StoredAlert = { ...alert, version };
  await keepTallies(connection, new Map([[`alert/${stored._id}`, alertTallies(stored)]]), session);
  if (version === 1) {
    await alertsOf(connection).insertMany([stored], { lean: true, session });
    return;
  }
  const { _id } = stored;
  const replaced = await alertsOf(connection).replaceOne({ _id, version: version - 1 }, stored, { session });
  if (replaced.matchedCount !== 1) throw new Error(`${_id} is not at version ${version - 1}`);
}
