import { type Day, addDays } from '@shanghai/kernel';
import { type FilingStatus, standingOf, stateOn } from './filing-state-rules.js';
import type { FilingFacts } from './filing.js';

/** Days in one state of a filing, both ends included. The last day is null while no other state follows. */
export interface FilingSpan {
  readonly status: FilingStatus;
  readonly from: Day;
  readonly to: Day | null;
}

/** The states of a filing from its first day on, without a gap, as far as is recorded: `stateOn` for whoever has no rules of it. */
export function spansOf(facts: FilingFacts): readonly FilingSpan[] {
  const states = turningDays(facts).map((from) => ({ from, status: stateOn(facts, from)!.status }));
  const turns = states.filter(({ status }, index) => states[index - 1]?.status !== status);
  return turns.map(({ status, from }, index) => {
    const next = turns[index + 1];
    return { status, from, to: next ? addDays(next.from, -1) : null };
  });
}

/** Every day on which the state can be another than the day before. */
function turningDays(facts: FilingFacts): readonly Day[] {
  const { from, to } = standingOf({ ...facts, termination: null });
  const ends = [to, ...facts.suspensions.map((one) => one.to)].flatMap((day) => (day === null ? [] : addDays(day, 1)));
  const begins = [facts.termination?.effectiveOn ?? [], facts.suspensions.map((one) => one.from)].flat();
  return [...new Set([from, ...ends, ...begins])].filter((day) => day >= from).sort();
}
