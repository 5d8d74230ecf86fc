import { type Clause, type Finding, type Refusal, refusalsOf } from '@shanghai/kernel';
import {
  type Act,
  type Caller,
  type Consequence,
  type Decision,
  badUserInput,
  codedError,
  performAct,
} from '@shanghai/platform';
import type { ClientSession, Connection } from 'mongoose';
import { reviveInstants } from '../revive-instants.js';
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

/** Who acts on what, and when. */
export interface Acting {
  readonly store: Connection;
  readonly caller: Pick<Caller, 'role' | 'subject' | 'scopes'>;
  readonly now: Date;
}

/** Which recommendation, at which version. Version and key are null for the clock, which acts as long as its condition holds. */
export interface OnRecommendation {
  readonly id: string;
  readonly version: number | null;
  readonly idempotencyKey: string | null;
}

/** One act of machine 1. */
export interface RecommendationVerb<Facts> {
  readonly act: RecommendationAct;
  /** What the caller said beside which recommendation it is. */
  readonly payload?: unknown;
  readonly reason?: string | null;
  /** What must not change meanwhile: rules across recommendations rest on it. */
  readonly guards?: readonly string[];
  /** What it is made from, of the act that makes it. */
  readonly blank?: Recommendation;
  /** Which of them the caller may act on; those of its scope when absent. */
  readonly visible?: Condition;
  /** What the rules need beside the recommendation, read in the same transaction. */
  readonly facts: (recommendation: Recommendation, session: ClientSession) => Promise<Facts>;
  readonly judge: (recommendation: Recommendation, facts: Facts) => readonly Finding[];
  /** What becomes of it, when nothing refuses; its status is that of the machine. */
  readonly next: (recommendation: Recommendation, facts: Facts) => Partial<Recommendation>;
  /** What changes beside it. */
  readonly consequences?: (next: Recommendation) => readonly Consequence[];
}

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
  const outcome = await performAct(acting.store, actOf(acting, on, verb));
  if (outcome.outcome === 'REFUSED') return { refusals: outcome.refusals };
  return {
    recommendation: storedAs(reviveInstants(outcome.after) as Recommendation, outcome.version),
    isRepeated: outcome.isRepeated,
  };
}

/** A verb without facts, rules or effects of its own: what it says replaces this. */
export function verb<Facts = null>(
  said: Pick<RecommendationVerb<Facts>, 'act'> & Partial<RecommendationVerb<Facts>>,
): RecommendationVerb<Facts> {
  return { facts: async () => Promise.resolve(null as Facts), judge: () => [], next: () => ({}), ...said };
}

/** There is none of that id for the caller. */
export function noSuchRecommendation(): Error {
  return badUserInput('no such recommendation', { argument: 'id' });
}

function actOf<Facts>(
  { store, caller, now }: Acting,
  { id, version, idempotencyKey }: OnRecommendation,
  verb: RecommendationVerb<Facts>,
): Act<Recommendation, Refusal> {
  const { act, payload = null, guards = [], visible = visibleTo(caller) } = verb;
  const transition = transitionOf(act);
  if (!isGivenTo(transition, caller.role)) throw codedError('FORBIDDEN', `${caller.role} may not do this`);
  return {
    aggregate: `recommendation/${id}`,
    name: act,
    caller,
    at: now,
    payload,
    idempotencyKey,
    expectedVersion: version,
    guards,
    load: async (session) => {
      const [stored] = await findRecommendationsById(store, [id], visible, session);
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
  const findings = judge(before, facts);
  const refusals = refusalsOf(findings);
  if (refusals.length > 0) return { accepted: false, refusals };
  const status = transitionOf(act).to;
  const after: Recommendation = {
    ...before,
    ...next(before, facts),
    status,
    since: status === state?.status ? before.since : now,
    remarks: [...before.remarks, ...findings.filter(isRemark)],
  };
  return {
    accepted: true,
    state: after,
    reason,
    grounds: distinct([...actGrounds[act], ...findings.filter(isMet).flatMap(({ clauses }) => clauses)]),
    event: { type: 'recommendation.changed', payload: changeOf(act, state, after) },
    ...(consequences && { consequences: consequences(after) }),
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

/** What is told without refusing. */
function isRemark({ force, verdict }: Finding): boolean {
  return force === 'INFO' && (verdict === 'FAIL' || verdict === 'UNDETERMINED');
}

function isMet({ verdict }: Finding): boolean {
  return verdict === 'PASS';
}

function distinct(clauses: readonly Clause[]): readonly Clause[] {
  return [...new Map(clauses.map((one) => [JSON.stringify(one), one])).values()];
}
