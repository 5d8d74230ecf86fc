import {
  type Finding,
  type LedgerId,
  type Refusal,
  distinctClauses,
  finding,
  refusalsOf,
  weighFindings,
} from '@shanghai/kernel';
import {
  type Act,
  type Acting,
  type Decision,
  type JournalEvent,
  type OnAggregate,
  type Verb,
  askedOf,
  badUserInput,
  performVerb,
  plainVerb,
} from '@shanghai/platform';
import { inspectionRules } from '../inspection/inspection-ground-rules.js';
import { actingBodyOf } from '../inspection/perform-on-inspection.js';
import { judgeLead } from '../inspection/step-rules.js';
import { drawGrounds } from './draw-rules.js';
import { drawOf, drawsVisibleTo, findDrawsById, saveDraw, storedDraw } from './draw-store.js';
import type { DrawStatus, RandomDraw, StoredDraw } from './random-draw.js';

/** What can happen to a draw: each is a mutation of the same name. */
export type DrawAct = 'commitDraw' | 'performDraw' | 'replaceDrawnInspector';

/** Where an act on a draw leads from and to, and the rules that guard it. */
export interface DrawTransition {
  readonly from: DrawStatus | null;
  readonly to: DrawStatus;
  readonly guards: readonly LedgerId[];
}

/** Every act: a draw is made once, and never taken back. */
export const drawTransitions: Readonly<Record<DrawAct, DrawTransition>> = {
  commitDraw: { from: null, to: 'COMMITTED', guards: ['SPV-003', 'SPV-006', 'SPV-009', 'CMT-205'] },
  performDraw: { from: 'COMMITTED', to: 'PERFORMED', guards: ['SPV-009'] },
  replaceDrawnInspector: { from: 'PERFORMED', to: 'PERFORMED', guards: ['SPV-009', 'CMT-205'] },
};

/** One act on a draw. */
export interface DrawVerb<Facts> extends Verb<DrawAct, RandomDraw, Finding, Partial<RandomDraw>, Facts> {
  /** What it is made from, of the act that makes it. */
  readonly blank?: RandomDraw;
}

/** What states of ours keep as it was typed or found. */
const VERBATIM: ReadonlySet<string> = new Set(['facts', 'text', 'basis', 'inspectors']);

/** A draw as an act left it. */
export interface DrawDone {
  readonly draw: StoredDraw;
  readonly isRepeated: boolean;
}

/** What became of an act: done, or every reason why not. */
export type DrawOutcome = DrawDone | { readonly refusals: readonly Refusal[] };

/**
 * The one way in which anything happens to a draw: by who leads it, with every finding at once, in one transaction with its
 * journal row and with the inspections that follow from it.
 * @throws GraphQLError BAD_USER_INPUT when there is no such draw for the caller, or CONFLICT
 */
export async function performOnDraw<Facts>(
  acting: Acting,
  on: OnAggregate,
  verb: DrawVerb<Facts>,
): Promise<DrawOutcome> {
  const outcome = await performVerb(acting.store, actOf(acting, on, verb), VERBATIM);
  if ('refusals' in outcome) return outcome;
  return { draw: storedDraw(outcome.state as RandomDraw, outcome.version), isRepeated: outcome.isRepeated };
}

/** A verb without facts or rules of its own: what it says replaces this. */
export function drawVerb<Facts = null>(said: Pick<DrawVerb<Facts>, 'act'> & Partial<DrawVerb<Facts>>): DrawVerb<Facts> {
  return { ...plainVerb<Facts>(), next: () => ({}), ...said };
}

function actOf<Facts>(acting: Acting, on: OnAggregate, verb: DrawVerb<Facts>): Act<RandomDraw, Refusal> {
  const { store, caller, now } = acting;
  return {
    ...askedOf('draw', acting, on, verb),
    load: async (session) => {
      const [stored] = await findDrawsById(store, [on.id], drawsVisibleTo(caller), session);
      if (!stored && verb.act !== 'commitDraw') throw badUserInput('no such draw', { argument: 'id' });
      return stored ? { state: drawOf(stored), version: stored.version } : null;
    },
    decide: async (state, session) => {
      const before = state ? judgeBefore(verb.act, state, acting) : [];
      const refusals = refusalsOf(before);
      if (refusals.length > 0) return { accepted: false, refusals };
      return decisionOf(verb, state, await verb.facts((state ?? verb.blank)!, session), now);
    },
    save: async (state, next, session) => saveDraw(store, state, next, session),
  };
}

function judgeBefore(act: DrawAct, { lead, status }: RandomDraw, { caller }: Acting): readonly Finding[] {
  const step =
    status === drawTransitions[act].from
      ? []
      : [finding(inspectionRules.order, 'FAIL', `抽取${status === 'PERFORMED' ? '已经' : '尚未'}完成`, { act })];
  return [judgeLead(lead, actingBodyOf(caller)), ...step];
}

function decisionOf<Facts>(
  { act, blank, reason = null, judge, next, consequences }: DrawVerb<Facts>,
  state: RandomDraw | null,
  facts: Facts,
  now: Date,
): Decision<RandomDraw, Refusal> {
  const before = (state ?? blank)!;
  const { refusals, remarks, clauses, rules } = weighFindings(judge(before, facts));
  if (refusals.length > 0) return { accepted: false, refusals };
  const after: RandomDraw = {
    ...before,
    ...next(before, facts),
    status: drawTransitions[act].to,
    since: now,
    remarks: [...before.remarks, ...remarks],
  };
  return {
    accepted: true,
    state: after,
    reason,
    grounds: distinctClauses([...drawGrounds, ...clauses]),
    rules,
    event: drawChanged(act, after),
    ...(consequences && { consequences: consequences(after, facts) }),
  };
}

/** What others are told: that there is a draw, and by whom; who was drawn, the inspections tell. */
function drawChanged(act: DrawAct, { _id: drawId, status, lead, basis, picks }: RandomDraw): JournalEvent {
  const { asOf, seedHash, pool } = basis;
  const payload = { drawId, act, to: status, lead, asOf, seedHash, poolSize: pool.length, picks: picks.length };
  return { type: 'draw.changed', payload };
}
