import type { SubmittedItem } from './application.js';
import type { Acting } from './perform-on-application.js';

/** The items of an application that is assessed as a whole: each has passed with it, by whom it was passed. */
export function allPassed(
  items: readonly SubmittedItem[],
  { caller, now }: Pick<Acting, 'caller' | 'now'>,
): readonly SubmittedItem[] {
  return items.map((item) => ({ ...item, status: 'PASSED', decidedAt: now, decidedBy: caller.subject }));
}
