import type { ClockworkTask } from '@shanghai/platform';
import { dayAt } from '@shanghai/kernel';
import type { Connection } from 'mongoose';
import { findOverdueProjects } from '../other-application-store.js';
import { countOthers } from '../count-others.js';
import { type ApplicationActOutcome, performOnApplication, verb } from '../perform-on-application.js';
import { judgeOverdue, projectChange, remarksOn } from '../project-change.js';

/** The clock: it has no name, no scope and no key, and acts while its condition holds. */
export const clock = { role: 'SYSTEM', subject: null, scopes: {} };

const AT_ONCE = 50;

/** 视作放弃申报 (AGY-020): what is not finished on the last day is given up; what is goes on. */
export async function endProjectAssessment(store: Connection, id: string, now: Date): Promise<ApplicationActOutcome> {
  return performOnApplication(
    { store, caller: clock, now },
    { id, version: null, idempotencyKey: null },
    verb({
      act: 'endProjectAssessment',
      facts: async (application, session) => countOthers(store, application, now, session),
      judge: (application, counts) => [
        judgeOverdue(application, dayAt(now)),
        ...remarksOn(application, projectChange(application.items, now, { overdue: true }), counts, now),
      ],
      next: ({ items }) => projectChange(items, now, { overdue: true }),
    }),
  );
}

/** Ends the project assessments whose time has run out. Another copy may be faster: then it is refused, and nothing is lost. */
export const endProjectAssessments: ClockworkTask = {
  name: 'end-project-assessments',
  async run(store, now) {
    let ended = 0;
    for (const id of await findOverdueProjects(store, dayAt(now), AT_ONCE)) {
      const outcome = await endProjectAssessment(store, id, now);
      if ('application' in outcome) ended += 1;
    }
    return ended;
  },
};
