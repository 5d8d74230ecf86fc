import { type Day, addDays } from '@shanghai/kernel';
import { type HeldPost, type RosterFacts, isSameHolding } from './roster-facts.js';
import type { Roster, RosterEntry, RosterLine, StaffEntry } from './roster.js';

/** What a line says on a day: its newest entry of that day or before; null before it was added. */
export function entryOn<Entry extends RosterEntry>({ entries }: RosterLine<Entry>, on: Day): Entry | null {
  return entries.findLast(({ filedOn }) => filedOn <= on) ?? null;
}

/** The lines that stand on a day: added and not taken off. */
export function standingOn<Entry extends RosterEntry>(
  lines: readonly RosterLine<Entry>[],
  on: Day,
): readonly { readonly line: RosterLine<Entry>; readonly entry: Entry }[] {
  return lines.flatMap((line) => {
    const entry = entryOn(line, on);
    return entry && entry.mark !== 'DELETE' ? [{ line, entry }] : [];
  });
}

/**
 * 任岗经历: every post that a person has had up to a day, from which day to which: the last day is null for those that go on.
 * Of two entries of one day the later speaks for it.
 */
export function postsUpTo({ entries }: Pick<RosterLine<StaffEntry>, 'entries'>, on: Day): readonly HeldPost[] {
  let held: readonly HeldPost[] = [];
  for (const { filedOn, mark, posts } of entries.filter((one) => one.filedOn <= on)) {
    const now = mark === 'DELETE' ? [] : posts;
    const goesOn = (one: HeldPost) => one.to !== null || now.some((post) => isSameHolding(post, one));
    const ended = held.flatMap((one) => {
      if (goesOn(one)) return [one];
      // What was taken and left on one day was never held for a day.
      return one.from < filedOn ? [{ ...one, to: addDays(filedOn, -1) }] : [];
    });
    const isOpen = (post: (typeof posts)[number]) => ended.some((one) => one.to === null && isSameHolding(post, one));
    held = [...ended, ...now.filter((post) => !isOpen(post)).map((post) => ({ ...post, from: filedOn, to: null }))];
  }
  return held;
}

/** The roster of a day as the rules see it. */
export function rosterFactsOn({ staff, supervisors }: Roster, on: Day): RosterFacts {
  return {
    staff: standingOn(staff, on).map(({ line, entry }) => ({
      ...{ id: line.id, no: line.no, person: line.person },
      title: entry.title,
      contract: entry.contract,
      posts: postsOfPerson(staff, line.person, on),
    })),
    supervisors: standingOn(supervisors, on).map(({ line: { id, no, person }, entry: { hasForm } }) => ({
      ...{ id, no, person, hasForm },
    })),
  };
}

/** Who is taken off and added again goes on under another number, and what they had before stays theirs. */
function postsOfPerson(staff: Roster['staff'], person: string, on: Day): readonly HeldPost[] {
  return staff.filter((line) => line.person === person).flatMap((line) => postsUpTo(line, on));
}
