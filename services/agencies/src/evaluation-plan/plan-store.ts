import { type Day, type DistrictCode, nameKey } from '@shanghai/kernel';
import { modelOf } from '@shanghai/platform';
import { type Connection, type Model, Schema, trusted } from 'mongoose';
import { type Where, recordStore } from '../record/record-store.js';
import type { PlanStatus, StoredPlan } from './evaluation-plan.js';

const embedded = { _id: false } as const;

const schema = new Schema<StoredPlan>(
  {
    _id: String,
    version: Number,
    agencyId: String,
    filedItemId: String,
    itemId: String,
    mappingId: String,
    fullName: String,
    nameKey: String,
    status: String,
    levels: [Number],
    siteIds: [String],
    sites: [new Schema({ siteId: String, name: String, address: String, district: String }, embedded)],
    districts: [String],
    examDays: [String],
    firstExamOn: String,
    applicationFrom: String,
    applicationTo: String,
    applicationKinds: [String],
    conditions: String,
    plan: String,
    fees: String,
    contactInformation: String,
    trainingLinks: [new Schema({ provider: String, itemName: String, relation: String }, embedded)],
    publishedOn: String,
    endReason: String,
    synthetic: Boolean,
  },
  { versionKey: false },
);
// One index for each thing that plans are looked for by, each in the order of the list.
schema.index({ status: 1, firstExamOn: 1, _id: 1 });
schema.index({ status: 1, itemId: 1, firstExamOn: 1, _id: 1 });
schema.index({ status: 1, districts: 1, firstExamOn: 1, _id: 1 });
schema.index({ status: 1, levels: 1, firstExamOn: 1, _id: 1 });
schema.index({ status: 1, examDays: 1 });
schema.index({ status: 1, nameKey: 1 });
schema.index({ agencyId: 1, _id: 1 });

function plansOf(connection: Connection): Model<StoredPlan> {
  return modelOf(connection, 'evaluationPlans', schema);
}

/** The plans. */
export const planRecords = recordStore<StoredPlan>(plansOf);

/** Which published plans are wanted. Null: without that condition. */
export interface PlanFilter {
  readonly text: string | null;
  /** The item under whatever name it had and has. */
  readonly itemIds: readonly string[] | null;
  readonly level: number | null;
  readonly district: DistrictCode | null;
  /** An examination day lies in these days, both ends included. */
  readonly from: Day;
  readonly to: Day | null;
}

/** The store filter of published plans. */
export function publishedWhere({ text, itemIds, level, district, from, to }: PlanFilter): Where {
  return {
    status: 'PUBLISHED',
    examDays: trusted({ $elemMatch: { $gte: from, ...(to !== null && { $lte: to }) } }),
    ...(text !== null && { nameKey: new RegExp(escaped(nameKey(text)), 'i') }),
    ...(itemIds !== null && { itemId: trusted({ $in: itemIds }) }),
    ...(level !== null && { levels: level }),
    ...(district !== null && { districts: district }),
  };
}

/** The plans that everybody may look up, and those of a filter. */
export function knownOr(own: Where | null): Where {
  const known = { status: trusted({ $ne: 'DRAFT' }) };
  return own === null ? known : { $or: [known, own] };
}

/** Those of an agency, in these states. */
export function plansOfAgency(agencyId: string, statuses: readonly PlanStatus[] | null): Where {
  return { agencyId, ...(statuses !== null && { status: trusted({ $in: statuses }) }) };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
