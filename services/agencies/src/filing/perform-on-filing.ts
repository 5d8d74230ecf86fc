import {
  type Day,
  type Finding,
  type Refusal,
  addDays,
  dayAt,
  distinctClauses,
  refusalsOf,
  weighFindings,
} from '@shanghai/kernel';
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
import type { Actor } from '../application/application-machine.js';
import { VERBATIM } from '../application/perform-on-application.js';
import { findItemsOfFiling, replaceItemsOfFiling } from '../item/filed-item-store.js';
import type { FiledItem } from '../item/filed-item.js';
import { restateRegister } from '../public-register/restate-register.js';
import { repeatSites } from '../site/repeat-sites.js';
import type { Filing } from './filing.js';
import { changedEvent } from './filing-event.js';
import { groundsOfFilingAct } from './filing-ground-rules.js';
import { type FilingAct, filingTransitionOf } from './filing-machine.js';
import { type FilingRecord, recordOf } from './filing-record.js';
import { standingOf } from './filing-state-rules.js';
import { judgeFilingStep } from './filing-step-rules.js';
import { findFiling, replaceFiling } from './filing-store.js';
import { restated } from './filed-scope.js';

/** Which filing, at which version. */
export type OnFiling = OnAggregate;

/** A filing with all that it has ever covered. */
export interface HeldFiling {
  readonly filing: Filing;
  readonly items: readonly FiledItem[];
}

/** What an act makes of a filing: what it does not name stays. */
export interface FilingChange extends Partial<Omit<Filing, 'record'>> {
  readonly record?: Partial<FilingRecord>;
  /** All items, where some have changed. */
  readonly items?: readonly FiledItem[];
}

/** One act of machine 3. */
export interface FilingVerb<Facts> extends Verb<FilingAct, HeldFiling, Finding, FilingChange, Facts> {
  /** The day that passes, of the clock alone: the step is one from the state of the day before, and is told as of that day. */
  readonly passes?: Day;
  /** Whether the clock has still to do it. */
  readonly stillDue?: (held: HeldFiling) => boolean;
}

/** A filing as an act left it, or every reason why the act was refused. */
export type FilingActOutcome =
  { readonly filing: Filing; readonly isRepeated: boolean } | { readonly refusals: readonly Refusal[] };

/**
 * The one way in which anybody does anything to a filing: as the machine has it, with every finding at once, and in one
 * transaction with its journal row and with its items, which repeat its facts.
 * @throws GraphQLError BAD_USER_INPUT when there is no such filing, or it is another agency's than the caller; or CONFLICT
 */
export async function performOnFiling<Facts>(
  acting: Acting,
  on: OnFiling,
  verb: FilingVerb<Facts>,
): Promise<FilingActOutcome> {
  const outcome = await performVerb(acting.store, actOf(acting, on, verb), VERBATIM);
  if ('refusals' in outcome) return outcome;
  return { filing: { ...(outcome.state as Filing), version: outcome.version }, isRepeated: outcome.isRepeated };
}

/** A verb without facts or rules of its own: what it says replaces this. */
export function filingVerb<Facts = null>(
  said: Pick<FilingVerb<Facts>, 'act' | 'next'> & Partial<FilingVerb<Facts>>,
): FilingVerb<Facts> {
  return { ...plainVerb<Facts>(), ...said };
}

function actOf<Facts>(acting: Acting, on: OnFiling, verb: FilingVerb<Facts>): Act<HeldFiling, Refusal> {
  const { store, caller, now } = acting;
  const by = { role: caller.role as Actor, district: caller.scopes['district'] ?? null };
  return {
    ...askedOf('filing', acting, on, verb),
    load: async (session) => {
      const filing = await findFiling(store, on.id, session);
      if (!filing || (caller.role === 'AGENCY' && filing.agencyId !== caller.scopes['agency'])) throw noSuchFiling();
      return {
        state: { filing, items: await findItemsOfFiling(store, filing, session) },
        version: filing.version ?? 0,
      };
    },
    decide: async (held, session) => {
      if (verb.stillDue && !verb.stillDue(held!)) return { accepted: false, refusals: [] };
      const from = verb.passes ? addDays(verb.passes, -1) : dayAt(now);
      const illegal = judgeFilingStep(verb.act, held!.filing, by, from);
      if (illegal) return { accepted: false, refusals: refusalsOf([illegal]) };
      return decisionOf(verb, held!, await verb.facts(held!, session), now);
    },
    save: async ({ filing, items }, next, session) => {
      await replaceFiling(store, { ...filing, version: next }, session);
      await replaceItemsOfFiling(store, filing, items, session);
      // An item that an adjustment has added is examined at other sites than those before it.
      if (verb.act === 'decideAdjustment') await repeatSites(store, filing.agencyId, session);
      // What time brings follows from the facts, and the register has had it all along.
      if (!verb.passes) await restateRegister(store, filing.agencyId, session);
    },
    // The items have days of their own, by which the scope of any day is read.
    journalled: ({ filing }) => filing,
  };
}

/** There is none of that id for the caller. */
export function noSuchFiling(): Error {
  return badUserInput('no such filing', { argument: 'id' });
}

function decisionOf<Facts>(
  { act, reason = null, passes, judge, next, consequences }: FilingVerb<Facts>,
  held: HeldFiling,
  facts: Facts,
  now: Date,
): Decision<HeldFiling, Refusal> {
  const { refusals, remarks, clauses, rules } = weighFindings(judge(held, facts), filingTransitionOf(act).guards);
  if (refusals.length > 0) return { accepted: false, refusals };
  const after = changed(held, next(held, facts), remarks);
  return {
    accepted: true,
    state: after,
    reason,
    grounds: distinctClauses([...groundsOfFilingAct(act), ...clauses]),
    rules,
    event: changedEvent(act, after, passes ?? dayAt(now)),
    ...(consequences && { consequences: consequences(after, facts) }),
  };
}

/** A filing after a change: its standing and its items follow from its facts. */
export function changed(held: HeldFiling, change: FilingChange, remarks: readonly Finding[] = []): HeldFiling {
  const { record, items = held.items, ...fields } = change;
  const before = recordOf(held.filing);
  const facts = fields.facts ?? held.filing.facts;
  const filing: Filing = {
    ...held.filing,
    ...fields,
    standing: standingOf(facts),
    record: { ...before, ...record, remarks: [...before.remarks, ...remarks] },
  };
  return { filing, items: restated(items, facts, recordOf(filing).notEvaluable) };
}
