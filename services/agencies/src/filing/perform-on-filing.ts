import { type Refusal, dayAt, refusalsOf } from '@shanghai/kernel';
import { badUserInput, performAct } from '@shanghai/platform';
import type { Acting, OnApplication } from '../application/perform-on-application.js';
import { reviveInstants } from '../application/revive-instants.js';
import type { Filing } from './filing.js';
import { type FilingAct, judgeFilingAct } from './filing-act-rules.js';
import { findFiling, replaceFiling } from './filing-store.js';

/** A filing as an act left it, or every reason why the act was refused. */
export type FilingActOutcome =
  { readonly filing: Filing; readonly isRepeated: boolean } | { readonly refusals: readonly Refusal[] };

/** 报备: the Centre tells the national centre of a filing (FIL-014). */
export async function reportToNationalCentre(
  acting: Acting,
  on: OnApplication,
  reference: string | null,
): Promise<FilingActOutcome> {
  return performOnFiling(acting, on, {
    act: 'reportToNationalCentre',
    payload: { reference },
    change: { reportedToNationalCentreAt: acting.now, reportReference: reference },
  });
}

/** 信息公布: the Bureau tells the public of a filed agency (AGY-026). */
export async function publishFiling(acting: Acting, on: OnApplication, channel: string): Promise<FilingActOutcome> {
  return performOnFiling(acting, on, {
    act: 'publishFiling',
    payload: { channel },
    change: { publishedOn: dayAt(acting.now), publishedIn: channel },
  });
}

async function performOnFiling(
  { store, caller, now }: Acting,
  { id, version, idempotencyKey }: OnApplication,
  { act, payload, change }: { readonly act: FilingAct; readonly payload: unknown; readonly change: Partial<Filing> },
): Promise<FilingActOutcome> {
  const outcome = await performAct<Filing, Refusal>(store, {
    ...{ aggregate: `filing/${id}`, name: act, caller, at: now, payload, idempotencyKey, expectedVersion: version },
    load: async (session) => {
      const found = await findFiling(store, id, session);
      if (!found) throw badUserInput('no such filing', { argument: 'id' });
      return { state: found, version: found.version ?? 0 };
    },
    decide: (filing) => {
      const finding = judgeFilingAct(act, filing!, now);
      const refusals = refusalsOf([finding]);
      if (refusals.length > 0) return { accepted: false, refusals };
      const { clauses: grounds } = finding;
      const event = { type: 'filing.changed', payload: { filingId: id, agencyId: filing!.agencyId, act } };
      return { accepted: true, state: { ...filing!, ...change }, reason: null, grounds, event };
    },
    save: async (filing, next, session) => replaceFiling(store, { ...filing, version: next }, session),
  });
  if (outcome.outcome === 'REFUSED') return { refusals: outcome.refusals };
  const filing = reviveInstants(outcome.after) as Filing;
  return { filing: { ...filing, version: outcome.version }, isRepeated: outcome.isRepeated };
}
