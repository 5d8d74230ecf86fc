import type { Day } from '@shanghai/kernel';
import type { ClientSession, Connection } from 'mongoose';
import type { StoredSubject } from '../subject/subject.js';
import type { GradeFact } from './grade-fact.js';
import { type SupervisionGrade, gradeOn } from './grade-rules.js';
import { findGradeFacts } from './grade-store.js';

/** A subject, as far as its grade turns on it. */
export type GradedSubject = Pick<StoredSubject, '_id' | 'since'>;

/** The grades of subjects on a day, in their order, by one command: null for who was not filed yet, or before there were grades. */
export async function gradesOf(
  store: Connection,
  subjects: readonly GradedSubject[],
  asOf: Day,
  session?: ClientSession,
): Promise<readonly (SupervisionGrade | null)[]> {
  const ids = subjects.map(({ _id }) => _id);
  const facts = new Map<string, GradeFact[]>(ids.map((id) => [id, []]));
  for (const fact of await findGradeFacts(store, ids, asOf, session)) facts.get(fact.agencyId)?.push(fact);
  return subjects.map(({ _id, since }) =>
    since === null || since > asOf ? null : gradeOn({ facts: facts.get(_id) ?? [], filedSince: since }, asOf),
  );
}
