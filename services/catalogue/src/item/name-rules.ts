import type { EditionRef } from '../edition/editions.js';
import type { StoredItem } from './item-store.js';

/** What a name stands for in the catalogue of a day. */
export interface Resolved {
  readonly state: 'RESOLVED' | 'RENAMED' | 'NOT_IN_CATALOGUE' | 'NO_CATALOGUE';
  readonly edition: EditionRef | null;
  readonly item: StoredItem | null;
  readonly candidates: readonly StoredItem[];
  /** In Chinese; null when resolved. */
  readonly explanation: string | null;
}

const MOST_CANDIDATES = 10;

/**
 * Only an item of exactly this name is what the name stands for. An item that the name was once that of, or one of the same
 * occupation, is a candidate and no more: who issued the paper decides what it means.
 */
export function resolveName(
  name: { readonly key: string; readonly occupation: string },
  edition: EditionRef | null,
  found: {
    /** Items of any edition with this name. */
    readonly named: readonly StoredItem[];
    /** Items of this edition. */
    readonly listed: readonly StoredItem[];
  },
): Resolved {
  if (!edition) return unresolved('NO_CATALOGUE', edition, [], '当日没有施行中的目录');
  const item = found.listed.find(({ key }) => key === name.key);
  if (item) return { state: 'RESOLVED', edition, item, candidates: [], explanation: null };
  const lineage = new Set(found.named.flatMap(({ lineageIds }) => lineageIds));
  const renamed = found.listed.filter(({ _id }) => lineage.has(_id));
  if (renamed.length > 0)
    return unresolved(
      'RENAMED',
      edition,
      renamed,
      `${edition.id}版目录不再用这个名称；其他版本的同名项目在该目录中为${renamed.map(({ fullName }) => fullName).join('、')}，是否即指该项目须由发布单位确认`,
    );
  const akin = found.listed.filter(({ occupation }) => occupation === name.occupation);
  return unresolved('NOT_IN_CATALOGUE', edition, akin, `${edition.id}版目录中没有这个名称的项目`);
}

function unresolved(
  state: Exclude<Resolved['state'], 'RESOLVED'>,
  edition: EditionRef | null,
  candidates: readonly StoredItem[],
  explanation: string,
): Resolved {
  return { state, edition, item: null, candidates: candidates.slice(0, MOST_CANDIDATES), explanation };
}
