import type { ClockworkTask } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { isOverdue } from '../case-effect-rules.js';
import { findMissingEffects } from '../case-due-store.js';
import { type CaseActOutcome, caseVerb, performOnCase, system } from '../perform-on-case.js';

const AT_ONCE = 50;

/** 效果未到: another service has not answered in the time there is; it is told once, for whoever alerts (PR). */
export async function tellMissingEffect(store: Connection, id: string, now: Date): Promise<CaseActOutcome> {
  return performOnCase(
    { store, caller: system, now },
    { id, version: null, idempotencyKey: null },
    caseVerb({
      act: 'tellMissingEffect',
      stillDue: ({ effects }) => effects.some((one) => one.missingToldAt === null && isOverdue(one, now)),
      next: ({ effects }) => ({
        effects: effects.map((one) =>
          one.missingToldAt === null && isOverdue(one, now) ? { ...one, missingToldAt: now } : one,
        ),
      }),
    }),
  );
}

/** Tells of the effects that have not come. Another copy may be faster: then it is refused. */
export const tellMissingEffects: ClockworkTask = {
  name: 'tell-missing-effects',
  async run(store, now) {
    let told = 0;
    for (const id of await findMissingEffects(store, now, AT_ONCE))
      if ('violationCase' in (await tellMissingEffect(store, id, now))) told += 1;
    return told;
  },
};
