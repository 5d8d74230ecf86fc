import { type Finding, type Refusal, dayAt, distinctClauses, refusalsOf, weighFindings } from '@shanghai/kernel';
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
import { groundsOf } from './act-ground-rules.js';
import type { Actor, ApplicationAct } from './application-machine.js';
import type { Application, StoredApplication } from './application.js';
import { findApplicationsById, lookedUpBy, saveApplication } from './application-store.js';
import { judgeFilingAuthority } from '../route/filing-authority-rules.js';
import { isForEveryone, rowsOf } from './machines.js';
import { applicationOf, storedAs } from './stored-application.js';
import { judgeTransition } from './transition-rules.js';

export type { Acting } from '@shanghai/platform';

/** Which application, at which version. */
export type OnApplication = OnAggregate;

/** One act of a machine. */
export interface ApplicationVerb<Facts> extends Verb<
  ApplicationAct,
  Application,
  Finding,
  Partial<Application>,
  Facts
> {
  /** Who finds the application; the scope of the caller when absent. */
  readonly visible?: Readonly<Record<string, unknown>>;
  /** What it is made from, of the act that makes it. */
  readonly blank?: Application;
}

/** What states of ours keep as it was typed or found. */
export const VERBATIM: ReadonlySet<string> = new Set(['form', 'facts']);

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
  const outcome = await performVerb(acting.store, actOf(acting, on, verb), VERBATIM);
  if ('refusals' in outcome) return outcome;
  return { application: storedAs(outcome.state as Application, outcome.version), isRepeated: outcome.isRepeated };
}

/** A verb without facts, rules or effects of its own: what it says replaces this. */
export function verb<Facts = null>(
  said: Pick<ApplicationVerb<Facts>, 'act' | 'next'> & Partial<ApplicationVerb<Facts>>,
): ApplicationVerb<Facts> {
  return { ...plainVerb<Facts>(), ...said };
}

function actOf<Facts>(acting: Acting, on: OnApplication, verb: ApplicationVerb<Facts>): Act<Application, Refusal> {
  const { store, caller, now } = acting;
  const { act, visible = lookedUpBy(caller), blank } = verb;
  const by = isForEveryone(act) ? 'PUBLIC' : (caller.role as Actor);
  const district = caller.scopes['district'] ?? null;
  return {
    ...askedOf('application', acting, on, verb),
    load: async (session) => {
      const [stored] = await findApplicationsById(store, [on.id], visible, session);
      // The same for one that is out of scope: whether it exists is not the caller's to know.
      if (!stored && !blank) throw noSuchApplication();
      return stored ? { state: applicationOf(stored), version: stored.version } : null;
    },
    decide: async (state, session) => {
      const { route, form } = (state ?? blank)!;
      const step = { act, by, route, status: state?.status ?? null, on: dayAt(now) };
      const illegal = judgeTransition(step) ?? judgeFilingAuthority({ ...step, ...form, district });
      if (illegal) return { accepted: false, refusals: refusalsOf([illegal]) };
      return decisionOf(verb, state, await verb.facts((state ?? blank)!, session), now);
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
  const guards = rowsOf(act, before.route).flatMap((row) => row.guards);
  const { refusals, remarks, clauses, rules } = weighFindings(judge(before, facts), guards);
  if (refusals.length > 0) return { accepted: false, refusals };
  const changed = { ...before, ...next(before, facts) };
  const after: Application = {
    ...changed,
    since: changed.status === state?.status ? before.since : now,
    remarks: [...before.remarks, ...remarks],
  };
  return {
    accepted: true,
    state: after,
    reason,
    grounds: distinctClauses([...groundsOf(act, dayAt(now), after.route), ...clauses]),
    rules,
    event: { type: 'application.changed', payload: changeOf(act, state, after) },
    ...(consequences && { consequences: consequences(after, facts) }),
  };
}

/** What others are told: never who a person is. */
function changeOf(act: ApplicationAct, before: Application | null, after: Application): unknown {
  const { siteDistricts, districts } = storedAs(after, 0);
  return {
    applicationId: after._id,
    applicantId: after.applicantId,
    act,
    from: before?.status ?? null,
    to: after.status,
    route: after.route,
    siteDistricts,
    districts,
    projectDueOn: after.projectDueOn,
    itemIds: after.items.map(({ itemId }) => itemId),
  };
}
