import type { LevelNumber } from '@shanghai/kernel';
import type { StoredItem } from '../item/item-store.js';
import type { Succession } from '../succession/succession-rules.js';

/** What an edition diff says of one item, in the order in which kinds are counted. */
export const diffKinds = ['SAME', 'LEVELS_CHANGED', 'RENAMED', 'RECODED', 'SPLIT', 'TYPO', 'ADDED', 'REMOVED'] as const;

export type DiffKind = (typeof diffKinds)[number];

/** One item before and after. A split has one entry for each of its parts. */
export interface DiffEntry {
  readonly kind: DiffKind;
  readonly from: StoredItem | null;
  readonly to: StoredItem | null;
  /** Null unless both sides exist; false where one of them prints no code. */
  readonly codeChanged: boolean | null;
  /** Null unless both sides exist. */
  readonly levelsChanged: boolean | null;
  readonly levelsGained: readonly LevelNumber[];
  readonly levelsLost: readonly LevelNumber[];
  /** Why the two are held to be one item, of another name or another code; null where neither changed. */
  readonly evidence: string | null;
}

/**
 * What changed from one edition to a later one. An item is what its normalised full name says (CAT-005); where a succession
 * links two names, they are one item. In the order of the later edition, then those only in the earlier one.
 */
export function diffEditions(
  from: readonly StoredItem[],
  to: readonly StoredItem[],
  successions: readonly Pick<Succession, 'kind' | 'fromId' | 'toIds' | 'evidence'>[],
): readonly DiffEntry[] {
  const earlier = new Map(from.map((item) => [item._id, item]));
  const earlierByKey = new Map(from.map((item) => [item.key, item]));
  const links = successions.flatMap((one) => one.toIds.map((id) => [id, one] as const));
  const isRecoding = ([, { kind }]: (typeof links)[number]) => kind === 'RECODED';
  // A curated succession stands above a recoding, which only follows from an equal name.
  const successionTo = new Map([...links.filter(isRecoding), ...links.filter((link) => !isRecoding(link))]);
  const entries = to.map((item) => {
    const succession = successionTo.get(item._id);
    const before = succession ? earlier.get(succession.fromId) : earlierByKey.get(item.key);
    return before ? entryOf(before, item, succession) : entryOf(null, item);
  });
  const continued = new Set(entries.map((entry) => entry.from?._id));
  return [...entries, ...from.filter(({ _id }) => !continued.has(_id)).map((item) => entryOf(item, null))];
}

function entryOf(
  from: StoredItem | null,
  to: StoredItem | null,
  succession?: Pick<Succession, 'kind' | 'evidence'>,
): DiffEntry {
  if (!from || !to) {
    const kind = from ? 'REMOVED' : 'ADDED';
    return { kind, from, to, codeChanged: null, levelsChanged: null, levelsGained: [], levelsLost: [], evidence: null };
  }
  const levelsGained = to.levels.filter((level) => !from.levels.includes(level));
  const levelsLost = from.levels.filter((level) => !to.levels.includes(level));
  const levelsChanged = levelsGained.length + levelsLost.length > 0;
  const codeChanged = from.code !== null && to.code !== null && from.code !== to.code;
  const kind = succession?.kind ?? (codeChanged ? 'RECODED' : levelsChanged ? 'LEVELS_CHANGED' : 'SAME');
  return {
    kind,
    from,
    to,
    codeChanged,
    levelsChanged,
    levelsGained,
    levelsLost,
    evidence: succession?.evidence ?? null,
  };
}
