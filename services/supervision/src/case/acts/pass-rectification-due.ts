import { type Day, dayAt } from '@shanghai/kernel';
import type { ClockworkTask } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { findOverdueCases } from '../case-due-store.js';
import { type CaseActOutcome, caseVerb, performOnCase, system } from '../perform-on-case.js';
import type { ViolationCase } from '../violation-case.js';

const AT_ONCE = 50;

/** 整改逾期: the last day has passed; it is told once, and nothing else follows by the clock (VIO-007, PR). */
export async function passRectificationDue(store: Connection, id: string, now: Date): Promise<CaseActOutcome> {
  return performOnCase(
    { store, caller: system, now },
    { id, version: null, idempotencyKey: null },
    caseVerb({
      act: 'passRectificationDue',
      stillDue: (one) => isUntold(one, dayAt(now)),
      next: ({ rectification }) => ({ rectification: rectification && { ...rectification, overdueToldAt: now } }),
    }),
  );
}

function isUntold({ status, rectification }: ViolationCase, today: Day): boolean {
  if (status !== 'RECTIFYING' || !rectification?.dueOn) return false;
  return rectification.dueOn < today && rectification.overdueToldAt === null;
}

/** Tells of the rectifications whose last day has passed. Another copy may be faster: then it is refused. */
export const passRectificationsDue: ClockworkTask = {
  name: 'pass-rectifications-due',
  async run(store, now) {
    let told = 0;
    for (const id of await findOverdueCases(store, dayAt(now), AT_ONCE))
      if ('violationCase' in (await passRectificationDue(store, id, now))) told += 1;
    return told;
  },
};
