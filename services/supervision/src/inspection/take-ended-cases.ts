import { type BackgroundServices, type Consumer, consequence } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { closed } from './acts/close-inspection.js';
import { inspectionGrounds } from './inspection-ground-rules.js';
import { inspectionTransitionOf } from './inspection-machine.js';
import { findInspectionsById, saveInspection } from './inspection-store.js';
import type { Inspection } from './inspection.js';
import { inspectionAfter, inspectionChanged } from './perform-on-inspection.js';
import { inspectionOf } from './stored-inspection.js';

/** What `case.changed` tells of a case that began with an inspection. */
interface CaseTold {
  readonly caseId: string;
  readonly to: string;
  readonly agencyId: string | null;
  readonly inspectionId?: string | null;
}

/** How a case ends. */
const ENDED: readonly string[] = ['CLOSED', 'DISMISSED'];
const ACT = 'closeInspectionCase';
const SYSTEM = { role: 'SYSTEM', subject: null };

/** Closes an inspection whose case has ended. One that was closed by hand before is left as it is. */
export function takeEndedCases(store: Connection, { clock }: Pick<BackgroundServices, 'clock'>): Consumer {
  return {
    name: 'ended-cases',
    async take({ type, payload, source }, session) {
      if (type !== 'case.changed') return;
      const { caseId, to, agencyId, inspectionId } = JSON.parse(payload) as CaseTold;
      if (inspectionId == null || !ENDED.includes(to)) return;
      const [stored] = await findInspectionsById(store, [inspectionId], {}, session);
      if (stored?.status !== 'CASE_OPENED' || stored.agencyId !== agencyId) return;
      const before = inspectionOf(stored);
      const now = clock.now();
      const suggestion = { ...before.suggestion!, caseId };
      const after = inspectionAfter(ACT, before, { suggestion, ...closed(before, now) }, now);
      const ended = consequence<Inspection>({
        aggregate: `inspection/${inspectionId}`,
        name: ACT,
        load: async () => Promise.resolve({ state: before, version: stored.version }),
        next: () => after,
        save: async (state, version, saving) => saveInspection(store, state, version, saving),
        grounds: inspectionGrounds[ACT],
        rules: inspectionTransitionOf(ACT).guards,
        event: inspectionChanged(ACT, before, after),
      });
      await ended.storeFor({ caller: SYSTEM, at: now.toISOString(), reason: null, cause: source }, store, session);
    },
  };
}
