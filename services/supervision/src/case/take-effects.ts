import type { Day } from '@shanghai/kernel';
import { type BackgroundServices, type Cause, type Consumer, type StoredEvent, consequence } from '@shanghai/platform';
import type { ClientSession, Connection } from 'mongoose';
import { type EffectTold, isSettled, statusAfter, withTold } from './case-effect-rules.js';
import { caseChanged } from './case-event.js';
import { caseActGrounds } from './case-ground-rules.js';
import { type CaseAct, transitionsOf } from './case-machine.js';
import { findCasesById, saveCase } from './case-store.js';
import { system } from './perform-on-case.js';
import { caseOf } from './stored-case.js';
import type { ViolationCase } from './violation-case.js';

/** `measure.applied`, and of certificates `revocation.applied`: what another service did with what was ordered. */
interface Told {
  readonly caseId: string;
  readonly measureId?: string;
  readonly revocationId?: string;
  readonly appliedOn: Day | null;
  readonly refused: readonly string[];
}

/** Takes back what other services tell of the effects of cases, and moves a case on when nothing is waited for. */
export function takeEffects(store: Connection, { clock }: Pick<BackgroundServices, 'clock'>): Consumer {
  return {
    name: 'case-effects',
    async take(event, session) {
      const changing: Changing = { store, event, now: clock.now(), session };
      if (event.type === 'measure.applied' || event.type === 'revocation.applied') await takeTold(changing, event);
      if (event.type === 'case.changed') {
        const { caseId, to } = JSON.parse(event.payload) as { readonly caseId: string; readonly to: string };
        if (to === 'DECIDED') await moveOn(changing, caseId);
      }
    },
  };
}

/**
 * The same for a case that was decided just now, without waiting for the event that tells of it, which then changes nothing:
 * `source` is the journal row of the decision.
 */
export async function applyMeasures(
  { store, now }: { readonly store: Connection; readonly now: Date },
  { caseId, source }: { readonly caseId: string; readonly source: string },
): Promise<void> {
  await store.transaction(async (session) => moveOn({ store, event: { source }, now, session }, caseId), {
    readConcern: { level: 'snapshot' },
    writeConcern: { w: 'majority' },
  });
}

interface Changing {
  readonly store: Connection;
  readonly event: Pick<StoredEvent, 'source'>;
  readonly now: Date;
  readonly session: ClientSession;
}

/** What is told of a case or an effect that is not known here, or was answered before, changes nothing. */
async function takeTold(changing: Changing, { _id: byEvent, payload }: StoredEvent): Promise<void> {
  const { caseId, measureId, revocationId, appliedOn, refused } = JSON.parse(payload) as Told;
  const told = { effectId: measureId ?? revocationId ?? '', appliedOn, refused, byEvent };
  const one = await findHeld(changing, caseId);
  if (!one || !isAwaited(one, told)) return;
  await change(changing, 'takeEffect', one, { effects: withTold(one.effects, told) });
  await moveOn(changing, caseId);
}

/** 执行 (machine 5): RECTIFYING or EXECUTED as soon as everything that was decided is done. */
async function moveOn(changing: Changing, caseId: string): Promise<void> {
  const one = await findHeld(changing, caseId);
  const decision = one?.decisions.at(-1);
  if (!one || !decision || one.status !== 'DECIDED' || !isSettled(one)) return;
  const status = statusAfter(decision);
  const rectification =
    status === 'RECTIFYING'
      ? { dueOn: decision.rectificationDueOn, overdueToldAt: null, acceptedAt: null, report: null }
      : null;
  await change(changing, 'applyMeasures', one, { status, rectification });
}

async function findHeld({ store, session }: Changing, caseId: string): Promise<ViolationCase | null> {
  const [stored] = await findCasesById(store, [caseId], {}, session);
  return stored ? caseOf(stored) : null;
}

function isAwaited({ effects }: ViolationCase, { effectId }: EffectTold): boolean {
  return effects.some((one) => one.effectId === effectId && one.status === 'ORDERED');
}

/** One version of the case with a journal row that names the event's. */
async function change(
  { store, event, now, session }: Changing,
  act: CaseAct,
  before: ViolationCase,
  changed: Partial<ViolationCase>,
): Promise<void> {
  const isSame = changed.status === undefined || changed.status === before.status;
  const after: ViolationCase = { ...before, ...changed, since: isSame ? before.since : now };
  const cause: Cause = { caller: system, at: now.toISOString(), reason: null, cause: event.source };
  await consequence<ViolationCase>({
    aggregate: `case/${before._id}`,
    name: act,
    load: async () => {
      const [stored] = await findCasesById(store, [before._id], {}, session);
      return stored ? { state: caseOf(stored), version: stored.version } : null;
    },
    next: () => after,
    save: async (state, version) => saveCase(store, state, version, session),
    grounds: caseActGrounds[act],
    rules: transitionsOf(act, before.subject.type)[0]?.guards ?? [],
    event: caseChanged(act, before, after),
  }).storeFor(cause, store, session);
}
