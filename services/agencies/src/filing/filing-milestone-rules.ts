import { type Day, addDays } from '@shanghai/kernel';
import { byText } from '../text-order.js';
import type { Filing, FilingFacts, ValidityPeriod } from './filing.js';
import { type FilingMilestone, filingTransitionOf } from './filing-machine.js';
import { type Told, recordOf } from './filing-record.js';
import { stateOn } from './filing-state-rules.js';
import { renewalOn } from './filing-step-rules.js';
import { renewalWindowOf } from './filing-term-rules.js';
import { adjustmentSince } from './item-ending-rules.js';

/** A day on which time alone brings something about, and what. */
export interface Milestone {
  readonly milestone: FilingMilestone;
  readonly on: Day;
}

/** Days before the last one on which an agency is reminded once more (FIL-005). */
const REMIND_BEFORE = [30, 7] as const;

/**
 * What time brings to a filing by all that is recorded of it, in the order of days. A day of two kinds is two milestones. What
 * comes after its end is none.
 */
export function milestonesOf(filing: Filing): readonly Milestone[] {
  const { facts } = filing;
  const all = [...suspensionEnds(facts), ...periodEnds(facts), ...itemDueDays(filing)];
  const endsOn = facts.termination?.effectiveOn ?? null;
  return all
    .filter(({ on }) => endsOn === null || on < endsOn)
    .filter((one) => isStep(facts, one))
    .sort((a, b) => byText(a.on, b.on) || byText(a.milestone, b.milestone))
    .filter(({ on, milestone }, at, sorted) => sorted[at - 1]?.on !== on || sorted[at - 1]?.milestone !== milestone);
}

/** The first milestone that the clock has still to tell; null when it has told all that are known of. */
export function nextMilestone(filing: Filing): Milestone | null {
  const { told } = recordOf(filing);
  return milestonesOf(filing).find((one) => !isTold(one, told, filing.standing.from)) ?? null;
}

/** What the clock has told, with one milestone more. */
export function withTold(told: Told | null, { milestone, on }: Milestone): Told {
  return { on, milestones: told?.on === on ? [...told.milestones, milestone] : [milestone] };
}

/** Whether it is a step of machine 3 from what the filing was the day before. */
function isStep(facts: FilingFacts, { milestone, on }: Milestone): boolean {
  const { from, renewal } = filingTransitionOf(milestone);
  const before = addDays(on, -1);
  const status = stateOn(facts, before)?.status;
  return status !== undefined && from.includes(status) && (renewal?.includes(renewalOn(facts, before)) ?? true);
}

/** Of days before the last that was told, and of those on which it stood already, nothing is told any more. */
function isTold({ milestone, on }: Milestone, told: Told | null, from: Day): boolean {
  if (!told) return on <= from;
  return on < told.on || (on === told.on && told.milestones.includes(milestone));
}

function suspensionEnds(facts: FilingFacts): readonly Milestone[] {
  return facts.suspensions
    .flatMap(({ to, isLifted = false }) => (to === null || isLifted ? [] : addDays(to, 1)))
    .filter((on) => stateOn(facts, on)?.status === 'ACTIVE')
    .map((on) => ({ milestone: 'endSuspension', on }));
}

function periodEnds({ periods }: FilingFacts): readonly Milestone[] {
  return periods.flatMap((period, at) => [...remindersOf(period), ...endOf(period, periods[at + 1] !== undefined)]);
}

function remindersOf({ to, renewal }: ValidityPeriod): readonly Milestone[] {
  return [renewalWindowOf(to).opensOn, ...REMIND_BEFORE.map((days) => addDays(to, -days))]
    .filter((on) => renewal === null || on < renewal.requestedOn)
    .map((on) => ({ milestone: 'remindOfRenewal', on }));
}

/** What the day after a period brings, and where its renewal is decided later than that, the day after the decision. */
function endOf({ to, renewal }: ValidityPeriod, isRenewed: boolean): readonly Milestone[] {
  const on = addDays(to, 1);
  const decidedOn = renewal?.decision?.on ?? null;
  if (renewal === null || renewal.requestedOn > to) return [{ milestone: 'expireFiling', on }];
  if (decidedOn !== null && decidedOn <= to)
    return [{ milestone: isRenewed ? 'beginRenewedPeriod' : 'expireFiling', on }];
  const refused: readonly Milestone[] =
    decidedOn === null || isRenewed ? [] : [{ milestone: 'expireFiling', on: addDays(decidedOn, 1) }];
  return [{ milestone: 'extendPendingDecision', on }, ...refused];
}

function itemDueDays(filing: Filing): readonly Milestone[] {
  const record = recordOf(filing);
  return record.notEvaluable
    .filter((one) => one.endedOn === null && adjustmentSince(record, one) === null)
    .map(({ dueOn }) => ({ milestone: 'passItemDueDay', on: addDays(dueOn, 1) }));
}
