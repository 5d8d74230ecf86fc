import { type Finding, type Refusal, type Role, distinctClauses, refusalsOf, weighFindings } from '@shanghai/kernel';
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
} from '@shanghai/platform';
import type { ClientSession, Connection } from 'mongoose';
import { type RecordStep, judgeRecordStep, stepOf } from './record-step-rules.js';

/** What every record has beside its own fields. */
export interface RecordState {
  readonly _id: string;
  readonly status: string;
}

/** A record as it is stored: with what acts on it are given, so that they meet what was read. */
export type Stored<State extends RecordState> = State & { readonly version: number };

/** A kind of record: its machine, where it is kept, and what others are told of it. */
export interface RecordKind<State extends RecordState, Name extends string> {
  /** As the journal names it. */
  readonly kind: string;
  readonly steps: readonly RecordStep<Name, State['status']>[];
  /** The record in the scope of who acts. */
  readonly find: (acting: Acting, id: string, session: ClientSession) => Promise<Stored<State> | null>;
  readonly save: (store: Connection, row: Stored<State>, session: ClientSession) => Promise<void>;
  readonly tell?: (act: Name, state: State) => JournalEvent | null;
}

/** One act on a record; without facts or rules of its own where it names none. */
export interface RecordVerb<State extends RecordState, Name extends string, Facts>
  extends
    Omit<Verb<Name, State, Finding, Partial<State>, Facts>, 'facts' | 'judge' | 'consequences'>,
    Partial<Pick<Verb<Name, State, Finding, Partial<State>, Facts>, 'facts' | 'judge'>> {
  /** What it is made from, of the act that makes it. */
  readonly blank?: State;
}

/** A record as an act left it, or every reason why the act was refused. */
export type RecordOutcome<State extends RecordState> =
  { readonly record: Stored<State>; readonly isRepeated: boolean } | { readonly refusals: readonly Refusal[] };

/** Nothing of a record is taken for an instant that was typed. */
const VERBATIM: ReadonlySet<string> = new Set();

/**
 * The one way in which anything happens to a record: in the caller's scope, as its machine has it, with every finding at once, in
 * one transaction with its journal row.
 * @throws GraphQLError BAD_USER_INPUT when there is no such record for the caller, or CONFLICT
 */
export async function performOnRecord<State extends RecordState, Name extends string, Facts = null>(
  kind: RecordKind<State, Name>,
  acting: Acting,
  on: OnAggregate,
  verb: RecordVerb<State, Name, Facts>,
): Promise<RecordOutcome<State>> {
  const outcome = await performVerb(acting.store, actOf(kind, acting, on, verb), VERBATIM);
  if ('refusals' in outcome) return outcome;
  const { state, version, isRepeated } = outcome;
  return { record: { ...(state as State), version }, isRepeated };
}

function actOf<State extends RecordState, Name extends string, Facts>(
  kind: RecordKind<State, Name>,
  acting: Acting,
  on: OnAggregate,
  verb: RecordVerb<State, Name, Facts>,
): Act<State, Refusal> {
  const { store, caller } = acting;
  const { act, blank, facts = async () => Promise.resolve(null as Facts) } = verb;
  const step = stepOf(kind.steps, act);
  return {
    ...askedOf(kind.kind, acting, on, verb),
    load: async (session) => {
      const found = await kind.find(acting, on.id, session);
      // The same for one that is out of scope: whether it exists is not the caller's to know.
      if (!found && !blank) throw badUserInput('no such record', { argument: 'id' });
      return found && { state: withoutVersion(found), version: found.version };
    },
    decide: async (state, session) => {
      const illegal = judgeRecordStep(step, caller.role as Role, state?.status ?? null);
      if (illegal) return { accepted: false, refusals: refusalsOf([illegal]) };
      const before = (state ?? blank)!;
      return decisionOf(kind, verb, before, await facts(before, session));
    },
    save: async (state, next, session) => kind.save(store, { ...state, version: next }, session),
  };
}

function decisionOf<State extends RecordState, Name extends string, Facts>(
  { steps, tell }: RecordKind<State, Name>,
  { act, reason = null, judge = () => [], next }: RecordVerb<State, Name, Facts>,
  before: State,
  facts: Facts,
): Decision<State, Refusal> {
  const step = stepOf(steps, act);
  const { refusals, clauses, rules } = weighFindings(judge(before, facts), step.guards);
  if (refusals.length > 0) return { accepted: false, refusals };
  const state: State = { ...before, status: step.to, ...next(before, facts) };
  return {
    accepted: true,
    state,
    reason,
    grounds: distinctClauses([...step.clauses, ...clauses]),
    rules,
    event: tell?.(act, state) ?? null,
  };
}

function withoutVersion<State extends RecordState>({ version: _version, ...state }: Stored<State>): State {
  return state as unknown as State;
}
