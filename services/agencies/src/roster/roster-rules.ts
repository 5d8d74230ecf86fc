import type { Finding } from '@shanghai/kernel';
import { judgeReviewers, judgeKeyPosts } from './key-post-rules.js';
import { judgeForbiddenPairs, judgeListedPosts, judgeNamedRoles, judgeUnfilledPosts } from './post-rules.js';
import { judgeRanks } from './rank-rules.js';
import type { RosterCase, RosterFacts } from './roster-facts.js';
import { judgeWrittenLines } from './roster-line-rules.js';
import { judgeStaff } from './staff-rules.js';
import { judgeRecords, judgeSupervisors } from './supervisor-rules.js';

type Judge = (roster: RosterFacts, asked: RosterCase) => readonly Finding[];

/** What is judged by who has which post, and mended by changing that. */
const postJudges: readonly Judge[] = [
  judgeNamedRoles,
  judgeForbiddenPairs,
  judgeListedPosts,
  judgeKeyPosts,
  judgeReviewers,
];

const judges: readonly Judge[] = [
  judgeStaff,
  ...postJudges,
  judgeUnfilledPosts,
  judgeRanks,
  judgeWrittenLines,
  judgeSupervisors,
];

/**
 * What every rule on people says of a roster on a day, all at once (STF-001 to STF-016, ISU-001 to ISU-007). Before
 * 2026-06-23 none of 30号 applies. Its rules are hard for comparison, whose annex they are; to others they are remarks (PR).
 * STF-017 is judged by what was signed, STF-018 by the application form.
 */
export function judgeRoster(roster: RosterFacts, asked: RosterCase): readonly Finding[] {
  return [...judgeStaffing(roster, asked), ...judgeRecords(roster, asked)];
}

/** The part of it that an application for comparison is judged by. */
export function judgeStaffing(roster: RosterFacts, asked: RosterCase): readonly Finding[] {
  return judges.flatMap((judge) => judge(roster, asked)).map((one) => forType(one, asked));
}

/** The rules on who has which post, as they are for comparison: those that a repair mends. */
export function judgePosts(roster: RosterFacts, asked: RosterCase): readonly Finding[] {
  return postJudges.flatMap((judge) => judge(roster, asked));
}

function forType(one: Finding, { type }: RosterCase): Finding {
  return type === 'COMPARISON' ? one : { ...one, force: 'INFO' };
}
