import { ONE_BATCH } from '@shanghai/platform';
import { type ClientSession, type Connection, trusted } from 'mongoose';
import { subjectTallies } from '../tally/subject-tally-rules.js';
import { forgetTallies, keepTallies } from '../tally/tally-store.js';
import { storedSubject } from './subject-rules.js';
import { subjectsOf } from './subject-store.js';
import type { Subject } from './subject.js';

/** Puts subjects in the place of what was known of them, or adds them, with what each counts as. */
export async function saveSubjects(
  connection: Connection,
  subjects: readonly Subject[],
  session: ClientSession,
): Promise<void> {
  const stored = subjects.map(storedSubject);
  for (const { _id, ...rest } of stored)
    await subjectsOf(connection).replaceOne({ _id }, rest, { upsert: true, session });
  await keepTallies(connection, new Map(stored.map((one) => [thingOf(one._id), subjectTallies(one)])), session);
}

/** Removes the subjects of a part of a load that are no longer in it. */
export async function deleteGone(
  connection: Connection,
  part: string,
  kept: readonly string[],
  session: ClientSession,
): Promise<void> {
  const gone = { part, _id: trusted({ $nin: kept }) };
  const found = await subjectsOf(connection).find(gone, { _id: 1 }).session(session).batchSize(ONE_BATCH).lean();
  if (found.length === 0) return;
  await keepTallies(connection, new Map(found.map(({ _id }) => [thingOf(_id), []])), session);
  await subjectsOf(connection).deleteMany(gone, { session });
}

/** Forgets every subject, before the model is built anew from the first event. */
export async function emptySubjects(connection: Connection, session: ClientSession): Promise<void> {
  await forgetTallies(connection, thingOf(''), session);
  await subjectsOf(connection).deleteMany({ _id: trusted({ $gte: '' }) }, { session });
}
/** How what a subject counts as is kept. */
export function thingOf(id: string): string {
  return `subject/${id}`;
}
