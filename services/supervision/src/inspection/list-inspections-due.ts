import { type Day, dayAt } from '@shanghai/kernel';
import { type Caller, type Page, type PageArguments, pageOfList } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { gradesOf } from '../grade/grade-subjects.js';
import { isFiledOn } from '../subject/subject-rules.js';
import { findPartsFor } from '../subject/subject-store.js';
import type { StoredSubject, SubjectBody, SubjectFiling } from '../subject/subject.js';
import { type InspectionDue, daysOverdue, inspectionDue } from './inspection-due-rules.js';
import { findLastFinished, inspectionsVisibleTo } from './inspection-store.js';

/** A subject that is filed, as far as it is shown among those that are due. */
interface ShownSubject extends Pick<StoredSubject, '_id' | 'since'> {
  readonly body: Pick<SubjectBody, 'name' | 'type' | 'synthetic'>;
}

/** A subject, as far as it is read: of its filings when they stand. */
interface ReadSubject extends ShownSubject {
  readonly filings: readonly Pick<SubjectFiling, 'standing'>[];
}

const FIELDS = ['since', 'body.name', 'body.type', 'body.synthetic', 'filings.standing'];

/** A subject that is to be inspected. */
export interface DueSubject extends InspectionDue {
  readonly subject: ShownSubject;
  readonly daysOverdue: number;
}

/** Which are shown: those that are due up to a day, by their grades of today. */
export interface DueInspections extends PageArguments {
  readonly dueBy: Day;
  readonly today: Day;
}

/**
 * Who of the caller's scope is to be inspected by a day, the longest due first: by the grade of today and the last inspection that the
 * caller sees. Three commands, however many there are.
 */
export async function listInspectionsDue(
  store: Connection,
  caller: Caller,
  { dueBy, today, ...page }: DueInspections,
): Promise<Page<DueSubject>> {
  const subjects = (await findPartsFor<ReadSubject>(store, caller, today, FIELDS)).filter((one) =>
    isFiledOn(one, today),
  );
  const ids = subjects.map(({ _id }) => _id);
  const [grades, last] = await Promise.all([
    gradesOf(store, subjects, today),
    findLastFinished(store, ids, inspectionsVisibleTo(caller)),
  ]);
  const due = subjects.flatMap((subject, at): DueSubject[] => {
    const grade = grades[at]?.row;
    if (!grade) return [];
    const finishedAt = last.get(subject._id);
    // A subject that has a grade was filed.
    const found = inspectionDue(grade, { lastOn: finishedAt ? dayAt(finishedAt) : null, filedSince: subject.since! });
    return found.dueOn > dueBy ? [] : [{ ...found, subject, daysOverdue: daysOverdue(found.dueOn, today) }];
  });
  const sorted = due.sort((a, b) => compare(a.dueOn, b.dueOn) || compare(a.subject._id, b.subject._id));
  return pageOfList(page, { list: 'inspections due', dueBy }, sorted);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
