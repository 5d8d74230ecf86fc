import { type Day, type DistrictCode, nameKey } from '@shanghai/kernel';
import { type Caller, ONE_BATCH, type Order, type PageQuery, modelOf } from '@shanghai/platform';
import { type ClientSession, type Connection, type Model, Schema, trusted } from 'mongoose';
import type { AgencyType, TerritorialLimb } from '../territory/territorial-limbs.js';
import type { StoredSubject, Subject } from './subject.js';

const { Mixed } = Schema.Types;

const schema = new Schema<StoredSubject>(
  {
    _id: String,
    body: Mixed,
    filings: Mixed,
    sites: Mixed,
    supportedBy: [String],
    part: String,
    nameKey: String,
    since: String,
    scope: [{ _id: false, district: String, limb: String, from: String, to: String }],
  },
  { versionKey: false, minimize: false },
);
// The order of lists: of the city, with all that its pool is made of; of a district, of a field; then the parts of a load,
// and what ends.
schema.index({ nameKey: 1, _id: 1, since: 1, 'body.name': 1 });
schema.index({ 'scope.district': 1, nameKey: 1, _id: 1 });
schema.index({ supportedBy: 1, nameKey: 1, _id: 1 });
schema.index({ part: 1 });
schema.index({ 'filings.standing.to': 1, _id: 1 });
// What is public of evaluations.
schema.index({ 'filings.expiryEvaluations.publishedOn': -1 });

/** The collection, for what is counted and listed of subjects elsewhere. */
export function subjectsOf(connection: Connection): Model<StoredSubject> {
  return modelOf(connection, 'subjects', schema);
}

export async function createSubjectIndexes(connection: Connection): Promise<void> {
  await subjectsOf(connection).createCollection();
  await subjectsOf(connection).createIndexes();
}

/** A part of a store filter. */
export type Condition = Readonly<Record<string, unknown>>;

/** Nobody has such a scope on these rows. */
const NOBODY: Condition = { _id: trusted({ $in: [] }) };

/** The condition that a subject is a district's on a day, by one limb or by any: `territorialReasons` as a query. */
export function inDistrict(district: string | null, on: Day, limb?: TerritorialLimb | null): Condition {
  const row = {
    ...(district !== null && { district }),
    ...(limb != null && { limb }),
    from: { $lte: on },
    to: { $not: { $lt: on } },
  };
  return { scope: trusted({ $elemMatch: row }) };
}

const conditionOf: Readonly<Record<string, (value: string, on: Day) => Condition>> = {
  district: (value, on) => inDistrict(value, on),
  industry: (value) => ({ supportedBy: value }),
  agency: (value) => ({ _id: value }),
};

/** The part of a filter that keeps to the subjects in a caller's scope on a day; every read on behalf of a caller has it. */
export function subjectsVisibleTo({ scopes }: Pick<Caller, 'scopes'>, on: Day): Condition {
  const own = Object.entries(scopes).map(([scope, value]) => conditionOf[scope]?.(value, on) ?? NOBODY);
  return own.length === 0 ? {} : { $and: own };
}

/** Which subjects a list shows. Absent: without that condition. */
export interface SubjectFilter {
  readonly asOf: Day;
  readonly district?: DistrictCode | null | undefined;
  readonly limb?: TerritorialLimb | null | undefined;
  readonly type?: AgencyType | null | undefined;
  /** Looked for inside the compared form of the names. */
  readonly text?: string | null | undefined;
}

/** In the order of their names. */
export const byName: Order<StoredSubject> = [
  { field: 'nameKey', direction: 'asc', of: ({ nameKey: key }) => key },
  { field: '_id', direction: 'asc', of: ({ _id }) => _id },
];

/** The condition of a filter. Who is not yet filed on the day is no subject of it. */
export function subjectsWhere({ asOf, district, limb, type, text }: SubjectFilter): Condition {
  return {
    // A bound on every name where none is asked for: the index of names then serves the count too.
    nameKey: text == null ? trusted({ $gte: '' }) : new RegExp(escaped(nameKey(text)), 'i'),
    since: trusted({ $ne: null, $lte: asOf }),
    ...(type != null && { 'body.type': type }),
    ...((district != null || limb != null) && inDistrict(district ?? null, asOf, limb)),
  };
}

export async function findSubjectPage(
  connection: Connection,
  conditions: readonly Condition[],
  { where, sort, limit }: PageQuery,
): Promise<StoredSubject[]> {
  return subjectsOf(connection)
    .find({ $and: [...conditions, where] })
    .sort(sort)
    .limit(limit)
    .batchSize(ONE_BATCH)
    .lean<StoredSubject[]>();
}

export async function countSubjects(connection: Connection, conditions: readonly Condition[]): Promise<number> {
  return subjectsOf(connection).countDocuments({ $and: [...conditions] });
}

/** The subjects of these ids that the condition lets through. */
export async function findSubjectsById(
  connection: Connection,
  ids: readonly string[],
  visible: Condition,
  session?: ClientSession,
): Promise<StoredSubject[]> {
  return subjectsOf(connection)
    .find({ $and: [{ _id: trusted({ $in: ids }) }, visible] })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<StoredSubject[]>();
}

/** Every subject in a caller's scope on a day, in no order: the whole city at most. */
export async function findSubjectsFor(
  connection: Connection,
  caller: Pick<Caller, 'scopes'>,
  on: Day,
  session?: ClientSession,
): Promise<StoredSubject[]> {
  return subjectsOf(connection)
    .find({ $and: [subjectsWhere({ asOf: on }), subjectsVisibleTo(caller, on)] })
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<StoredSubject[]>();
}

/** Of every subject in a caller's scope on a day its id and these fields, named as the store does, in no order. */
export async function findPartsFor<Part>(
  connection: Connection,
  caller: Pick<Caller, 'scopes'>,
  on: Day,
  fields: readonly string[],
  session?: ClientSession,
): Promise<Part[]> {
  return subjectsOf(connection)
    .find({ $and: [subjectsWhere({ asOf: on }), subjectsVisibleTo(caller, on)] })
    .select(Object.fromEntries(fields.map((field) => [field, 1])))
    .session(session ?? null)
    .batchSize(ONE_BATCH)
    .lean<Part[]>();
}

/** Up to so many subjects after an id, in the order of their ids. */
export async function findSubjectsAfter(
  connection: Connection,
  after: string,
  limit: number,
  session: ClientSession,
): Promise<StoredSubject[]> {
  return subjectsOf(connection)
    .find({ _id: trusted({ $gt: after }) })
    .sort({ _id: 1 })
    .limit(limit)
    .session(session)
    .batchSize(ONE_BATCH)
    .lean<StoredSubject[]>();
}

/** The subject as events have told of it. */
export function subjectOf({ nameKey: _key, since: _since, scope: _scope, ...subject }: StoredSubject): Subject {
  return subject;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
