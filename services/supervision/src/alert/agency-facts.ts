import { addDays, dayAt } from '@shanghai/kernel';
import type { Subject } from '../subject/subject.js';
import { findSubjectsById, subjectOf } from '../subject/subject-store.js';
import { thresholdOn } from './alert-rules.js';
import type { AlertRule } from './alert.js';
import { findEndingMaterials } from './material-day-store.js';
import { lastProjectDay, aboutProject, projectWarnings } from './project-warnings.js';
import { type Evaluating, reconcileAlerts } from './reconcile-alerts.js';
import { aboutMaterials, retentionWarnings } from './retention-warnings.js';
import { findPeopleWith } from './roster-people-store.js';
import { type ToldRoster, aboutPerson, aboutStaff, samePersonWarnings, staffWarnings } from './roster-warnings.js';
import { findAssessmentsDueBy } from './running-assessment-store.js';

const ROSTER_RULES: readonly AlertRule[] = ['STAFF_BELOW_FIVE', 'SAME_PERSON_AT_AGENCIES'];

/**
 * Evaluates what the rosters of some agencies say, and where else these persons are. A person who was taken off is named too, so
 * that the warning at the other agency ends.
 */
export async function evaluateRosters(
  at: Evaluating,
  rosters: readonly ToldRoster[],
  alsoPersons: readonly string[] = [],
): Promise<void> {
  if (rosters.length === 0) return;
  const on = dayAt(at.now);
  const own = rosters.flatMap((one) => one.persons.map(({ person }) => person));
  const persons = [...new Set([...own, ...alsoPersons])];
  const sharing = persons.length === 0 ? [] : await findPeopleWith(at.store, persons, at.session);
  const all = [...new Map([...sharing, ...rosters].map((one) => [one.agencyId, one])).values()];
  const subjects = await subjectsById(
    at,
    all.map(({ agencyId }) => agencyId),
  );
  const staffed = all.flatMap((roster) => {
    const subject = subjects.get(roster.agencyId);
    return subject ? [{ subject, roster }] : [];
  });
  const told = new Set(rosters.map(({ agencyId }) => agencyId));
  const about = new Set(persons.map(aboutPerson));
  await reconcileAlerts(at, {
    about: [...[...told].map(aboutStaff), ...about],
    rules: ROSTER_RULES,
    found: [
      ...staffed.filter(({ roster }) => told.has(roster.agencyId)).flatMap((one) => staffWarnings(one, on)),
      // Of others at the same agencies not everything is in hand.
      ...samePersonWarnings(staffed, on).filter((one) => about.has(one.about)),
    ],
  });
}

/** Evaluates what some agencies have to keep. */
export async function evaluateMaterials(at: Evaluating, agencyIds: readonly string[]): Promise<void> {
  const on = dayAt(at.now);
  const to = addDays(on, thresholdOn('RETENTION_LAPSING', '提前', on));
  const subjects = await subjectsById(at, agencyIds);
  const ending = await findEndingMaterials(at.store, agencyIds, { from: on, to }, at.session);
  await reconcileAlerts(at, {
    about: agencyIds.map(aboutMaterials),
    rules: ['RETENTION_LAPSING'],
    found: [...subjects.values()].flatMap((one) => retentionWarnings(one, ending, on)),
  });
}

/** Evaluates every project assessment that has to be finished soon. */
export async function evaluateAssessments(at: Evaluating): Promise<void> {
  const on = dayAt(at.now);
  const due = await findAssessmentsDueBy(at.store, lastProjectDay(on), at.session);
  await reconcileAlerts(at, {
    about: due.map(({ applicationId }) => aboutProject(applicationId)),
    rules: ['PROJECT_ASSESSMENT_LAPSING'],
    found: due.flatMap((one) => projectWarnings(one, on)),
  });
}

async function subjectsById(at: Evaluating, ids: readonly string[]): Promise<ReadonlyMap<string, Subject>> {
  const found = await findSubjectsById(at.store, ids, {}, at.session);
  return new Map(found.map((one) => [one._id, subjectOf(one)]));
}
