import { type Finding, finding } from '@shanghai/kernel';
import type { Acting } from '@shanghai/platform';
import { ordersOf } from '../case-consequences.js';
import type { CaseEffect } from '../case-effect.js';
import { orderedEffect } from '../case-effect-rules.js';
import { caseClauses } from '../case-ground-rules.js';
import { judgeLevel } from '../deciding-level-rules.js';
import { type CaseActOutcome, type OnCase, bodyOf, caseVerb, performOnCase } from '../perform-on-case.js';

/** Which effect, and what is done about it: ordered again, or given up. */
export interface Settlement {
  readonly effectId: string;
  readonly again: boolean;
  readonly reason: string;
}

/** 效果未成时的处理 (PR): what another service refused is ordered again, or set aside with the reason. */
export async function settleRefusedEffect(
  acting: Acting,
  on: OnCase,
  { effectId, again, reason }: Settlement,
): Promise<CaseActOutcome> {
  return performOnCase(
    acting,
    on,
    caseVerb({
      act: 'settleRefusedEffect',
      payload: { effectId, again },
      reason,
      facts: async ({ effects }) => Promise.resolve({ effectsBefore: effects }),
      judge: ({ decisions, effects }) => [
        judgeLevel(decisions.at(-1) ?? null, bodyOf(acting.caller)),
        judgeRefused(effects.find((one) => one.effectId === effectId) ?? null),
      ],
      next: ({ _id, effects }) => {
        const settled = effects.map((one) =>
          one.effectId === effectId ? { ...one, status: 'SET_ASIDE' as const } : one,
        );
        if (!again) return { effects: settled };
        const {
          kind,
          filingId,
          tier,
          from,
          to,
          certificateIds,
          reason: why,
        } = effects.find((one) => one.effectId === effectId)!;
        const more = { kind, filingId, tier, from, to, certificateIds, reason: why };
        return { effects: [...settled, orderedEffect({ caseId: _id, nth: effects.length, at: acting.now }, more)] };
      },
      consequences: (after, { effectsBefore }) => ordersOf(after, effectsBefore),
    }),
  );
}

function judgeRefused(effect: CaseEffect | null): Finding {
  const rule = { rule: 'VIO-009', force: 'MUST', code: 'EFFECT_NOT_REFUSED', clauses: caseClauses.ordered } as const;
  return effect?.status === 'REFUSED'
    ? finding(rule, 'PASS', '该项效果未被执行', { refused: effect.refused })
    : finding(rule, 'FAIL', '只有未被执行的效果可以重新执行或者撤回', { status: effect?.status ?? null }, ['effectId']);
}
