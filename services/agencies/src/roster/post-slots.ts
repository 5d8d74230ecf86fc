import type { Holding } from '../post/post.js';
import { duties, keyPosts } from './key-posts.js';
import { standingSwap, swapOf } from './role-swap-rules.js';
import { type HeldPost, type RosterCase, type StaffFacts, endedBefore, heldOn, isSameHolding } from './roster-facts.js';

/**
 * The holdings that rules on posts count or keep apart, one bit each: the named roles, and either side of the key posts. The last
 * is 抽题组卷岗 with no side said, which counts as a use of the post.
 */
export const slots: readonly Holding[] = [
  { post: 'AGENCY_HEAD', duty: null },
  { post: 'EXECUTIVE_HEAD', duty: null },
  { post: 'LIAISON', duty: null },
  ...keyPosts.flatMap(({ sides }) => [sides.OPERATE, sides.REVIEW]),
  { post: 'PAPER_ASSEMBLY', duty: null },
];

const [HEAD, EXECUTIVE_HEAD, LIAISON] = [1, 2, 4];
const UNSAID = 1 << (slots.length - 1);
/** Those that exactly one person has. */
export const SINGLE = HEAD | EXECUTIVE_HEAD | LIAISON;
/** The two sides of each key post, in their order. */
const sidesOfKeys = keyPosts.map((_, at) => 3 << (3 + 2 * at));
const PAPER_SIDES = sidesOfKeys[2]!;
const PAPER = PAPER_SIDES | UNSAID;

/** What is known of one person for a repair. */
export interface Standing {
  /** The slots that the person has. */
  readonly has: number;
  /** Whether the person has a post beside them. */
  readonly hasOthers: boolean;
  /** The slots that nobody may newly give to the person, since it would be a swap of roles. */
  readonly banned: number;
  /** The slots that the person has by such a swap, and has to leave. */
  readonly swapped: number;
}

/** A person as a repair sees them on a day. */
export function standingOf(who: StaffFacts, asked: RosterCase): Standing {
  const held = heldOn(who, asked.on);
  const has = maskOf(held);
  return {
    has,
    hasOthers: held.some((one) => !slots.some((slot) => isSameHolding(slot, one))),
    ...swapsOf(who, asked, has),
  };
}

/** What one person may end with: none of what excludes each other, nothing that is a swap of roles, no new side that is not said. */
export function patternsOf({ has, banned, swapped }: Standing): readonly number[] {
  return lawfulPatterns.filter((mask) => (mask & swapped) === 0 && (mask & ~has & (banned | UNSAID)) === 0);
}

/** Whether all slots together are lawful: every one is taken, of 抽题组卷 both sides where it is needed or used. */
export function isComplete(taken: number, needsPaper: boolean): boolean {
  const needed = needsPaper || (taken & PAPER) !== 0 ? EVERY : EVERY & ~PAPER_SIDES;
  return (taken & needed) === needed;
}

/** The slots of a mask. */
export function slotsOf(mask: number): readonly Holding[] {
  return slots.filter((_, at) => mask & (1 << at));
}

/** The bit of a slot; 0 for a holding that is none. */
export function bitOf(holding: Holding): number {
  const at = slots.findIndex((slot) => isSameHolding(slot, holding));
  return at < 0 ? 0 : 1 << at;
}

const EVERY = (1 << (slots.length - 1)) - 1;

/** Every set of slots that one person may have by itself. */
const lawfulPatterns: readonly number[] = Array.from({ length: 1 << slots.length }, (_, mask) => mask).filter(
  (mask) =>
    !(mask & LIAISON && mask & (HEAD | EXECUTIVE_HEAD)) && sidesOfKeys.every((sides) => (mask & sides) !== sides),
);

function maskOf(held: readonly HeldPost[]): number {
  return slots.reduce((mask, slot, at) => (held.some((one) => isSameHolding(slot, one)) ? mask | (1 << at) : mask), 0);
}

function swapsOf(who: StaffFacts, asked: RosterCase, has: number): Pick<Standing, 'banned' | 'swapped'> {
  let [banned, swapped] = [0, 0];
  const before = { posts: endedBefore(who, asked.on) };
  for (const [at, key] of keyPosts.entries())
    for (const [side, duty] of duties.entries()) {
      const bit = 1 << (3 + 2 * at + side);
      if (swapOf(before, key, { duty, from: asked.on }, asked.filedOn)) banned |= bit & ~has;
      if (has & bit && standingSwap(who, key, asked)?.duty === duty) swapped |= bit;
    }
  return { banned, swapped };
}
