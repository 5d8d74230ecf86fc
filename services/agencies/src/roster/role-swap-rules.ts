import type { Day } from '@shanghai/kernel';
import type { Duty } from '../post/post.js';
import { type KeyPost, otherSide } from './key-posts.js';
import { type HeldPost, type RosterCase, type StaffFacts, isSameHolding } from './roster-facts.js';

/** 角色互换: somebody has one side of a key post who had the other before, within the same filing (STF-009, PR). */
export interface RoleSwap {
  readonly duty: Duty;
  /** Since when the other side was theirs. */
  readonly otherFrom: Day;
  readonly from: Day;
}

/** Whether a side that somebody takes on a day is a swap: the other side was theirs from an earlier day of the filing. */
export function swapOf(
  { posts }: Pick<StaffFacts, 'posts'>,
  key: KeyPost,
  taken: { readonly duty: Duty; readonly from: Day },
  filedOn: Day | null,
): RoleSwap | null {
  if (filedOn === null) return null;
  const other = posts.find(
    (one) =>
      isSameHolding(one, key.sides[otherSide(taken.duty)]) && one.from < taken.from && isWithinFiling(one, filedOn),
  );
  return other ? { ...taken, otherFrom: other.from } : null;
}

/** The side of a key post that somebody has now and may not have; null when there is none. */
export function standingSwap(one: StaffFacts, key: KeyPost, { on, filedOn }: RosterCase): RoleSwap | null {
  for (const duty of ['OPERATE', 'REVIEW'] as const) {
    const held = one.posts.find(
      (post) => isSameHolding(post, key.sides[duty]) && post.from <= on && (post.to === null || on <= post.to),
    );
    const swap = held && swapOf(one, key, { duty, from: held.from }, filedOn);
    if (swap) return swap;
  }
  return null;
}

function isWithinFiling({ to }: HeldPost, filedOn: Day): boolean {
  return to === null || filedOn <= to;
}
