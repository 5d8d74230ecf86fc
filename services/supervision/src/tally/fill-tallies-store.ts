import { ONE_BATCH } from '@shanghai/platform';
import type { Connection, Model } from 'mongoose';
import { alertsOf } from '../alert/alert-store.js';
import { casesOf } from '../case/case-store.js';
import { inspectionsOf } from '../inspection/inspection-store.js';
import { thingOf } from '../subject/keep-subjects-store.js';
import { subjectsOf } from '../subject/subject-store.js';
import { alertTallies, caseTallies, inspectionTallies } from './act-tally-rules.js';
import { subjectTallies } from './subject-tally-rules.js';
import { hasNoTallies, keepTallies } from './tally-store.js';
import type { Tally } from './tally.js';

/** Counts what was stored before things were counted; nothing where anything is counted already. */
export async function fillTallies(store: Connection): Promise<void> {
  if (!(await hasNoTallies(store))) return;
  await fill(store, casesOf(store), ({ _id }) => `case/${_id}`, caseTallies);
  await fill(store, inspectionsOf(store), ({ _id }) => `inspection/${_id}`, inspectionTallies);
  await fill(store, alertsOf(store), ({ _id }) => `alert/${_id}`, alertTallies);
  await fill(store, subjectsOf(store), ({ _id }) => thingOf(_id), subjectTallies);
}

async function fill<Row>(
  store: Connection,
  model: Model<Row>,
  nameOf: (row: Row) => string,
  talliesOf: (row: Row) => readonly Tally[],
): Promise<void> {
  const rows: AsyncIterable<unknown> = model.find().batchSize(ONE_BATCH).lean().cursor();
  for await (const row of rows) await keepTallies(store, new Map([[nameOf(row as Row), talliesOf(row as Row)]]));
}
