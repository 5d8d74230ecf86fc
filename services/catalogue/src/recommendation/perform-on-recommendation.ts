import { type Finding, type Refusal, distinctClauses, refusalsOf, weighFindings } from '@shanghai/kernel';
import {
  type Act,
  type Acting,
  type Decision,
  type OnAggregate,
  type Verb,
  askedOf,
  badUserInput,
  codedError,
  performVerb,
  plainVerb,
} from '@shanghai/platform';
import { actGrounds } from './act-ground-rules.js';
import { type RecommendationAct, isGivenTo, transitionOf } from './recommendation-machine.js';
import {
  type Condition,
  findRecommendationsById,
  recommendationOf,
  saveRecommendation,
  storedAs,
  visibleTo,
} from './recommendation-store.js';
import type { Recommendation, StoredRecommendation } from './recommendation.js';
import { judgeTransition } from './transition-rules.js';

export type { Acting } from '@shanghai/platform';

/** Which recommendation, at which version. */
export type OnRecommendation = OnAggregate;

/** One act of machine 1. What it makes of a recommendation does not name its status, which is that of the machine. */
export interface RecommendationVerb<Facts> extends Verb<
  RecommendationAct,
  Recommendation,
  Finding,
  Partial<Recommendation>,
  Facts
> {
  /** What it is made from, of the act that makes it. */
  readonly blank?: Recommendation;
  /** Which of them the caller may act on; those of its scope when absent. */
  readonly visible?: Condition;
}

/** What states of ours keep as it was typed or found. */
const VERBATIM: ReadonlySet<string> = new Set(['form', 'facts']);

/** A recommendation as an act left it. */
export interface RecommendationDone {
  readonly recommendation: StoredRecommendation;
  readonly isRepeated: boolean;
}

/** What became of an act: done, or every reason why not. */
export type RecommendationOutcome = RecommendationDone | { readonly refusals: readonly Refusal[] };

/**
 * The one way in which anything happens to a recommendation: in the caller's scope, as the machine has it, with every finding
 * at once, in one transaction with its journal row.
 * @throws GraphQLError BAD_USER_INPUT when there is no such recommendation for the caller, CONFLICT, or FORBIDDEN
 */
export async function performOnRecommendation<Facts>(
  acting: Acting,
  on: OnRecommendation,
  verb: RecommendationVerb<Facts>,
): Promise<RecommendationOutcome> {
  const outcome = await performVerb(acting.store, actOf(acting, on, verb), VERBATIM);
  if ('refusals' in outcome) return outcome;
  return {
    recommendation: storedAs(outcome.state as Recommendation, outcome.version),
    isRepeated: outcome.isRepeated,
  };
}

/** A verb without facts, rules or effects of its own: what it says replaces this. */
export function verb<Facts = null>(
  said: Pick<RecommendationVerb<Facts>, 'act'> & Partial<RecommendationVerb<Facts>>,
): RecommendationVerb<Facts> {
  return { ...plainVerb<Facts>(), next: () => ({}), ...said };
}

/** There is none of that id for the caller. */
export function noSuchRecommendation(): Error {
  return badUserInput('no such recommendation', { argument: 'id' });
}

function actOf<Facts>(
  acting: Acting,
  on: OnRecommendation,
  verb: RecommendationVerb<Facts>,
): Act<Recommendation, Refusal> {
  const { store, caller, now } = acting;
  const { act, visible = visibleTo(caller) } = verb;
  const transition = transitionOf(act);
  if (!isGivenTo(transition, caller.role)) throw codedError('FORBIDDEN', `${caller.role} may not do this`);
  return {
    ...askedOf('recommendation', acting, on, verb),
    load: async (session) => {
      const [stored] = await findRecommendationsById(store, [on.id], visible, session);
      // The same for one that is out of scope: whether it exists is not the caller's to know.
      if (!stored && transition.from.length > 0) throw noSuchRecommendation();
      return stored ? { state: recommendationOf(stored), version: stored.version } : null;
    },
    decide: async (state, session) => {
      const illegal = state ? judgeTransition(act, state.status) : [];
      if (illegal.length > 0) return { accepted: false, refusals: refusalsOf(illegal) };
      return decisionOf(verb, state, await verb.facts((state ?? verb.blank)!, session), now);
    },
    save: async (state, next, session) => saveRecommendation(store, state, next, session),
  };
}

function decisionOf<Facts>(
  { act, blank, reason = null, judge, next, consequences }: RecommendationVerb<Facts>,
  state: Recommendation | null,
  facts: Facts,
  now: Date,
): Decision<Recommendation, Refusal> {
  const before = (state ?? blank)!;
  const { to: status, guards } = transitionOf(act);
  const { refusals, remarks, clauses, rules } = weighFindings(judge(before, facts), guards);
  if (refusals.length > 0) return { accepted: false, refusals };
  const after: Recommendation = {
    ...before,
    ...next(before, facts),
    status,
    since: status === state?.status ? before.since : now,
    remarks: [...before.remarks, ...remarks],
  };
  return {
    accepted: true,
    state: after,
    reason,
    grounds: distinctClauses([...actGrounds[act], ...clauses]),
    rules,
    event: { type: 'recommendation.changed', payload: changeOf(act, state, after) },
    ...(consequences && { consequences: consequences(after, facts) }),
  };
}

/** What others are told: never who a person is. */
function changeOf(act: RecommendationAct, before: Recommendation | null, after: Recommendation): unknown {
  const { _id, status, recommender } = after;
  return {
    recommendationId: _id,
    act,
    from: before?.status ?? null,
    to: status,
    industry: recommender.authority,
    district: recommender.district,
  };
}
