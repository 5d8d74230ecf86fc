import { type Day, dayAt } from '@shanghai/kernel';
import type { ClockworkTask } from '@shanghai/platform';
import { findSubjectsAfter, findSubjectsById, subjectOf } from '../subject/subject-store.js';
import { evaluateAssessments, evaluateMaterials, evaluateRosters } from './agency-facts.js';
import { type AlertRun, findRun, saveRun } from './alert-run-store.js';
import { countSince } from './certificate-count-store.js';
import { type Evaluating, reconcileAlerts } from './reconcile-alerts.js';
import { findPeopleOf } from './roster-people-store.js';
import { CALENDAR, aboutSubject, calendarWarnings, districtsOn, subjectWarnings } from './subject-warnings.js';
import { type CountedAgency, aboutLevels, monthBefore, skewWarnings } from './volume-warnings.js';

const AT_ONCE = 100;
const MONTHS = 11;
const DURABLE = { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } } as const;

/**
 * Evaluates, once a day, every rule that turns on the day: subject by subject, so many in a transaction with how far it has come,
 * and then what is compared among all.
 */
export const evaluateAlerts: ClockworkTask = {
  name: 'evaluate-alerts',
  async run(store, now) {
    const on = dayAt(now);
    const last = await findRun(store);
    if (isOver(last, on)) return 0;
    let done = 0;
    await store.transaction(async (session) => {
      // Another copy may have come further meanwhile.
      const found = await findRun(store, session);
      if (isOver(found, on)) return;
      const run = found?.on === on ? found : { on, after: '', isDone: false };
      const at: Evaluating = { store, session, now, source: `clockwork:evaluate-alerts/${on}` };
      const next = await step(at, run);
      await saveRun(store, next, session);
      done = 1;
    }, DURABLE);
    return done;
  },
};

/** A clock that was set back evaluates nothing twice. */
function isOver(run: AlertRun | null, on: Day): boolean {
  return run !== null && (run.on > on || (run.on === on && run.isDone));
}

async function step(at: Evaluating, { on, after }: AlertRun): Promise<AlertRun> {
  const subjects = (await findSubjectsAfter(at.store, after, AT_ONCE, at.session)).map(subjectOf);
  if (subjects.length === 0) {
    await reconcileAlerts(at, { about: [CALENDAR], rules: ['CALENDAR_HORIZON'], found: calendarWarnings(on) });
    await evaluateLevels(at, on);
    await evaluateAssessments(at);
    return { on, after, isDone: true };
  }
  await reconcileAlerts(at, {
    about: subjects.flatMap(aboutSubject),
    rules: ['FILING_LAPSING'],
    found: subjects.flatMap((one) => subjectWarnings(one, on)),
  });
  const ids = subjects.map(({ _id }) => _id);
  await evaluateRosters(at, await findPeopleOf(at.store, ids, at.session));
  await evaluateMaterials(at, ids);
  return { on, after: ids.at(-1)!, isDone: false };
}

/** The agencies of the last twelve months among each other. */
async function evaluateLevels(at: Evaluating, on: Day): Promise<void> {
  const counts = await countSince(at.store, monthBefore(on, MONTHS), at.session);
  const ids = counts.map(({ agencyId }) => agencyId);
  const subjects = new Map((await findSubjectsById(at.store, ids, {}, at.session)).map((one) => [one._id, one]));
  const agencies = counts.flatMap((count): CountedAgency[] => {
    const subject = subjects.get(count.agencyId);
    if (!subject?.body) return [];
    return [{ ...count, type: subject.body.type, districts: districtsOn(subjectOf(subject), on) }];
  });
  const about = agencies.map(({ agencyId }) => aboutLevels(agencyId));
  await reconcileAlerts(at, { about, rules: ['LEVEL_SKEW'], found: skewWarnings(agencies, on) });
}
