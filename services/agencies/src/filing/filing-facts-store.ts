import { Schema } from 'mongoose';
import type { FilingFacts, Standing } from './filing.js';
import type { FilingRecord } from './filing-record.js';

const renewal = new Schema(
  { requestedOn: String, decision: new Schema({ result: String, on: String }, { _id: false }) },
  { _id: false },
);

/** How the facts of a filing are stored, in the filing and in each of its items. */
export const factsSchema = new Schema<FilingFacts>(
  {
    type: String,
    listedOn: String,
    periods: [{ _id: false, from: String, to: String, renewal }],
    suspensions: [{ _id: false, from: String, to: String, isLifted: Boolean }],
    termination: new Schema({ kind: String, reason: String, effectiveOn: String }, { _id: false }),
  },
  { _id: false },
);

/** How a standing is stored. */
export const standingSchema = new Schema<Standing>({ from: String, to: String }, { _id: false });

const embedded = { _id: false } as const;
const decision = new Schema({ result: String, on: String, reason: String }, embedded);

/** How what acts have added to a filing is stored. */
export const recordSchema = new Schema<FilingRecord>(
  {
    expiryEvaluations: [{ ...embedded, periodTo: String, result: String, publishedOn: String, on: String }],
    // As typed, and read back whole.
    adjustments: [
      {
        ...embedded,
        no: Number,
        reason: String,
        requestedOn: String,
        additions: [Schema.Types.Mixed],
        removals: [{ ...embedded, filedItemId: String, levels: [Number] }],
        decision,
      },
    ],
    notEvaluable: [
      { ...embedded, filedItemId: String, basisDocument: String, on: String, dueOn: String, endedOn: String },
    ],
    terminationRequest: new Schema({ on: String, reason: String }, embedded),
    terminationBasis: new Schema({ subjectStatus: String, evidence: String, text: String }, embedded),
    wrapUp: [{ ...embedded, kind: String, filedItemId: String, openedOn: String, doneOn: String }],
    remarks: [Schema.Types.Mixed],
    told: new Schema({ on: String, milestones: [String] }, embedded),
  },
  embedded,
);
