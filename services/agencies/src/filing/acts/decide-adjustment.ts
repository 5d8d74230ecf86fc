import { type Finding, dayAt } from '@shanghai/kernel';
import type { ClientSession } from 'mongoose';
import type { Acting } from '../../application/perform-on-application.js';
import { type AdjustmentFacts, judgeAdjustment, judgeDecision, pendingAdjustment } from '../adjustment-rules.js';
import { adjustedItems } from '../filed-scope.js';
import { type Adjustment, type FilingRecord, recordOf } from '../filing-record.js';
import { gatherAdjustmentFacts, lineageIdsOf, resolvedAdditions } from '../gather-adjustment-facts.js';
import {
  type FilingActOutcome,
  type FilingChange,
  type HeldFiling,
  type OnFiling,
  filingVerb,
  performOnFiling,
} from '../perform-on-filing.js';

/** What the authority decides of an adjustment. */
export interface AdjustmentDecision {
  /** Which one: by its number in the filing. */
  readonly no: number;
  readonly approved: boolean;
  readonly reason: string | null;
  /** 准予超出一般家数: the Centre lets the items be added although they have as many agencies already (AGY-010). */
  readonly beyondCap: boolean;
}

/**
 * 决定调整备案职业（工种）: what is approved is in force from that day on, and is judged by the rules of that day; never a fourth
 * agency of an item unless it is permitted (FIL-012, AGY-010).
 */
export async function decideAdjustment(
  acting: Acting,
  on: OnFiling,
  decision: AdjustmentDecision,
): Promise<FilingActOutcome> {
  const { store, now } = acting;
  return performOnFiling(
    acting,
    on,
    filingVerb<AdjustmentFacts | null>({
      act: 'decideAdjustment',
      payload: decision,
      reason: decision.reason,
      guards: decision.approved ? await guardsOf(acting, on) : [],
      facts: async (held, session) => gather(acting, held, decision, session),
      judge: ({ filing }, facts) => [judgeDecision(filing, decision.no), ...judged(filing, facts)],
      next: (held, facts) => decided(held, facts, decision, now),
    }),
  );

  function judged(filing: HeldFiling['filing'], facts: AdjustmentFacts | null): readonly Finding[] {
    const pending = pendingAdjustment(recordOf(filing));
    return pending && facts ? judgeAdjustment(filing, pending, facts) : [];
  }

  /** Additions to one item are decided one after the other, and after receipts for it: the fourth sees the third. */
  async function guardsOf(_acting: Acting, { id }: OnFiling): Promise<readonly string[]> {
    return (await lineageIdsOf(store, id, now)).map((lineageId) => `item/${lineageId}`);
  }
}

async function gather(
  { store, now }: Acting,
  held: HeldFiling,
  { approved, beyondCap, reason }: AdjustmentDecision,
  session: ClientSession,
): Promise<AdjustmentFacts | null> {
  const pending = pendingAdjustment(recordOf(held.filing));
  if (!approved || !pending) return null;
  const facts = await gatherAdjustmentFacts(store, held, pending, now, session);
  if (!beyondCap) return facts;
  const exceptions = (facts.added.items ?? []).flatMap(({ listed }) =>
    listed ? [{ rule: 'AGY-010', itemId: listed.itemId, reason: reason ?? '', at: now } as const] : [],
  );
  return { ...facts, added: { ...facts.added, exceptions } };
}

function decided(
  { filing, items }: HeldFiling,
  facts: AdjustmentFacts | null,
  { no, approved, reason }: AdjustmentDecision,
  now: Date,
): FilingChange {
  const on = dayAt(now);
  const record = recordOf(filing);
  const pending = pendingAdjustment(record)!;
  const decision = { result: approved ? 'APPROVED' : 'REFUSED', on, reason } as const;
  const adjustments = record.adjustments.map((one) => (one.no === no ? { ...one, decision } : one));
  if (!approved || !facts) return { record: { adjustments } };
  const after = adjustedItems(items, pending, resolvedAdditions(pending, facts), { on, no, like: items[0]! });
  return { record: { adjustments, notEvaluable: closed(record, pending, on) }, items: after };
}

/** An item that was given up needs no end any more (FIL-006). */
function closed({ notEvaluable }: FilingRecord, { removals }: Adjustment, on: Adjustment['requestedOn']) {
  const given = new Set(removals.filter(({ levels }) => levels.length === 0).map(({ filedItemId }) => filedItemId));
  return notEvaluable.map((one) =>
    one.endedOn === null && given.has(one.filedItemId) ? { ...one, endedOn: on } : one,
  );
}
