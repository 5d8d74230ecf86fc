import { dayAt } from '@shanghai/kernel';
import type { ClockworkTask } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { clock } from '../../application/acts/end-project-assessment.js';
import { type Milestone, nextMilestone, withTold } from '../filing-milestone-rules.js';
import { recordOf } from '../filing-record.js';
import { findFilingsById, findFilingsToTell } from '../filing-store.js';
import { type FilingActOutcome, filingVerb, performOnFiling } from '../perform-on-filing.js';

const AT_ONCE = 50;

/**
 * Tells what time has brought to a filing: its state follows from its facts by itself, and nothing of them changes. A milestone
 * that another copy has told meanwhile is refused.
 */
export async function passMilestone(
  store: Connection,
  id: string,
  passed: Milestone,
  now: Date,
): Promise<FilingActOutcome> {
  const { milestone, on } = passed;
  return performOnFiling(
    { store, caller: clock, now },
    { id, version: null, idempotencyKey: null },
    filingVerb({
      act: milestone,
      passes: on,
      stillDue: ({ filing }) => {
        const next = nextMilestone(filing);
        return next?.milestone === milestone && next.on === on;
      },
      next: ({ filing }) => ({ record: { told: withTold(recordOf(filing).told, passed) } }),
    }),
  );
}

/** Tells what has come to pass, day by day, of every filing that acts have made. */
export const passMilestones: ClockworkTask = {
  name: 'pass-filing-milestones',
  async run(store, now) {
    const today = dayAt(now);
    const filings = await findFilingsById(store, await findFilingsToTell(store, today, AT_ONCE));
    let told = 0;
    for (const filing of filings) {
      const next = nextMilestone(filing);
      if (!next || next.on > today) continue;
      const outcome = await passMilestone(store, filing._id, next, now);
      if ('filing' in outcome) told += 1;
    }
    return told;
  },
};
