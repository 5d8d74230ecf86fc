import { stableId } from '@shanghai/kernel';

/** How an item of one edition became one or several of another. */
export type SuccessionKind = 'RENAMED' | 'RECODED' | 'SPLIT' | 'TYPO';

export interface Succession {
  readonly _id: string;
  readonly kind: SuccessionKind;
  readonly fromEdition: string;
  readonly toEdition: string;
  readonly fromId: string;
  readonly toIds: readonly string[];
  readonly evidence: string;
}

/** What of an item these rules look at. */
export interface SuccessionItem {
  readonly _id: string;
  readonly edition: string;
  readonly key: string;
  readonly fullName: string;
  readonly code: string | null;
  readonly rows: readonly { readonly row: number }[];
}

/**
 * Items that kept the name and changed the code, from one edition to every later one that prints codes. The codes as printed
 * are the evidence.
 */
export function recodings(items: readonly SuccessionItem[], editionOrder: readonly string[]): Succession[] {
  return items.flatMap((from) =>
    items
      .filter((to) => to.key === from.key && editionOrder.indexOf(to.edition) > editionOrder.indexOf(from.edition))
      .filter((to) => from.code !== null && to.code !== null && from.code !== to.code)
      .map((to) => ({
        _id: stableId('succession', from._id, to._id),
        kind: 'RECODED' as const,
        fromEdition: from.edition,
        toEdition: to.edition,
        fromId: from._id,
        toIds: [to._id],
        evidence: `same name ${from.fullName}; ${from.edition} row ${rowsOf(from)} prints ${from.code}, ${to.edition} row ${rowsOf(to)} prints ${to.code}`,
      })),
  );
}

/**
 * For each item the ids of all that became it and all that it became, itself included, over any number of editions: by the
 * same name, and by successions. Not those that merely share an ancestor with it, such as the other half of a split.
 */
export function lineages(
  items: readonly SuccessionItem[],
  successions: readonly Pick<Succession, 'fromId' | 'toIds'>[],
  editionOrder: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const later = new Map(items.map(({ _id }) => [_id, new Set<string>()]));
  const earlier = new Map(items.map(({ _id }) => [_id, new Set<string>()]));
  const link = (from: string, to: string) => {
    later.get(from)?.add(to);
    earlier.get(to)?.add(from);
  };
  for (const { fromId, toIds } of successions) for (const toId of toIds) link(fromId, toId);
  for (const from of items)
    for (const to of items)
      if (from.key === to.key && editionOrder.indexOf(from.edition) < editionOrder.indexOf(to.edition))
        link(from._id, to._id);
  return new Map(
    items.map(({ _id }) => [_id, [...new Set([...reached(_id, earlier), ...reached(_id, later)])].sort()]),
  );
}

function reached(start: string, links: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const found = new Set([start]);
  // A set is walked to its end even while it grows.
  for (const id of found) for (const next of links.get(id) ?? []) found.add(next);
  return found;
}

function rowsOf({ rows }: SuccessionItem): string {
  return rows.map(({ row }) => row).join(', ');
}
