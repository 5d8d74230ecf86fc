import { type Day, dayAt, refusalsOf } from '@shanghai/kernel';
import { type BackgroundServices, type Consumer, type StoredEvent, consequence } from '@shanghai/platform';
import type { ClientSession, Connection } from 'mongoose';
import { clock } from '../application/acts/end-project-assessment.js';
import { changedEvent } from '../filing/filing-event.js';
import { filingTransitionOf } from '../filing/filing-machine.js';
import { recordOf } from '../filing/filing-record.js';
import { findFiling, replaceFiling } from '../filing/filing-store.js';
import { type HeldFiling, changed } from '../filing/perform-on-filing.js';
import { openedWrapUp } from '../filing/termination-rules.js';
import { findItemsOfFiling, replaceItemsOfFiling } from '../item/filed-item-store.js';
import type { OrderedMeasure, TakenMeasure } from './measure.js';
import { judgeMeasure, measureRuleOf, withMeasure } from './measure-rules.js';
import { findMeasure, insertMeasure } from './measure-store.js';

/** Takes what supervision orders of filings, each measure once, and tells what became of it. */
export function takeMeasures(store: Connection, { clock: time }: Pick<BackgroundServices, 'clock'>): Consumer {
  return {
    name: 'measures',
    async take(event, session) {
      if (event.type !== 'measure.ordered') return;
      const measure = JSON.parse(event.payload) as OrderedMeasure;
      // Ordered again under the same id, in an event of its own, it was taken already.
      if (await findMeasure(store, measure.measureId, session)) return;
      await take(store, { measure, event, now: time.now() }, session);
    },
  };
}

interface Taking {
  readonly measure: OrderedMeasure;
  readonly event: StoredEvent;
  readonly now: Date;
}

/** One transaction: what is done to the filing, and what is told back, each with a journal row that names the case's. */
async function take(store: Connection, { measure, event, now }: Taking, session: ClientSession): Promise<void> {
  const on = dayAt(now);
  const held = await findHeld(store, measure.filingId, session);
  const refused = refusedBy(held, measure, on);
  const taken = { ...measure, refused, appliedOn: refused.length === 0 ? on : null };
  const cause = { caller: clock, at: now.toISOString(), reason: `处理决定：${measure.caseId}`, cause: event.source };
  const steps = [...(held && refused.length === 0 ? [applied(store, held, measure, on)] : []), told(store, taken)];
  for (const step of steps) await step.storeFor(cause, store, session);
}

/** Why a measure cannot be taken, by code; what is no measure or of no filing is told back like the rest. */
function refusedBy(held: HeldFiling | null, measure: OrderedMeasure, on: Day): readonly string[] {
  if (!measureRuleOf(measure.kind)) return ['UNKNOWN_MEASURE'];
  return held ? refusalsOf(judgeMeasure(held.filing, measure, on)).map(({ code }) => code) : ['NO_SUCH_FILING'];
}

async function findHeld(store: Connection, id: string, session: ClientSession): Promise<HeldFiling | null> {
  const filing = await findFiling(store, id, session);
  return filing && { filing, items: await findItemsOfFiling(store, filing, session) };
}

function applied(store: Connection, held: HeldFiling, measure: OrderedMeasure, on: Day) {
  const { act, clauses } = measureRuleOf(measure.kind)!;
  const after = withApplied(held, measure, on);
  return consequence<HeldFiling>({
    aggregate: `filing/${held.filing._id}`,
    name: act,
    load: async () => Promise.resolve({ state: held, version: held.filing.version ?? 0 }),
    next: () => after,
    save: async ({ filing, items }, version, session) => {
      await replaceFiling(store, { ...filing, version }, session);
      await replaceItemsOfFiling(store, filing, items, session);
    },
    journalled: ({ filing }) => filing,
    grounds: clauses,
    rules: filingTransitionOf(act).guards,
    event: changedEvent(act, after, on),
  });
}

/** An ordered end leaves the same to be settled as any other (FIL-010). */
function withApplied(held: HeldFiling, measure: OrderedMeasure, on: Day): HeldFiling {
  const facts = withMeasure(held.filing.facts, measure, on);
  if (measure.kind !== 'TERMINATE_FILING') return changed(held, { facts });
  return changed(held, { facts, record: { wrapUp: [...recordOf(held.filing).wrapUp, ...openedWrapUp(on)] } });
}

function told(store: Connection, taken: TakenMeasure) {
  const { measureId, caseId, filingId, appliedOn, refused } = taken;
  return consequence<TakenMeasure>({
    aggregate: `measure/${measureId}`,
    name: appliedOn === null ? 'refuseMeasure' : 'applyMeasure',
    load: async () => Promise.resolve(null),
    next: () => taken,
    save: async (state, _version, session) => insertMeasure(store, state, session),
    grounds: measureRuleOf(taken.kind)?.clauses ?? [],
    event: { type: 'measure.applied', payload: { measureId, caseId, filingId, appliedOn, refused } },
  });
}
