import {
  type Day,
  type Notice,
  type Precedence,
  findNotice,
  findPrecedence,
  isAssumedContinuation,
  isWithin,
} from '@shanghai/kernel';
import type { PolicyRule } from './policy-rule.js';

/** How a rule stands on a day. */
export interface RuleOnDay {
  /** Whether the day is among those it governs, both ends included. */
  readonly inForce: boolean;
  /** Whether every notice it rests on, as far as in effect, is applied beyond the year in its title (PR). */
  readonly assumedContinuation: boolean;
  /** For each notice in effect but the one that prevails over all: which would govern, and by which rule (MET-001, MET-002). */
  readonly precedence: readonly Precedence[];
}

/** How a rule stands on a day: nothing of it is stored, so that a row with other days changes it on those days alone. */
export function ruleOnDay({ from, to, clauses }: Pick<PolicyRule, 'from' | 'to' | 'clauses'>, on: Day): RuleOnDay {
  const numbers = [...new Set(clauses.map(({ notice }) => notice))];
  const inEffect = numbers.map((number) => findNotice(number)!).filter(({ effectiveOn }) => effectiveOn <= on);
  return {
    inForce: isWithin(on, from, to),
    assumedContinuation: inEffect.length > 0 && inEffect.every((notice) => isAssumedContinuation(notice, on)),
    precedence: precedenceAmong(inEffect, on),
  };
}

function precedenceAmong(inEffect: readonly Notice[], on: Day): readonly Precedence[] {
  const first = inEffect.reduce<Notice | null>(
    (best, one) => (best ? (findPrecedence(best, one, on)?.prevailing ?? best) : one),
    null,
  );
  return first ? inEffect.flatMap((one) => findPrecedence(first, one, on) ?? []) : [];
}
