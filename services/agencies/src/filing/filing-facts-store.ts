import { Schema } from 'mongoose';
import type { FilingFacts, Standing } from './filing.js';

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
    suspensions: [{ _id: false, from: String, to: String }],
    termination: new Schema({ kind: String, reason: String, effectiveOn: String }, { _id: false }),
  },
  { _id: false },
);

/** How a standing is stored. */
export const standingSchema = new Schema<Standing>({ from: String, to: String }, { _id: false });
