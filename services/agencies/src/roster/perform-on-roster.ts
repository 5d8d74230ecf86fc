import { type Refusal, dayAt, refusalsOf } from '@shanghai/kernel';
import { type Decision, type Sealer, performAct } from '@shanghai/platform';
import type { Acting } from '../application/perform-on-application.js';
import { scopeOf } from '../application/scope-of.js';
import { type SentLines, judgeLines } from './judge-lines.js';
import { findRosterCase } from './roster-case.js';
import { lineRules } from './roster-line-rules.js';
import { findRoster, saveRoster } from './roster-store.js';
import { toldRoster } from './roster-telling.js';
import { type Roster, type StoredRoster, emptyRoster } from './roster.js';
import { fingerprintLines } from './seal-line.js';

/** Who keeps a roster: `sealer` hides its people from who has no business with them. */
export interface KeepingRoster extends Acting {
  readonly sealer: Sealer;
}

/** The roster at the version it was read at: 0 as long as nobody is on it. */
export interface OnRoster {
  readonly version: number;
  readonly idempotencyKey: string;
}

/** The acts on a roster. */
export type RosterAct =
  | 'addStaff'
  | 'changeStaff'
  | 'removeStaff'
  | 'addInternalSupervisor'
  | 'changeInternalSupervisor'
  | 'removeInternalSupervisor'
  | 'importRoster';

/** A roster as an act left it, or every reason why the act was refused. */
export type RosterActOutcome =
  { readonly roster: StoredRoster; readonly isRepeated: boolean } | { readonly refusals: readonly Refusal[] };

/**
 * The one way in which a roster changes: by the agency it is of, all lines or none, in one transaction with its journal row.
 * The rules on the roster as a whole refuse nothing here, since people are named one after the other.
 * @throws GraphQLError FORBIDDEN for who speaks for no agency, CONFLICT when the roster is not at that version
 */
export async function performOnRoster(
  { store, caller, now, sealer, onStep }: KeepingRoster,
  { version, idempotencyKey }: OnRoster,
  act: RosterAct,
  sent: SentLines,
): Promise<RosterActOutcome> {
  const agencyId = scopeOf(caller, 'agency');
  const outcome = await performAct<Roster, Refusal>(store, {
    aggregate: `roster/${agencyId}`,
    name: act,
    caller,
    at: now,
    payload: { sheet: sent.sheet, lines: fingerprintLines(sealer, sent.lines) },
    idempotencyKey,
    expectedVersion: version,
    ...(onStep && { onStep }),
    load: async (session) => {
      const found = await findRoster(store, agencyId, session);
      if (!found) return null;
      const { version: at, ...state } = found;
      return { state, version: at };
    },
    decide: async (state, session) => {
      const asked = await findRosterCase(store, agencyId, dayAt(now), session);
      return decisionOf(state ?? emptyRoster(agencyId), act, sent, { sealer, asked });
    },
    save: async (roster, next, session) => saveRoster(store, roster, next, session),
  });
  if (outcome.outcome === 'REFUSED') return { refusals: outcome.refusals };
  const roster = { ...(outcome.after as Roster), version: outcome.version };
  return { roster, isRepeated: outcome.isRepeated };
}

function decisionOf(
  before: Roster,
  act: RosterAct,
  sent: SentLines,
  by: Parameters<typeof judgeLines>[2],
): Decision<Roster, Refusal> {
  const { findings, after } = judgeLines(before, sent, by);
  const refusals = refusalsOf(findings.flat());
  if (refusals.length > 0 || !after) return { accepted: false, refusals };
  const { sheet } = sent;
  return {
    accepted: true,
    state: after.roster,
    reason: null,
    grounds: lineRules[sheet].filled[0].clauses,
    // Never who a person is.
    event: {
      type: 'roster.changed',
      payload: {
        ...{ agencyId: before._id, act, sheet, lineIds: after.lineIds },
        ...toldRoster(after.roster, by.asked.on, by.sealer),
      },
    },
  };
}
