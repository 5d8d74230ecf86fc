import { annexRowId, catalogueItemId, nameKey, stableId } from '@shanghai/kernel';
import { carriedSuccessions } from '../succession/carried-succession-rules.js';
import { type Succession, lineages, recodings } from '../succession/succession-rules.js';
import type { NamedSuccession } from '../succession/succession-store.js';
import { type Edition, findEdition, inForce } from '../edition/editions.js';
import type { StoredAnnexRow } from './annex-row-store.js';
import type { StoredItem } from './item-store.js';

/** The items and successions that follow from the rows of all editions, in the order of issue, and the successions between them. Pure. */
export function makeItems(
  rows: readonly StoredAnnexRow[],
  named: readonly NamedSuccession[],
  editions: readonly Edition[],
): { readonly items: readonly StoredItem[]; readonly successions: readonly Succession[] } {
  const order = editions.map(({ id }) => id);
  const bare = itemsOfRows(rows, editions);
  const successions = successionsOf(bare, named, editions);
  const lineageOf = lineages(bare, successions, order);
  const byId = new Map(bare.map((item) => [item._id, item]));
  const items = bare.map((item) => {
    const lineageIds = lineageOf.get(item._id)!;
    const names = new Set(lineageIds.map((id) => byId.get(id)!.fullName));
    names.delete(item.fullName);
    const formerNames = [...names].sort();
    const days = inForce(editions, item.edition);
    const force = { inForceFrom: days?.from ?? null, inForceUntil: days?.until ?? null };
    return { ...item, ...force, lineageIds, formerNames, searched: searchedIn([item.fullName, ...formerNames]) };
  });
  return { items, successions };
}

type BareItem = Omit<StoredItem, 'lineageIds' | 'formerNames' | 'searched' | 'inForceFrom' | 'inForceUntil'>;

/** Rows of one edition with one name are one item: 38号 lists an item once for each of its agencies (CAT-005). */
function itemsOfRows(rows: readonly StoredAnnexRow[], editions: readonly Edition[]): BareItem[] {
  const items = new Map<string, BareItem>();
  for (const { edition, row, printed, key, fullName, occupation, workType, code, kind, levels } of rows) {
    const _id = catalogueItemId(edition, fullName);
    const { notice, annex } = findEdition(editions, edition)!;
    const rowId = annexRowId({ notice, annex, row });
    const known = items.get(_id);
    items.set(_id, {
      _id,
      edition,
      row: known?.row ?? row,
      key,
      fullName,
      occupation,
      workType,
      code,
      kind,
      levels,
      rows: [...(known?.rows ?? []), { row, ...printed }],
      rowIds: [...(known?.rowIds ?? []), rowId],
    });
  }
  return [...items.values()];
}

/** Those that are stated, those that follow for earlier editions, and the recodings that nobody has stated. */
function successionsOf(
  bare: readonly BareItem[],
  named: readonly NamedSuccession[],
  editions: readonly Edition[],
): readonly Succession[] {
  const stated = editions.reduce<readonly Succession[]>(
    (known, { id: edition, previous }) =>
      previous === null ? known : [...known, ...carriedSuccessions(bare, known, { previous, edition })],
    named.map(successionOf),
  );
  const ids = new Set(stated.map(({ _id }) => _id));
  const found = recodings(
    bare,
    editions.map(({ id }) => id),
  );
  return [...stated, ...found.filter(({ _id }) => !ids.has(_id))];
}

function successionOf({ kind, fromEdition, fromKey, toEdition, toKeys, evidence }: NamedSuccession): Succession {
  const fromId = catalogueItemId(fromEdition, fromKey);
  const toIds = toKeys.map((key) => catalogueItemId(toEdition, key));
  return { _id: stableId('succession', fromId, ...toIds), kind, fromEdition, toEdition, fromId, toIds, evidence };
}

/** Names in the forms a reader may type: as compared, in lower case. */
function searchedIn(names: readonly string[]): string[] {
  return names.map((name) => nameKey(name).toLowerCase());
}
