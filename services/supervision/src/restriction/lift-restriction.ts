import { type Finding, type Refusal, dayAt, finding, weighFindings } from '@shanghai/kernel';
import {
  type Acting,
  type JournalEvent,
  type OnAggregate,
  askedOf,
  badUserInput,
  performVerb,
} from '@shanghai/platform';
import { findCasesById } from '../case/case-store.js';
import { caseClauses } from '../case/case-ground-rules.js';
import { judgeLevel } from '../case/deciding-level-rules.js';
import { bodyOf } from '../case/perform-on-case.js';
import type { StoredCase } from '../case/violation-case.js';
import { isForAgencies } from './impose-restrictions.js';
import { judgeLift } from './restriction-rules.js';
import {
  findRestrictionsById,
  restrictionOf,
  restrictionsVisibleTo,
  saveRestriction,
  storedRestriction,
} from './restriction-store.js';
import type { Restriction, StoredRestriction } from './restriction.js';

/** A restriction as an act left it, or every reason why the act was refused. */
export type RestrictionOutcome =
  { readonly restriction: StoredRestriction; readonly isRepeated: boolean } | { readonly refusals: readonly Refusal[] };

const NOTHING_VERBATIM: ReadonlySet<string> = new Set();

/**
 * 解除限制: from today on, by the level that imposed it; of its persons by their agency.
 * @throws GraphQLError BAD_USER_INPUT when there is no such restriction for the caller, or CONFLICT
 */
export async function liftRestriction(acting: Acting, on: OnAggregate, reason: string): Promise<RestrictionOutcome> {
  const { store, caller, now } = acting;
  const outcome = await performVerb<Restriction, Refusal>(
    store,
    {
      ...askedOf('restriction', acting, on, { act: 'liftRestriction', payload: { reason } }),
      load: async (session) => {
        const [stored] = await findRestrictionsById(store, [on.id], restrictionsVisibleTo(caller), session);
        if (!stored) throw badUserInput('no such restriction', { argument: 'id' });
        return { state: restrictionOf(stored), version: stored.version };
      },
      decide: async (state, session) => {
        const [one] = await findCasesById(store, [state!.caseId], {}, session);
        const { refusals, clauses, rules } = weighFindings([judgeLifting(one!, acting), judgeLift(state!, dayAt(now))]);
        if (refusals.length > 0) return { accepted: false, refusals };
        const after = { ...state!, liftedOn: dayAt(now), liftReason: reason };
        return { accepted: true, state: after, reason, grounds: clauses, rules, event: endedEvent(after) };
      },
      save: async (state, version, session) => saveRestriction(store, state, version, session),
    },
    NOTHING_VERBATIM,
  );
  if ('refusals' in outcome) return outcome;
  const { state, version, isRepeated } = outcome;
  return { restriction: storedRestriction(state as Restriction, version), isRepeated };
}

/** NOT_AUTHORISED: an agency lifts what it has imposed itself, an HR department what its own level has. */
function judgeLifting({ decisions }: StoredCase, { caller }: Acting): Finding {
  const decision = decisions.at(-1) ?? null;
  const by = bodyOf(caller);
  if ((decision?.by.role === 'AGENCY') === (by.role === 'AGENCY')) return judgeLevel(decision, by);
  const rule = { rule: 'VIO-002', force: 'MUST', code: 'NOT_AUTHORISED', clauses: caseClauses.persons } as const;
  return finding(rule, 'FAIL', '由作出决定的一方解除', { decidedBy: decision?.by.role ?? null });
}

/** As agencies read it: `restriction.ended`, on the first day without it. */
function endedEvent(one: Restriction): JournalEvent {
  const { _id: restrictionId, agencyId, districts, subjectType, kind, liftedOn: on } = one;
  return {
    type: isForAgencies(one) ? 'restriction.ended' : 'restriction.lifted',
    payload: { restrictionId, agencyId, districts, subjectType, kind, on },
  };
}
