import { type Clause, type Finding, type Refusal, dayAt, refusalsOf } from '@shanghai/kernel';
import { type Act, type Caller, type Consequence, type Decision, badUserInput, performAct } from '@shanghai/platform';
import type { ClientSession, Connection } from 'mongoose';
import { groundsOf } from './act-ground-rules.js';
import type { Actor, ApplicationAct } from './application-machine.js';
import type { Application, StoredApplication } from './application.js';
import { findApplicationsById, lookedUpBy, saveApplication } from './application-store.js';
import { judgeFilingAuthority } from '../route/filing-authority-rules.js';
import { isForEveryone } from './machines.js';
import { reviveInstants } from './revive-instants.js';
import { applicationOf, storedAs } from './stored-application.js';
import { judgeTransition } from './transition-rules.js';

/** Who acts on what, and when. */
export interface Acting {
  readonly store: Connection;
  readonly caller: Pick<Caller, 'role' | 'subject' | 'scopes'>;
  readonly now: Date;
  /** Where tests end the process. */
  readonly onStep?: Act<unknown, unknown>['onStep'];
}

/** Which application, at which version. Version and key are null for the clock, which acts as long as its condition holds. */
export interface OnApplication {
  readonly id: string;
  readonly version: number | null;
  readonly idempotencyKey: string | null;
}

/** One act of a machine: each of its parts is what a reader of the notices asks for. */
export interface ApplicationVerb<Facts> {
  readonly act: ApplicationAct;
  /** What the caller said beside which application it is. */
  readonly payload?: unknown;
  readonly reason?: string | null;
  /** Who finds the application; the scope of the caller when absent. */
  readonly visible?: Readonly<Record<string, unknown>>;
  /** What must not change meanwhile: rules across applications rest on it. */
  readonly guards?: readonly string[];
  /** What it is made from, of the act that makes it. */
  readonly blank?: Application;
  /** What the rules need beside the application, read in the same transaction. */
  readonly facts: (application: Application | null, session: ClientSession) => Promise<Facts>;
  /** What the rules say. */
  readonly judge: (application: Application, facts: Facts) => readonly Finding[];
  /** What becomes of it, when nothing refuses. */
  readonly next: (application: Application, facts: Facts) => Partial<Application>;
  /** What changes beside it. */
  readonly consequences?: (next: Application, facts: Facts) => readonly Consequence[];
}

/** An application as an act left it, or every reason why the act was refused. */
export type ApplicationActOutcome =
  { readonly application: StoredApplication; readonly isRepeated: boolean } | { readonly refusals: readonly Refusal[] };

/**
 * The one way in which anything happens to an application: in the caller's scope, as the machine has it, with every finding at
 * once, in one transaction with its journal row.
 * @throws GraphQLError BAD_USER_INPUT when there is no such application for the caller, or CONFLICT
 */
export async function performOnApplication<Facts>(
  acting: Acting,
  on: OnApplication,
  verb: ApplicationVerb<Facts>,
): Promise<ApplicationActOutcome> {
  const outcome = await performAct(acting.store, actOf(acting, on, verb));
  if (outcome.outcome === 'REFUSED') return { refusals: outcome.refusals };
  return {
    application: storedAs(reviveInstants(outcome.after) as Application, outcome.version),
    isRepeated: outcome.isRepeated,
  };
}

/** A verb without facts, rules or effects of its own: what it says replaces this. */
export function verb<Facts = null>(
  said: Pick<ApplicationVerb<Facts>, 'act' | 'next'> & Partial<ApplicationVerb<Facts>>,
): ApplicationVerb<Facts> {
  return { facts: async () => Promise.resolve(null as Facts), judge: () => [], ...said };
}

function actOf<Facts>(
  { store, caller, now, onStep }: Acting,
  { id, version, idempotencyKey }: OnApplication,
  verb: ApplicationVerb<Facts>,
): Act<Application, Refusal> {
  const { act, payload = null, guards = [], visible = lookedUpBy(caller), blank } = verb;
  const by = isForEveryone(act) ? 'PUBLIC' : (caller.role as Actor);
  const district = caller.scopes['district'] ?? null;
  return {
    aggregate: `application/${id}`,
    name: act,
    caller,
    at: now,
    payload,
    idempotencyKey,
    expectedVersion: version,
    guards,
    ...(onStep && { onStep }),
    load: async (session) => {
      const [stored] = await findApplicationsById(store, [id], visible, session);
      // The same for one that is out of scope: whether it exists is not the caller's to know.
      if (!stored && !blank) throw noSuchApplication();
      return stored ? { state: applicationOf(stored), version: stored.version } : null;
    },
    decide: async (state, session) => {
      const { route, form } = (state ?? blank)!;
      const step = { act, by, route, status: state?.status ?? null, on: dayAt(now) };
      const illegal = judgeTransition(step) ?? judgeFilingAuthority({ ...step, ...form, district });
      if (illegal) return { accepted: false, refusals: refusalsOf([illegal]) };
      return decisionOf(verb, state, await verb.facts(state, session), now);
    },
    save: async (state, next, session) => saveApplication(store, state, next, session),
  };
}

/** There is none of that id for the caller. */
export function noSuchApplication(): Error {
  return badUserInput('no such application', { argument: 'id' });
}

function decisionOf<Facts>(
  { act, blank, reason = null, judge, next, consequences }: ApplicationVerb<Facts>,
  state: Application | null,
  facts: Facts,
  now: Date,
): Decision<Application, Refusal> {
  const before = (state ?? blank)!;
  const findings = judge(before, facts);
  const refusals = refusalsOf(findings);
  if (refusals.length > 0) return { accepted: false, refusals };
  const changed = { ...before, ...next(before, facts) };
  const after: Application = {
    ...changed,
    since: changed.status === state?.status ? before.since : now,
    remarks: [...before.remarks, ...findings.filter(isRemark)],
  };
  return {
    accepted: true,
    state: after,
    reason,
    grounds: distinct([
      ...groundsOf(act, dayAt(now), after.route),
      ...findings.filter(isMet).flatMap(({ clauses }) => clauses),
    ]),
    event: { type: 'application.changed', payload: changeOf(act, state, after) },
    ...(consequences && { consequences: consequences(after, facts) }),
  };
}

/** What others are told: never who a person is. */
function changeOf(act: ApplicationAct, before: Application | null, after: Application): unknown {
  const { siteDistricts } = storedAs(after, 0);
  return {
    applicationId: after._id,
    applicantId: after.applicantId,
    act,
    from: before?.status ?? null,
    to: after.status,
    route: after.route,
    siteDistricts,
    itemIds: after.items.map(({ itemId }) => itemId),
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
