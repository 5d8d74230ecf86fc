import { type Finding, type Refusal, distinctClauses, refusalsOf, weighFindings } from '@shanghai/kernel';
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
import type { AnnualAssessment, StoredAssessment } from './annual-assessment.js';
import { assessmentRules } from './assessment-ground-rules.js';
import { type AssessmentAct, assessmentTransitionOf } from './assessment-machine.js';
import { judgeStep } from './assessment-rules.js';
import {
  assessmentOf,
  assessmentsVisibleTo,
  findAssessmentsById,
  saveAssessment,
  storedAssessment,
} from './assessment-store.js';

/** One act on an annual assessment. */
export interface AssessmentVerb extends Verb<
  AssessmentAct,
  AnnualAssessment,
  Finding,
  Partial<AnnualAssessment>,
  null
> {
  /** What it is made from, of the act that makes it. */
  readonly blank?: AnnualAssessment;
  /** Whose it is to do, judged before anything else is told. */
  readonly judgeScope?: () => readonly Finding[];
}

/** What states of ours keep as it was typed. */
const VERBATIM: ReadonlySet<string> = new Set(['opinion']);

/** An assessment as an act left it. */
export interface AssessmentDone {
  readonly assessment: StoredAssessment;
  readonly isRepeated: boolean;
}

/** What became of an act: done, or every reason why not. */
export type AssessmentOutcome = AssessmentDone | { readonly refusals: readonly Refusal[] };

/**
 * The one way in which anything happens to an annual assessment: in the caller's scope, as the machine has it, with every finding
 * at once, in one transaction with its journal row.
 * @throws GraphQLError BAD_USER_INPUT when there is no such assessment for the caller, or CONFLICT
 */
export async function performOnAssessment(
  acting: Acting,
  on: OnAggregate,
  verb: AssessmentVerb,
): Promise<AssessmentOutcome> {
  const outcome = await performVerb(acting.store, actOf(acting, on, verb), VERBATIM);
  if ('refusals' in outcome) return outcome;
  const { state, version, isRepeated } = outcome;
  return { assessment: storedAssessment(state as AnnualAssessment, version), isRepeated };
}

/** A verb without rules of its own: what it says replaces this. */
export function assessmentVerb(said: Pick<AssessmentVerb, 'act'> & Partial<AssessmentVerb>): AssessmentVerb {
  return { ...plainVerb<null>(), next: () => ({}), ...said };
}

function actOf(acting: Acting, on: OnAggregate, verb: AssessmentVerb): Act<AnnualAssessment, Refusal> {
  const { store, caller, now } = acting;
  const isMade = assessmentTransitionOf(verb.act).from === null;
  return {
    ...askedOf('annual-assessment', acting, on, verb),
    load: async (session) => {
      const visible = isMade ? {} : assessmentsVisibleTo(caller);
      const [stored] = await findAssessmentsById(store, [on.id], visible, session);
      if (!stored && !isMade) throw badUserInput('no such assessment', { argument: 'id' });
      return stored ? { state: assessmentOf(stored), version: stored.version } : null;
    },
    decide: (state) => {
      const scope = verb.judgeScope?.() ?? [];
      const refused = refusalsOf(scope);
      const refusals = refused.length > 0 ? refused : refusalsOf(judgeStep(verb.act, state));
      return refusals.length > 0 ? { accepted: false, refusals } : decisionOf(verb, state, scope, now);
    },
    save: async (state, next, session) => saveAssessment(store, state, next, session),
  };
}

function decisionOf(
  { act, blank, reason = null, judge, next }: AssessmentVerb,
  state: AnnualAssessment | null,
  scope: readonly Finding[],
  now: Date,
): Decision<AnnualAssessment, Refusal> {
  const before = (state ?? blank)!;
  const { to, guards } = assessmentTransitionOf(act);
  const { refusals, clauses, rules } = weighFindings([...scope, ...judge(before, null)], guards);
  if (refusals.length > 0) return { accepted: false, refusals };
  const since = to === before.status && state ? before.since : now;
  const after: AnnualAssessment = { ...before, ...next(before, null), status: to, since };
  const { clauses: grounds } =
    act === 'publishAnnualAssessment' ? assessmentRules.publication : assessmentRules.regularly;
  return {
    accepted: true,
    state: after,
    reason,
    grounds: distinctClauses([...grounds, ...clauses]),
    rules,
    event: assessmentChanged(act, state, after),
  };
}

/** What others are told: the year and its result, and never on what it rests. */
function assessmentChanged(act: AssessmentAct, before: AnnualAssessment | null, after: AnnualAssessment): JournalEvent {
  const { _id: assessmentId, agencyId, year, result, status: to, districts, publishedOn } = after;
  const from = before?.status ?? null;
  return {
    type: 'assessment.changed',
    payload: { assessmentId, act, from, to, agencyId, year, result, districts, publishedOn },
  };
}
