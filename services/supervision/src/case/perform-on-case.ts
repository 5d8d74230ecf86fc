import { type Finding, type Refusal, distinctClauses, refusalsOf, weighFindings } from '@shanghai/kernel';
import {
  type Act,
  type Acting,
  type Decision,
  type OnAggregate,
  type Verb,
  askedOf,
  badUserInput,
  performVerb,
  plainVerb,
} from '@shanghai/platform';
import { caseChanged } from './case-event.js';
import { caseActGrounds } from './case-ground-rules.js';
import { type Actor, type CaseAct, caseTransitions } from './case-machine.js';
import { judgeCaseStep } from './case-step-rules.js';
import { casesVisibleTo, findCasesById, saveCase } from './case-store.js';
import { caseOf, storedCase } from './stored-case.js';
import type { DecidingBody, StoredCase, ViolationCase } from './violation-case.js';

/** Which case, at which version. */
export type OnCase = OnAggregate;

/** One act of machine 5. */
export interface CaseVerb<Facts> extends Verb<CaseAct, ViolationCase, Finding, Partial<ViolationCase>, Facts> {
  /** What it is made from, of the act that makes it. */
  readonly blank?: ViolationCase;
  /** Whether the clock has still to do it. */
  readonly stillDue?: (one: ViolationCase) => boolean;
}

/** A case as an act left it. */
export interface CaseDone {
  readonly violationCase: StoredCase;
  readonly isRepeated: boolean;
}

/** What became of an act: done, or every reason why not. */
export type CaseActOutcome = CaseDone | { readonly refusals: readonly Refusal[] };

/** What states of ours keep as it was found. */
const VERBATIM: ReadonlySet<string> = new Set(['facts']);

/** The clock, and what other services tell: without name, scope and key. */
export const system = { role: 'SYSTEM', subject: null, scopes: {} } as const;

/**
 * The one way in which anybody does anything to a case: in the caller's scope, as the machine has it, with every finding at
 * once, in one transaction with its journal row.
 * @throws GraphQLError BAD_USER_INPUT when there is no such case for the caller, or CONFLICT
 */
export async function performOnCase<Facts>(acting: Acting, on: OnCase, verb: CaseVerb<Facts>): Promise<CaseActOutcome> {
  const outcome = await performVerb(acting.store, actOf(acting, on, verb), VERBATIM);
  if ('refusals' in outcome) return outcome;
  return { violationCase: storedCase(outcome.state as ViolationCase, outcome.version), isRepeated: outcome.isRepeated };
}

/** A verb without facts, rules or effects of its own: what it says replaces this. */
export function caseVerb<Facts = null>(
  said: Pick<CaseVerb<Facts>, 'act' | 'next'> & Partial<CaseVerb<Facts>>,
): CaseVerb<Facts> {
  return { ...plainVerb<Facts>(), ...said };
}

/** Who speaks for an authority: its role, and what narrows it. */
export function bodyOf({ role, scopes }: Acting['caller']): DecidingBody {
  return { role, district: scopes['district'] ?? null, agencyId: scopes['agency'] ?? null };
}

function actOf<Facts>(acting: Acting, on: OnCase, verb: CaseVerb<Facts>): Act<ViolationCase, Refusal> {
  const { store, caller, now } = acting;
  const { act, blank, stillDue } = verb;
  return {
    ...askedOf('case', acting, on, verb),
    load: async (session) => {
      const [stored] = await findCasesById(store, [on.id], casesVisibleTo(caller), session);
      // The same for one that is out of scope: whether it exists is not the caller's to know.
      if (!stored && !blank) throw noSuchCase();
      return stored ? { state: caseOf(stored), version: stored.version } : null;
    },
    decide: async (state, session) => {
      const one = (state ?? blank)!;
      if (stillDue && !stillDue(one)) return { accepted: false, refusals: [] };
      const by = caller.role as Actor;
      const illegal = judgeCaseStep({ act, by, subject: one.subject.type, status: state?.status ?? null });
      if (illegal) return { accepted: false, refusals: refusalsOf([illegal]) };
      return decisionOf(verb, state, await verb.facts(one, session), now);
    },
    save: async (state, next, session) => saveCase(store, state, next, session),
  };
}

/** There is none of that id for the caller. */
export function noSuchCase(): Error {
  return badUserInput('no such case', { argument: 'id' });
}

function decisionOf<Facts>(
  { act, blank, reason = null, judge, next, consequences }: CaseVerb<Facts>,
  state: ViolationCase | null,
  facts: Facts,
  now: Date,
): Decision<ViolationCase, Refusal> {
  const before = (state ?? blank)!;
  const steps = caseTransitions.filter((one) => one.act === act && one.subjects.includes(before.subject.type));
  const guards = steps.flatMap((one) => one.guards);
  const { refusals, remarks, clauses, rules } = weighFindings(judge(before, facts), guards);
  if (refusals.length > 0) return { accepted: false, refusals };
  const changed = { ...before, ...next(before, facts) };
  const after: ViolationCase = {
    ...changed,
    since: changed.status === state?.status ? before.since : now,
    remarks: [...before.remarks, ...remarks],
  };
  return {
    accepted: true,
    state: after,
    reason,
    grounds: distinctClauses([...caseActGrounds[act], ...clauses]),
    rules,
    event: caseChanged(act, state, after),
    ...(consequences && { consequences: consequences(after, facts) }),
  };
}
