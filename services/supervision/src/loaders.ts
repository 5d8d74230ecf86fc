import type { Day } from '@shanghai/kernel';
import { type Caller, type HistoryStart, historiesOf } from '@shanghai/platform';
import DataLoader from 'dataloader';
import type { Connection } from 'mongoose';
import type { StoredAssessment } from './assessment/annual-assessment.js';
import { assessmentsVisibleTo, findAssessmentsById } from './assessment/assessment-store.js';
import { alertsVisibleTo, findAlertsById } from './alert/alert-store.js';
import type { StoredAlert } from './alert/alert.js';
import { type AgencyCases, openCasesOf } from './case/agency-cases.js';
import { casesVisibleTo, findCasesById } from './case/case-store.js';
import type { StoredCase } from './case/violation-case.js';
import { drawsVisibleTo, findDrawsById } from './draw/draw-store.js';
import type { StoredDraw } from './draw/random-draw.js';
import type { SupervisionGrade } from './grade/grade-rules.js';
import { type GradedSubject, gradesOf } from './grade/grade-subjects.js';
import { findInspectionsById, findLastInspections, inspectionsVisibleTo } from './inspection/inspection-store.js';
import type { StoredInspection } from './inspection/inspection.js';
import { findRestrictionsById, restrictionsVisibleTo } from './restriction/restriction-store.js';
import type { StoredRestriction } from './restriction/restriction.js';
import { findListEntries } from './violation-list/violation-list-store.js';
import type { ViolationListEntry } from './violation-list/violation-list.js';
import { findSubjectsById } from './subject/subject-store.js';
import type { StoredSubject } from './subject/subject.js';

/** One set per request: a cache must not outlive the caller who is allowed to see the rows. */
export interface Loaders {
  /** Whoever asks: of it only what its readers may read of every agency. */
  readonly subject: DataLoader<string, StoredSubject | null>;
  /** Those of the caller's scope. */
  readonly assessment: DataLoader<string, StoredAssessment | null>;
  /** Those of the caller's scope. */
  readonly inspection: DataLoader<string, StoredInspection | null>;
  /** Of each agency the one that was finished last, of those of the caller's scope. */
  readonly lastInspection: DataLoader<string, StoredInspection | null>;
  /** Those of the caller's scope. */
  readonly draw: DataLoader<string, StoredDraw | null>;
  /** Those of the caller's scope. */
  readonly violationCase: DataLoader<string, StoredCase | null>;
  /** Those of the caller's scope. */
  readonly restriction: DataLoader<string, StoredRestriction | null>;
  /** Those of the caller's scope. */
  readonly alert: DataLoader<string, StoredAlert | null>;
  readonly listEntry: DataLoader<string, ViolationListEntry | null>;
  /** The open cases against agencies on a day, as far as the caller may see them: one loader for each day that is asked for. */
  readonly openCases: (asOf: Day) => DataLoader<string, AgencyCases | null>;
  /** The grades of subjects on a day: one loader for each day that is asked for. */
  readonly grade: (asOf: Day) => DataLoader<GradedSubject, SupervisionGrade | null, string>;
  /** The first entries of histories, so many of each. */
  readonly historyStart: (first: number) => DataLoader<string, HistoryStart>;
}

export function createLoaders(store: Connection, caller: Caller): Loaders {
  const histories = new Map<number, DataLoader<string, HistoryStart>>();
  const graded = new Map<Day, DataLoader<GradedSubject, SupervisionGrade | null, string>>();
  const days = new Map<Day, DataLoader<string, AgencyCases | null>>();
  return {
    subject: new DataLoader(async (ids) => inOrder(ids, await findSubjectsById(store, ids, {}), ({ _id }) => _id)),
    assessment: new DataLoader(async (ids) =>
      inOrder(ids, await findAssessmentsById(store, ids, assessmentsVisibleTo(caller)), ({ _id }) => _id),
    ),
    inspection: new DataLoader(async (ids) =>
      inOrder(ids, await findInspectionsById(store, ids, inspectionsVisibleTo(caller)), ({ _id }) => _id),
    ),
    lastInspection: new DataLoader(async (ids) =>
      inOrder(ids, await findLastInspections(store, ids, inspectionsVisibleTo(caller)), ({ agencyId }) => agencyId),
    ),
    draw: new DataLoader(async (ids) =>
      inOrder(ids, await findDrawsById(store, ids, drawsVisibleTo(caller)), ({ _id }) => _id),
    ),
    violationCase: new DataLoader(async (ids) =>
      inOrder(ids, await findCasesById(store, ids, casesVisibleTo(caller)), ({ _id }) => _id),
    ),
    restriction: new DataLoader(async (ids) =>
      inOrder(ids, await findRestrictionsById(store, ids, restrictionsVisibleTo(caller)), ({ _id }) => _id),
    ),
    alert: new DataLoader(async (ids) =>
      inOrder(ids, await findAlertsById(store, ids, alertsVisibleTo(caller)), ({ _id }) => _id),
    ),
    listEntry: new DataLoader(async (ids) => inOrder(ids, await findListEntries(store, ids), ({ id }) => id)),
    openCases(asOf) {
      const known = days.get(asOf);
      const loader = known ?? new DataLoader(async (ids) => openCasesOf({ store, caller }, ids, asOf));
      days.set(asOf, loader);
      return loader;
    },
    grade(asOf) {
      const known = graded.get(asOf);
      const loader =
        known ??
        new DataLoader(async (subjects: readonly GradedSubject[]) => gradesOf(store, subjects, asOf), {
          cacheKeyFn: ({ _id }: GradedSubject) => _id,
        });
      graded.set(asOf, loader);
      return loader;
    },
    historyStart(first) {
      const known = histories.get(first);
      const loader = known ?? new DataLoader(async (aggregates) => startsOf(store, aggregates, first));
      histories.set(first, loader);
      return loader;
    },
  };
}

function inOrder<Row>(
  ids: readonly string[],
  rows: readonly Row[],
  idOf: (row: Row) => string | null,
): readonly (Row | null)[] {
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  return ids.map((id) => byId.get(id) ?? null);
}

async function startsOf(store: Connection, aggregates: readonly string[], first: number): Promise<HistoryStart[]> {
  const starts = await historiesOf(store, aggregates, first);
  return aggregates.map((aggregate) => starts.get(aggregate)!);
}
