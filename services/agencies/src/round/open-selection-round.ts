import { type Clause, type Refusal, dayAt, weighFindings } from '@shanghai/kernel';
import { type Act, performAct } from '@shanghai/platform';
import type { ClientSession, Connection } from 'mongoose';
import type { Acting } from '../application/perform-on-application.js';
import { findEditionInForce, findListedItemsById } from '../listed-item/listed-item-store.js';
import { judgeRoundOpening } from './round-opening-rules.js';
import { preloadedRounds, roundOfMonth } from './round-rules.js';
import { applicationWindows, comparisonWindows, quarterlyWindow } from './window-rules.js';
import { findRounds, insertRound } from './round-store.js';
import { judgeRoundScope } from './round-scope-rules.js';
import type { SelectionRound, StoredRound } from './selection-round.js';

/** What the Centre opens a round with. */
export interface RoundOffer {
  /** Year and month: 2026-12. */
  readonly month: string;
  /** Ids of items of the catalogue in force; null for all of it. */
  readonly scopeItemIds: readonly string[] | null;
  readonly supplementaryNotices: readonly string[];
  readonly idempotencyKey: string;
}

/** A round as the act left it, or every reason why it was refused. */
export type RoundOutcome =
  { readonly round: StoredRound; readonly isRepeated: boolean } | { readonly refusals: readonly Refusal[] };

/** 开放遴选批次: a round exists only when the Centre opens it; those of 2024-08 and 2025 stand already (AGY-015). */
export async function openSelectionRound(
  { store, caller, now }: Acting,
  { month, scopeItemIds, supplementaryNotices, idempotencyKey }: RoundOffer,
): Promise<RoundOutcome> {
  const outcome = await performAct<SelectionRound, Refusal>(store, {
    ...opening(store, month),
    ...{ caller, at: now, idempotencyKey, payload: { scopeItemIds, supplementaryNotices } },
    decide: async (_none, session) => {
      const rounds = await findRounds(store, session);
      const finding = judgeRoundOpening({ month, today: dayAt(now), rounds });
      const items = scopeItemIds && (await findListedItemsById(store, scopeItemIds, session));
      const round = finding.verdict === 'PASS' ? await offering(store, roundOfMonth(month), session) : null;
      const findings = [finding, ...(round ? judgeRoundScope(scopeItemIds, items, round.scopeEdition) : [])];
      const { refusals, rules } = weighFindings(findings);
      if (refusals.length > 0 || !round) return { accepted: false, refusals };
      return { ...opened({ ...round, scopeItemIds, supplementaryNotices }, finding.clauses), rules };
    },
  });
  if (outcome.outcome === 'REFUSED') return { refusals: outcome.refusals };
  const round = { ...(outcome.after as SelectionRound), version: outcome.version };
  return { round, isRepeated: outcome.isRepeated };
}

/** A round with the catalogue that is in force when it opens, of those that have arrived (CAT-012). */
async function offering(store: Connection, round: SelectionRound, session: ClientSession) {
  const inForce = await findEditionInForce(store, 'OPEN_CATALOGUE', round.opensOn, session);
  return { ...round, scopeEdition: inForce ?? quarterlyWindow.scopeEdition };
}

/** Opens the rounds that the notices themselves announce, each once and before anyone asks. */
export async function openPrintedRounds(store: Connection, now: Date): Promise<void> {
  const known = new Set((await findRounds(store)).map(({ _id }) => _id));
  for (const round of preloadedRounds.filter(({ _id }) => !known.has(_id)))
    await performAct<SelectionRound, never>(store, {
      ...opening(store, round._id),
      ...{ caller: { role: 'SYSTEM', subject: null }, at: now, idempotencyKey: null, payload: null },
      // Another copy of this process may have been faster: then it stays as it is.
      decide: (state) => (state ? { accepted: false, refusals: [] } : opened(round, clausesOf(round))),
    });
}

type Opening = Pick<Act<SelectionRound, Refusal>, 'aggregate' | 'name' | 'expectedVersion' | 'load' | 'save'>;

function opening(store: Connection, id: string): Opening {
  return {
    aggregate: `round/${id}`,
    name: 'openSelectionRound',
    expectedVersion: null,
    load: async (session) => {
      const found = (await findRounds(store, session)).find(({ _id }) => _id === id);
      if (!found) return null;
      const { version, ...state } = found;
      return { state, version };
    },
    save: async (round, version, session) => insertRound(store, round, version, session),
  };
}

function opened(round: SelectionRound, grounds: readonly Clause[]) {
  const { _id, opensOn, closesOn, scopeEdition } = round;
  const event = { type: 'round.opened', payload: { roundId: _id, opensOn, closesOn, scopeEdition } };
  return { accepted: true, state: round, reason: null, grounds, event } as const;
}

function clausesOf({ notice }: SelectionRound): readonly Clause[] {
  return [...applicationWindows, ...comparisonWindows].find((window) => window.notice === notice)!.clauses;
}
