import type { Finding } from '@shanghai/kernel';
import { posts } from '../post/post-table.js';
import type { Holding, PostId } from '../post/post.js';
import { SINGLE, type Standing, bitOf, isComplete, patternsOf, slots, slotsOf, standingOf } from './post-slots.js';
import {
  type HeldPost,
  type RosterCase,
  type RosterFacts,
  type StaffFacts,
  endedBefore,
  heldOn,
  isSameHolding,
} from './roster-facts.js';
import { judgePosts, judgeStaffing } from './roster-rules.js';

/** One post that one person takes or leaves. */
export interface PostChange extends Holding {
  readonly staffId: string;
  readonly no: number;
  readonly takes: boolean;
  /** Who could take it in their place without breaking another rule: ids, in the order of the roster. */
  readonly alternatives: readonly string[];
}

/** 调整建议: the smallest change of posts after which the rules on posts are met. */
export interface Repair {
  /** LAWFUL: nothing to change. IMPOSSIBLE: no exchange of posts among these people suffices. */
  readonly outcome: 'LAWFUL' | 'MENDED' | 'IMPOSSIBLE';
  /** No fewer suffice. */
  readonly changes: readonly PostChange[];
  /** What still refuses after the changes: too few people, contracts, supervisors. */
  readonly left: readonly Finding[];
}

/**
 * The smallest change of posts, found exactly: persons are gone through one after the other, and for each set of slots that is
 * taken so far the cheapest way to it is kept. A post taken and a post left are one change each, and nobody is left without one.
 */
export function repairRoster(roster: RosterFacts, asked: RosterCase): Repair {
  const chosen = cheapest(roster, asked);
  if (!chosen) return { outcome: 'IMPOSSIBLE', changes: [], left: refusing(roster, asked) };
  const changes = roster.staff.flatMap((who, at) => changesOf(who, chosen[at]!, roster, asked));
  return {
    outcome: changes.length === 0 ? 'LAWFUL' : 'MENDED',
    changes: changes.map((one) => ({ ...one, alternatives: alternativesTo(one, chosen, roster, asked) })),
    left: refusing(withChanges(roster, changes, asked), asked),
  };
}

/** The roster after some changes, made on the day. */
export function withChanges(
  roster: RosterFacts,
  changes: readonly Omit<PostChange, 'alternatives'>[],
  { on }: RosterCase,
): RosterFacts {
  const staff = roster.staff.map((who) => {
    const own = changes.filter(({ staffId }) => staffId === who.id);
    const isLeft = (post: HeldPost) => own.some((one) => !one.takes && isSameHolding(one, post));
    const ongoing = heldOn(who, on).filter((post) => !isLeft(post));
    const taken = own.filter(({ takes }) => takes);
    return {
      ...who,
      posts: [
        ...endedBefore(who, on),
        ...ongoing,
        ...taken.map(({ post, duty }) => ({ post, duty, from: on, to: null })),
      ],
    };
  });
  return { ...roster, staff };
}

/** Whether the rules on posts are met, remarks aside. */
export function arePostsLawful(roster: RosterFacts, asked: RosterCase): boolean {
  return judgePosts(roster, asked).every(({ force, verdict }) => force === 'INFO' || verdict !== 'FAIL');
}

/** A way through the persons so far. */
interface Way {
  readonly cost: number;
  /** The slots of the last person, and the way before. */
  readonly pattern: number;
  readonly before: Way | null;
}

/** The slots that each person ends with, in the order of the roster, at the least cost; null when nothing is lawful. */
function cheapest({ staff }: RosterFacts, asked: RosterCase): readonly number[] | null {
  let ways: ReadonlyMap<number, Way | null> = new Map([[0, null]]);
  let spare = 0;
  for (const who of staff) {
    const standing = standingOf(who, asked);
    // People with nothing that is counted are alike, and no more of them can be of use than there are slots.
    const isSpare = standing.has === 0 && standing.hasOthers && standing.banned === 0;
    if (isSpare) spare += 1;
    ways = waysOn(ways, standing, isSpare && spare > slots.length ? [0] : patternsOf(standing));
  }
  const complete = [...ways].filter(([taken]) => isComplete(taken, asked.type !== 'COMPARISON')).map(([, way]) => way!);
  const [first, ...others] = complete;
  return first ? patternsAlong(others.reduce((best, one) => (one.cost < best.cost ? one : best), first)) : null;
}

function waysOn(
  ways: ReadonlyMap<number, Way | null>,
  standing: Standing,
  patterns: readonly number[],
): ReadonlyMap<number, Way> {
  const next = new Map<number, Way>();
  for (const pattern of patterns) {
    const own = costOf(standing, pattern);
    for (const [taken, before] of ways) {
      if (taken & pattern & SINGLE) continue;
      const cost = (before?.cost ?? 0) + own;
      const known = next.get(taken | pattern);
      if (!known || cost < known.cost) next.set(taken | pattern, { cost, pattern, before });
    }
  }
  return next;
}

function patternsAlong(way: Way | null): readonly number[] {
  const patterns: number[] = [];
  for (let at = way; at; at = at.before) patterns.push(at.pattern);
  return patterns.reverse();
}

/** How many posts are taken or left; whoever would have none is given one. */
function costOf({ has, hasOthers }: Standing, pattern: number): number {
  return slotsOf(has ^ pattern).length + (isBare(pattern, hasOthers) ? 1 : 0);
}

function isBare(pattern: number, hasOthers: boolean): boolean {
  return pattern === 0 && !hasOthers;
}

type Change = Omit<PostChange, 'alternatives'>;

function changesOf(who: StaffFacts, pattern: number, roster: RosterFacts, asked: RosterCase): readonly Change[] {
  const { has, hasOthers } = standingOf(who, asked);
  const of = { staffId: who.id, no: who.no };
  return [
    ...slotsOf(has & ~pattern).map((slot) => ({ ...of, ...slot, takes: false })),
    ...slotsOf(pattern & ~has).map((slot) => ({ ...of, ...slot, takes: true })),
    ...(isBare(pattern, hasOthers) ? [{ ...of, post: freePost(roster, asked), duty: null, takes: true }] : []),
  ];
}

/** A post that no rule restricts, an unfilled one where there is one. */
function freePost({ staff }: RosterFacts, { on, type }: RosterCase): PostId {
  const free = posts.filter(
    ({ category }) =>
      !['HEAD', 'EXECUTIVE_HEAD', 'LIAISON', 'SCORE_MANAGEMENT'].includes(category) &&
      !(type === 'COMPARISON' && category === 'EXAM_MANAGEMENT'),
  );
  const open = free.filter(
    ({ id, duties }) => duties === null && !staff.some((who) => heldOn(who, on).some(({ post }) => post === id)),
  );
  return open[0]?.id ?? 'ARCHIVES';
}

/** Who else could take what a change gives: it would still be theirs to take, and who gives it up still has a post. */
function alternativesTo(
  { takes, staffId, ...slot }: Change,
  chosen: readonly number[],
  { staff }: RosterFacts,
  asked: RosterCase,
): readonly string[] {
  const bit = takes ? bitOf(slot) : 0;
  const own = staff.findIndex(({ id }) => id === staffId);
  if (bit === 0 || isBare(chosen[own]! & ~bit, standingOf(staff[own]!, asked).hasOthers)) return [];
  return staff
    .filter(
      (who, at) => at !== own && !(chosen[at]! & bit) && patternsOf(standingOf(who, asked)).includes(chosen[at]! | bit),
    )
    .map(({ id }) => id);
}

/** What refuses by the rules as they are for the type. */
function refusing(roster: RosterFacts, asked: RosterCase): readonly Finding[] {
  return judgeStaffing(roster, asked).filter(({ force, verdict }) => verdict === 'FAIL' && force !== 'INFO');
}
