import { type Clause, type Code, type Day, type Finding, type LedgerId, finding } from '@shanghai/kernel';
import type { Filing, FilingFacts } from '../filing/filing.js';
import type { MeasureAct } from '../filing/filing-machine.js';
import { filingClauses } from '../filing/filing-ground-rules.js';
import { stateClauses } from '../filing/filing-state-rules.js';
import { judgeFilingStep } from '../filing/filing-step-rules.js';
import { overlapsSuspension, withResumption, withSuspension } from '../filing/suspension-rules.js';
import type { MeasureKind, OrderedMeasure, ViolationTier } from './measure.js';

/** What a kind of measure does to a filing, and how grave its case must be. */
export interface MeasureRule {
  readonly kind: MeasureKind;
  readonly act: MeasureAct;
  readonly rule: LedgerId;
  /** The tier that the measure belongs to; null for any (VIO-003). */
  readonly tier: ViolationTier | null;
  readonly clauses: readonly Clause[];
}

/** The measures that reach a filing (VIO-003). */
export const measureRules: readonly MeasureRule[] = [
  {
    kind: 'SUSPEND_EVALUATION',
    act: 'suspendEvaluation',
    rule: 'FIL-016',
    tier: 'SERIOUS',
    clauses: stateClauses.suspended,
  },
  {
    kind: 'RESUME_EVALUATION',
    act: 'resumeEvaluation',
    rule: 'VIO-007',
    tier: null,
    clauses: filingClauses.rectification,
  },
  {
    kind: 'TERMINATE_FILING',
    act: 'orderTermination',
    rule: 'FIL-009',
    tier: 'ESPECIALLY_SERIOUS',
    clauses: stateClauses.ordered,
  },
];

const tiers: readonly ViolationTier[] = ['MINOR', 'GENERAL', 'SERIOUS', 'ESPECIALLY_SERIOUS'];

/** The row of a kind of measure; null for one that reaches no filing. */
export function measureRuleOf(kind: MeasureKind): MeasureRule | null {
  return measureRules.find((one) => one.kind === kind) ?? null;
}

/**
 * Whether a measure can be taken on a day: TIER_TOO_LOW, MEASURE_NOT_ALLOWED_FOR_TIER, ILLEGAL_TRANSITION from the state of the
 * filing, MEASURE_PERIOD_INVALID where its days end before they begin or lie over another suspension.
 */
export function judgeMeasure(filing: Filing, measure: OrderedMeasure, on: Day): readonly Finding[] {
  const row = measureRuleOf(measure.kind)!;
  const illegal = judgeFilingStep(row.act, filing, { role: 'SYSTEM', district: null }, on);
  return [judgeTier(row, measure.tier), ...(illegal ? [illegal] : [judgePeriod(row, filing.facts, measure, on)])];
}

/** The facts after a measure, from its first day on. */
export function withMeasure(facts: FilingFacts, { kind, from, to }: OrderedMeasure, on: Day): FilingFacts {
  const first = from ?? on;
  if (kind === 'SUSPEND_EVALUATION') return withSuspension(facts, { from: first, to });
  if (kind === 'RESUME_EVALUATION') return withResumption(facts, first, on);
  return { ...facts, termination: { kind: 'ORDERED', reason: null, effectiveOn: first } };
}

function judgeTier({ rule, tier, clauses }: MeasureRule, found: ViolationTier): Finding {
  const of = (code: Code) => ({ rule, force: 'MUST', code, clauses }) as const;
  if (tier === null || tier === found)
    return finding(of('TIER_TOO_LOW'), 'PASS', '与违纪违规情形相符', { tier: found });
  return tiers.indexOf(found) < tiers.indexOf(tier)
    ? finding(of('TIER_TOO_LOW'), 'FAIL', '违纪违规情形未达到该项处理的程度', { tier: found, needs: tier })
    : finding(of('MEASURE_NOT_ALLOWED_FOR_TIER'), 'FAIL', '该项处理不适用于此违纪违规情形', {
        tier: found,
        needs: tier,
      });
}

function judgePeriod(
  { rule, kind, clauses }: MeasureRule,
  facts: FilingFacts,
  { from, to }: OrderedMeasure,
  on: Day,
): Finding {
  const first = from ?? on;
  const of = { rule, force: 'MUST', code: 'MEASURE_PERIOD_INVALID', clauses } as const;
  const begins = facts.periods[0]!.from;
  const isBackward = first < begins || (to !== null && to < first);
  const isOver = kind === 'SUSPEND_EVALUATION' && overlapsSuspension(facts, { from: first, to });
  return isBackward || isOver
    ? finding(of, 'FAIL', isOver ? '与已有的暂停评价期间重叠' : '起止日期不成立', { from: first, to })
    : finding(of, 'PASS', '起止日期成立', { from: first, to });
}
