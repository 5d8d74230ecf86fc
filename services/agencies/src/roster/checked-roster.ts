import type { Finding } from '@shanghai/kernel';
import { type Repair, repairRoster } from './repair-rules.js';
import type { RosterCase, RosterFacts } from './roster-facts.js';
import { rosterFactsOn } from './roster-on.js';
import { judgeRoster } from './roster-rules.js';
import type { StoredRoster } from './roster.js';

/** 名册核对: what the rules say of a roster on a day, and how it is mended. */
export interface CheckedRoster {
  readonly asked: RosterCase;
  readonly roster: StoredRoster;
  readonly facts: RosterFacts;
  readonly findings: readonly Finding[];
}

/** Judges a roster as of a day. */
export function checkedRoster(roster: StoredRoster, asked: RosterCase): CheckedRoster {
  const facts = rosterFactsOn(roster, asked.on);
  return { asked, roster, facts, findings: judgeRoster(facts, asked) };
}

/** The smallest change of posts that mends it; what is hard for comparison alone is mended for others, too. */
export function repairOf({ facts, asked }: CheckedRoster): Repair {
  return repairRoster(facts, asked);
}
