import { type Clause, type Finding, type Refusal, refusalsOf } from '@shanghai/kernel';
import { type Act, type Caller, type Consequence, type Decision, badUserInput, performAct } from '@shanghai/platform';
import type { ClientSession, Connection } from 'mongoose';
import { reviveInstants } from '../revive-instants.js';
import { caseChanged } from './case-event.js';
import { caseActGrounds } from './case-ground-rules.js';
import type { Actor, CaseAct } from './case-machine.js';
import { judgeCaseStep } from './case-step-rules.js';
import { caseOf, casesVisibleTo, findCasesById, saveCase, storedCase } from './case-store.js';
import type { DecidingBody, StoredCase, ViolationCase } from './violation-case.js';

/** Who acts on what, and when. */
export interface Acting {
  readonly store: Connection;
  readonly caller: Pick<Caller, 'role' | 'subject' | 'scopes'>;
  readonly now: Date;
  /** Where tests end the process. */
  readonly onStep?: Act<unknown, unknown>['onStep'];
}

/** Which case, at which version. Version and key are null for the clock, which acts as long as its condition holds. */
export interface OnCase {
  readonly id: string;
  readonly version: number | null;
  readonly idempotencyKey: string | null;
}

/** One act of machine 5: each of its parts is what a reader of the notice asks for. */
export interface CaseVerb<Facts> {
  readonly act: CaseAct;
  /** What the caller said beside which case it is. */
  readonly payload?: unknown;
  readonly reason?: string | null;
  /** What it is made from, of the act that makes it. */
  readonly blank?: ViolationCase;
  /** Whether the clock has still to do it. */
  readonly stillDue?: (one: ViolationCase) => boolean;
  /** What the rules need beside the case, read in the same transaction. */
  readonly facts: (one: ViolationCase, session: ClientSession) => Promise<Facts>;
  readonly judge: (one: ViolationCase, facts: Facts) => readonly Finding[];
  /** What becomes of it, when nothing refuses. */
  readonly next: (one: ViolationCase, facts: Facts) => Partial<ViolationCase>;
  /** What changes beside it. */
  readonly consequences?: (next: ViolationCase, before: ViolationCase) => readonly Consequence[];
}

/** A case as an act left it. */
export interface CaseDone {
  readonly violationCase: StoredCase;
  readonly isRepeated: boolean;
}

/** What became of an act: done, or every reason why not. */
export type CaseActOutcome = CaseDone | { readonly refusals: readonly Refusal[] };

/**
 * The one way in which anybody does anything to a case: in the caller's scope, as the machine has it, with every finding at
 * once, in one transaction with its journal row.
 * @throws GraphQLError BAD_USER_INPUT when there is no such case for the caller, or CONFLICT
 */
export async function performOnCase<Facts>(acting: Acting, on: OnCase, verb: CaseVerb<Facts>): Promise<CaseActOutcome> {
  const outcome = await performAct(acting.store, actOf(acting, on, verb));
  if (outcome.outcome === 'REFUSED') return { refusals: outcome.refusals };
  return {
    violationCase: storedCase(reviveInstants(outcome.after) as ViolationCase, outcome.version),
    isRepeated: outcome.isRepeated,
  };
}

/** A verb without facts, rules or effects of its own: what it says replaces this. */
export function caseVerb<Facts = null>(
  said: Pick<CaseVerb<Facts>, 'act' | 'next'> & Partial<CaseVerb<Facts>>,
): CaseVerb<Facts> {
  return { facts: async () => Promise.resolve(null as Facts), judge: () => [], ...said };
}

/** Who speaks for an authority: its role, and what narrows it. */
export function bodyOf({ role, scopes }: Acting['caller']): DecidingBody {
  return { role, district: scopes['district'] ?? null, agencyId: scopes['agency'] ?? null };
}

function actOf<Facts>(
  { store, caller, now, onStep }: Acting,
  { id, version, idempotencyKey }: OnCase,
  verb: CaseVerb<Facts>,
): Act<ViolationCase, Refusal> {
  const { act, payload = null, blank, stillDue } = verb;
  return {
    aggregate: `case/${id}`,
    name: act,
    caller,
    at: now,
    payload,
    idempotencyKey,
    expectedVersion: version,
    ...(onStep && { onStep }),
    load: async (session) => {
      const [stored] = await findCasesById(store, [id], casesVisibleTo(caller), session);
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
  const findings = judge(before, facts);
  const refusals = refusalsOf(findings);
  if (refusals.length > 0) return { accepted: false, refusals };
  const changed = { ...before, ...next(before, facts) };
  const after: ViolationCase = {
    ...changed,
    since: changed.status === state?.status ? before.since : now,
    remarks: [...before.remarks, ...findings.filter(isRemark)],
  };
  return {
    accepted: true,
    state: after,
    reason,
    grounds: distinct([...caseActGrounds[act], ...findings.filter(isMet).flatMap(({ clauses }) => clauses)]),
    event: caseChanged(act, state, after),
    ...(consequences && { consequences: consequences(after, before) }),
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
