import { type Clause, type Day, type Finding, type Refusal, addDays, dayAt, refusalsOf } from '@shanghai/kernel';
import { type Act, type Consequence, type Decision, badUserInput, performAct } from '@shanghai/platform';
import type { ClientSession } from 'mongoose';
import type { Actor } from '../application/application-machine.js';
import type { Acting, OnApplication } from '../application/perform-on-application.js';
import { reviveInstants } from '../application/revive-instants.js';
import { findItemsOfFiling, replaceItemsOfFiling } from '../item/filed-item-store.js';
import type { FiledItem } from '../item/filed-item.js';
import type { Filing } from './filing.js';
import { changedEvent } from './filing-event.js';
import { groundsOfFilingAct } from './filing-ground-rules.js';
import type { FilingAct } from './filing-machine.js';
import { type FilingRecord, recordOf } from './filing-record.js';
import { standingOf } from './filing-state-rules.js';
import { judgeFilingStep } from './filing-step-rules.js';
import { findFiling, replaceFiling } from './filing-store.js';
import { restated } from './filed-scope.js';

/** Which filing, at which version. Version and key are null for the clock, which acts as long as its condition holds. */
export type OnFiling = OnApplication;

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

/** One act of machine 3: each of its parts is what a reader of the notices asks for. */
export interface FilingVerb<Facts> {
  readonly act: FilingAct;
  /** What the caller said beside which filing it is. */
  readonly payload?: unknown;
  readonly reason?: string | null;
  /** The day that passes, of the clock alone: the step is one from the state of the day before, and is told as of that day. */
  readonly passes?: Day;
  /** Whether the clock has still to do it. */
  readonly stillDue?: (held: HeldFiling) => boolean;
  /** What must not change meanwhile: rules across filings rest on it. */
  readonly guards?: readonly string[];
  /** What the rules need beside the filing, read in the same transaction. */
  readonly facts: (held: HeldFiling, session: ClientSession) => Promise<Facts>;
  /** What the rules say. */
  readonly judge: (held: HeldFiling, facts: Facts) => readonly Finding[];
  /** What becomes of it, when nothing refuses. */
  readonly next: (held: HeldFiling, facts: Facts) => FilingChange;
  readonly consequences?: (held: HeldFiling) => readonly Consequence[];
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
  const outcome = await performAct(acting.store, actOf(acting, on, verb));
  if (outcome.outcome === 'REFUSED') return { refusals: outcome.refusals };
  const filing = reviveInstants(outcome.after) as Filing;
  return { filing: { ...filing, version: outcome.version }, isRepeated: outcome.isRepeated };
}

/** A verb without facts or rules of its own: what it says replaces this. */
export function filingVerb<Facts = null>(
  said: Pick<FilingVerb<Facts>, 'act' | 'next'> & Partial<FilingVerb<Facts>>,
): FilingVerb<Facts> {
  return { facts: async () => Promise.resolve(null as Facts), judge: () => [], ...said };
}

function actOf<Facts>(
  { store, caller, now, onStep }: Acting,
  { id, version, idempotencyKey }: OnFiling,
  verb: FilingVerb<Facts>,
): Act<HeldFiling, Refusal> {
  const { act, payload = null, guards = [] } = verb;
  const by = { role: caller.role as Actor, district: caller.scopes['district'] ?? null };
  return {
    aggregate: `filing/${id}`,
    name: act,
    caller,
    at: now,
    payload,
    idempotencyKey,
    expectedVersion: version,
    guards,
    ...(onStep && { onStep }),
    load: async (session) => {
      const filing = await findFiling(store, id, session);
      if (!filing || (caller.role === 'AGENCY' && filing.agencyId !== caller.scopes['agency'])) throw noSuchFiling();
      return {
        state: { filing, items: await findItemsOfFiling(store, filing, session) },
        version: filing.version ?? 0,
      };
    },
    decide: async (held, session) => {
      if (verb.stillDue && !verb.stillDue(held!)) return { accepted: false, refusals: [] };
      const from = verb.passes ? addDays(verb.passes, -1) : dayAt(now);
      const illegal = judgeFilingStep(act, held!.filing, by, from);
      if (illegal) return { accepted: false, refusals: refusalsOf([illegal]) };
      return decisionOf(verb, held!, await verb.facts(held!, session), now);
    },
    save: async ({ filing, items }, next, session) => {
      await replaceFiling(store, { ...filing, version: next }, session);
      await replaceItemsOfFiling(store, filing, items, session);
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
  const findings = judge(held, facts);
  const refusals = refusalsOf(findings);
  if (refusals.length > 0) return { accepted: false, refusals };
  const after = changed(held, next(held, facts), findings.filter(isRemark));
  return {
    accepted: true,
    state: after,
    reason,
    grounds: distinct([...groundsOfFilingAct(act), ...findings.filter(isMet).flatMap(({ clauses }) => clauses)]),
    event: changedEvent(act, after, passes ?? dayAt(now)),
    ...(consequences && { consequences: consequences(after) }),
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
  return { filing, items: restated(items, facts) };
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
