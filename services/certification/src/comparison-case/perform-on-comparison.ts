import { type Finding, type Refusal, distinctClauses, refusalsOf, weighFindings } from '@shanghai/kernel';
import {
  type Act,
  type Acting,
  type Decision,
  type OnAggregate,
  type Sealer,
  type Verb,
  askedOf,
  badUserInput,
  codedError,
  performVerb,
  plainVerb,
} from '@shanghai/platform';
import type { Lag } from '../filing-scope/scope-on.js';
import type { ComparisonCase, StoredComparison } from './comparison-case.js';
import { comparisonChanged } from './comparison-event.js';
import { comparisonActGrounds } from './comparison-ground-rules.js';
import { type ComparisonAct, comparisonTransitionOf } from './comparison-machine.js';
import { judgeComparisonStep } from './comparison-step-rules.js';
import {
  comparisonOf,
  comparisonsVisibleTo,
  findComparisonsById,
  saveComparison,
  storedComparison,
} from './comparison-store.js';

/** Who acts: `lag` tells how far what is known of filings is behind, `sealer` keeps persons from who has no business with them. */
export interface ComparisonActing extends Acting {
  readonly lag: Lag;
  readonly sealer: Sealer;
}

/** One act of machine 4b. */
export interface ComparisonVerb<Facts> extends Verb<
  ComparisonAct,
  ComparisonCase,
  Finding,
  Partial<ComparisonCase>,
  Facts
> {
  /** What it is made from, of the act that makes it. */
  readonly blank?: ComparisonCase;
}

/** A case as an act left it. */
export interface ComparisonDone {
  readonly comparisonCase: StoredComparison;
  readonly isRepeated: boolean;
}

/** What became of an act: done, or every reason why not. */
export type ComparisonOutcome = ComparisonDone | { readonly refusals: readonly Refusal[] };

/** What states of ours keep as it was found. */
const VERBATIM: ReadonlySet<string> = new Set(['facts']);

/**
 * The one way in which anybody does anything to a comparison case: in the caller's scope, as the machine has it, with every
 * finding at once, in one transaction with its journal row.
 * @throws GraphQLError BAD_USER_INPUT when there is no such case for the caller, or CONFLICT
 */
export async function performOnComparison<Facts>(
  acting: ComparisonActing,
  on: OnAggregate,
  verb: ComparisonVerb<Facts>,
): Promise<ComparisonOutcome> {
  const outcome = await performVerb(acting.store, actOf(acting, on, verb), VERBATIM);
  if ('refusals' in outcome) return outcome;
  const { state, version, isRepeated } = outcome;
  return { comparisonCase: storedComparison(state as ComparisonCase, version), isRepeated };
}

/** A verb without facts or rules of its own: what it says replaces this. */
export function comparisonVerb<Facts = null>(
  said: Pick<ComparisonVerb<Facts>, 'act' | 'next'> & Partial<ComparisonVerb<Facts>>,
): ComparisonVerb<Facts> {
  return { ...plainVerb<Facts>(), ...said };
}

/**
 * Who acts, as the token names the bearer.
 * @throws GraphQLError FORBIDDEN when the token names nobody: duties could not be told apart (STF-009)
 */
export function personOf({ caller }: Pick<Acting, 'caller'>): string {
  if (caller.subject === null) throw codedError('FORBIDDEN', 'the token names no person');
  return caller.subject;
}

/** There is none of that id for the caller. */
export function noSuchComparison(): Error {
  return badUserInput('no such comparison case', { argument: 'id' });
}

function actOf<Facts>(
  acting: ComparisonActing,
  on: OnAggregate,
  verb: ComparisonVerb<Facts>,
): Act<ComparisonCase, Refusal> {
  const { store, caller, now } = acting;
  return {
    ...askedOf('comparison-case', acting, on, verb),
    load: async (session) => {
      const [found] = await findComparisonsById(store, [on.id], comparisonsVisibleTo(caller), session);
      if (!found && !verb.blank) throw noSuchComparison();
      return found ? { state: comparisonOf(found), version: found.version } : null;
    },
    decide: async (state, session) => {
      const illegal = judgeComparisonStep(verb.act, state?.status ?? null);
      if (illegal) return { accepted: false, refusals: refusalsOf([illegal]) };
      return decisionOf(verb, state, await verb.facts((state ?? verb.blank)!, session), now);
    },
    save: async (state, version, session) => saveComparison(store, state, version, session),
  };
}

function decisionOf<Facts>(
  { act, blank, reason = null, judge, next, consequences }: ComparisonVerb<Facts>,
  state: ComparisonCase | null,
  facts: Facts,
  now: Date,
): Decision<ComparisonCase, Refusal> {
  const before = (state ?? blank)!;
  const { refusals, remarks, clauses, rules } = weighFindings(judge(before, facts), comparisonTransitionOf(act).guards);
  if (refusals.length > 0) return { accepted: false, refusals };
  const changed = { ...before, ...next(before, facts) };
  const after: ComparisonCase = {
    ...changed,
    since: changed.status === state?.status ? before.since : now,
    remarks: [...before.remarks, ...remarks],
  };
  return {
    accepted: true,
    state: after,
    reason,
    grounds: distinctClauses([...comparisonActGrounds[act], ...clauses]),
    rules,
    event: comparisonChanged(act, state, after),
    ...(consequences && { consequences: consequences(after, facts) }),
  };
}
