import { type Finding, type Refusal, distinctClauses, refusalsOf, weighFindings } from '@shanghai/kernel';
import {
  type Act,
  type Acting,
  type Caller,
  type Decision,
  type JournalEvent,
  type OnAggregate,
  type Verb,
  askedOf,
  badUserInput,
  codedError,
  performVerb,
  plainVerb,
} from '@shanghai/platform';
import { inspectionGrounds } from './inspection-ground-rules.js';
import { type InspectionAct, inspectionTransitionOf, isGivenTo } from './inspection-machine.js';
import { findInspectionsById, inspectionsVisibleTo, saveInspection } from './inspection-store.js';
import type { Inspection, StoredInspection } from './inspection.js';
import { type ActingBody, judgeLead, judgeStep } from './step-rules.js';
import { inspectionOf, storedInspection } from './stored-inspection.js';

export type { Acting } from '@shanghai/platform';

/** Which inspection, at which version. */
export type OnInspection = OnAggregate;

/** One act of machine 6. What it makes of an inspection does not name its status, which is that of the machine. */
export interface InspectionVerb<Facts> extends Verb<InspectionAct, Inspection, Finding, Partial<Inspection>, Facts> {
  /** What it is made from, of the act that makes it. */
  readonly blank?: Inspection;
  /** Whether there is still something to do, of the clock, which finds what is due before it acts. */
  readonly stillDue?: (inspection: Inspection) => boolean;
}

/** What states of ours keep as it was typed or found. */
const VERBATIM: ReadonlySet<string> = new Set(['facts', 'text', 'summary', 'opinion']);

/** An inspection as an act left it. */
export interface InspectionDone {
  readonly inspection: StoredInspection;
  readonly isRepeated: boolean;
}

/** What became of an act: done, or every reason why not. */
export type InspectionOutcome = InspectionDone | { readonly refusals: readonly Refusal[] };

/**
 * The one way in which anybody does anything to an inspection: in the caller's scope, by who leads it, as the machine has it, with
 * every finding at once, in one transaction with its journal row.
 * @throws GraphQLError BAD_USER_INPUT when there is no such inspection for the caller, CONFLICT, or FORBIDDEN
 */
export async function performOnInspection<Facts>(
  acting: Acting,
  on: OnInspection,
  verb: InspectionVerb<Facts>,
): Promise<InspectionOutcome> {
  const outcome = await performVerb(acting.store, actOf(acting, on, verb), VERBATIM);
  if ('refusals' in outcome) return outcome;
  return {
    inspection: storedInspection(outcome.state as Inspection, outcome.version),
    isRepeated: outcome.isRepeated,
  };
}

/** A verb without facts, rules or effects of its own: what it says replaces this. */
export function inspectionVerb<Facts = null>(
  said: Pick<InspectionVerb<Facts>, 'act'> & Partial<InspectionVerb<Facts>>,
): InspectionVerb<Facts> {
  return { ...plainVerb<Facts>(), next: () => ({}), ...said };
}

/** Who acts, as rules see it. */
export function actingBodyOf({ role, scopes }: Pick<Caller, 'role' | 'scopes'>): ActingBody {
  return { role, district: scopes['district'] ?? null, industry: scopes['industry'] ?? null };
}

/** There is none of that id for the caller. */
export function noSuchInspection(): Error {
  return badUserInput('no such inspection', { argument: 'id' });
}

function actOf<Facts>(acting: Acting, on: OnInspection, verb: InspectionVerb<Facts>): Act<Inspection, Refusal> {
  const { store, caller, now } = acting;
  const transition = inspectionTransitionOf(verb.act);
  if (!isGivenTo(transition, caller.role)) throw codedError('FORBIDDEN', `${caller.role} may not do this`);
  return {
    ...askedOf('inspection', acting, on, verb),
    load: async (session) => {
      const [stored] = await findInspectionsById(store, [on.id], inspectionsVisibleTo(caller), session);
      // The same for one that is out of scope: whether it exists is not the caller's to know.
      if (!stored && transition.from.length > 0) throw noSuchInspection();
      return stored ? { state: inspectionOf(stored), version: stored.version } : null;
    },
    decide: async (state, session) => {
      if (state && verb.stillDue?.(state) === false) return { accepted: false, refusals: [] };
      const before = state ? [judgeLead(state.lead, actingBodyOf(caller)), ...judgeStep(verb.act, state.status)] : [];
      const refusals = refusalsOf(before);
      if (refusals.length > 0) return { accepted: false, refusals };
      return decisionOf(verb, state, await verb.facts((state ?? verb.blank)!, session), now);
    },
    save: async (state, next, session) => saveInspection(store, state, next, session),
  };
}

function decisionOf<Facts>(
  { act, blank, reason = null, judge, next, consequences }: InspectionVerb<Facts>,
  state: Inspection | null,
  facts: Facts,
  now: Date,
): Decision<Inspection, Refusal> {
  const before = (state ?? blank)!;
  const { guards } = inspectionTransitionOf(act);
  const { refusals, remarks, clauses, rules } = weighFindings(judge(before, facts), guards);
  if (refusals.length > 0) return { accepted: false, refusals };
  const after = inspectionAfter(act, before, { ...next(before, facts), remarks: [...before.remarks, ...remarks] }, now);
  return {
    accepted: true,
    state: after,
    reason,
    grounds: distinctClauses([...inspectionGrounds[act], ...clauses]),
    rules,
    event: inspectionChanged(act, state, after),
    ...(consequences && { consequences: consequences(after, facts) }),
  };
}

/** What an act makes of an inspection: its status is that of the machine. */
export function inspectionAfter(
  act: InspectionAct,
  before: Inspection,
  change: Partial<Inspection>,
  now: Date,
): Inspection {
  const status = inspectionTransitionOf(act).to;
  return { ...before, ...change, status, since: status === before.status ? before.since : now };
}

/** What others are told: never who a person is, nor what was found. */
export function inspectionChanged(act: InspectionAct, before: Inspection | null, after: Inspection): JournalEvent {
  const { _id: inspectionId, subject, status, districts, lead, plannedOn, result, rectification, drawId } = after;
  return {
    type: 'inspection.changed',
    payload: {
      inspectionId,
      act,
      from: before?.status ?? null,
      to: status,
      subjectKind: subject.kind,
      agencyId: subject.agencyId,
      siteId: subject.siteId,
      districts,
      lead,
      plannedOn,
      drawId,
      result,
      topics: after.topics.map(({ kind }) => kind),
      rectificationDueOn: rectification?.dueOn ?? null,
      publishedOn: after.publishedOn,
    },
  };
}
