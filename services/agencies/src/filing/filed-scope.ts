import { type Day, type LevelNumber, addDays, isWithin, nameKey, stableId } from '@shanghai/kernel';
import { type FiledItem, subjectOf } from '../item/filed-item.js';
import type { FilingFacts, Standing } from './filing.js';
import type { AddedItem, AdjustmentRequest, ItemNotEvaluable } from './filing-record.js';
import { standingOf } from './filing-state-rules.js';

/** An added item as its list has it. */
export interface ResolvedAddition {
  readonly added: AddedItem;
  readonly fullName: string;
  readonly code: FiledItem['code'];
  readonly levels: readonly LevelNumber[];
  /** Null where the filing names no catalogue rows (FIL-001). */
  readonly itemId: string | null;
}

/** The items in the scope of a filing on a day (FIL-012). */
export function itemsOn(items: readonly FiledItem[], on: Day): readonly FiledItem[] {
  return items.filter(({ from, to }) => isWithin(on, from ?? on, to));
}

/** The items without one of them from a day on. */
export function withoutItem(items: readonly FiledItem[], filedItemId: string, on: Day): readonly FiledItem[] {
  return items.map((item) => (item._id === filedItemId ? endedBefore(item, on) : item));
}

/**
 * The items as an adjustment leaves them from a day on (FIL-012). Where levels change, the item with the old ones ends the day
 * before and one with the new ones begins, so that the scope of every day can be read.
 */
export function adjustedItems(
  items: readonly FiledItem[],
  { removals }: Pick<AdjustmentRequest, 'removals'>,
  additions: readonly ResolvedAddition[],
  { on, no, like }: { readonly on: Day; readonly no: number; readonly like: FiledItem },
): readonly FiledItem[] {
  const now = itemsOn(items, on);
  const changes = now.map((item) => ({ item, levels: levelsAfter(item, removals, additions) }));
  const changed = changes.filter(({ item, levels }) => levels === null || !isSame(levels, item.levels));
  const ended = new Set(changed.map(({ item }) => item._id));
  const relevelled = changed.flatMap(({ item, levels }) =>
    levels === null ? [] : [begun({ ...item, levels }, on, no)],
  );
  const isNew = (one: ResolvedAddition): boolean => !now.some((item) => isOf(item, one));
  return [
    ...items.map((item) => (ended.has(item._id) ? endedBefore(item, on) : item)),
    ...relevelled,
    ...additions.filter(isNew).map((one) => begun(itemOf(one, like), on, no)),
  ];
}

/** The items with what they repeat of their filing (`facts`, `standing`, `notEvaluable`), after an act has changed it. */
export function restated(
  items: readonly FiledItem[],
  facts: FilingFacts,
  recorded: readonly ItemNotEvaluable[] = [],
): readonly FiledItem[] {
  const standing = standingOf(facts);
  return items.map(({ notEvaluable: _before, ...item }) => ({
    ...item,
    byAct: true,
    facts,
    standing: standingWithin(standing, item),
    ...notEvaluableOf(item, items, recorded),
  }));
}

/** A filed item under other levels is the same one on other days (FIL-012). */
export function isSameItem(a: FiledItem, b: FiledItem): boolean {
  return a.filingId === b.filingId && subjectOf(a) === subjectOf(b);
}

/** Whether an item is the one that an addition names. */
export function isOf(item: FiledItem, { itemId, fullName }: Pick<ResolvedAddition, 'itemId' | 'fullName'>): boolean {
  return itemId === null ? item.nameKey === nameKey(fullName) : item.itemId === itemId;
}

/** The levels that an item is left with; null when nothing of it is. Of a special ability nothing but all can be given up. */
function levelsAfter(
  item: FiledItem,
  removals: AdjustmentRequest['removals'],
  additions: readonly ResolvedAddition[],
): readonly LevelNumber[] | null {
  const removed = removals.filter(({ filedItemId }) => filedItemId === item._id);
  const added = additions.filter((one) => isOf(item, one)).flatMap(({ levels }) => levels);
  if (removed.some(({ levels }) => levels.length === 0)) return added.length === 0 ? null : sorted(added);
  const given = removed.flatMap(({ levels }) => levels);
  const left = sorted([...item.levels.filter((level) => !given.includes(level)), ...added]);
  return left.length === 0 && given.length > 0 ? null : left;
}

/** What is recorded of an item stays with it when its levels change (FIL-006). */
function notEvaluableOf(
  item: FiledItem,
  items: readonly FiledItem[],
  recorded: readonly ItemNotEvaluable[],
): Pick<FiledItem, 'notEvaluable'> {
  const same = new Set(items.filter((one) => isSameItem(one, item)).map(({ _id }) => _id));
  const spans = recorded.filter(({ filedItemId }) => same.has(filedItemId));
  return spans.length === 0 ? {} : { notEvaluable: spans.map(({ on, endedOn }) => ({ on, endedOn })) };
}

function standingWithin({ from, to }: Standing, item: Pick<FiledItem, 'from' | 'to'>): Standing {
  return {
    from: item.from !== null && item.from > from ? item.from : from,
    to: [to, item.to].filter((day) => day !== null).sort()[0] ?? null,
  };
}

function endedBefore(item: FiledItem, on: Day): FiledItem {
  return { ...item, to: addDays(on, -1) };
}

/** A filed item that begins with an adjustment. */
function begun(item: FiledItem, on: Day, no: number): FiledItem {
  const _id = stableId('filed-item', item.filingId, item.itemId ?? item.mappingId ?? item.nameKey, `adjustment-${no}`);
  return { ...item, _id, byAct: true, from: on, to: null, sourceRow: null };
}

function itemOf({ added, fullName, code, levels, itemId }: ResolvedAddition, like: FiledItem): FiledItem {
  return {
    ...like,
    fullName,
    nameKey: nameKey(fullName),
    code,
    levels,
    standardKind: added.standardKind ?? 'NATIONAL',
    itemId,
    mappingId: null,
  };
}

function sorted(levels: readonly LevelNumber[]): readonly LevelNumber[] {
  return [...new Set(levels)].sort((a, b) => b - a);
}

function isSame(a: readonly LevelNumber[], b: readonly LevelNumber[]): boolean {
  return a.length === b.length && a.every((level) => b.includes(level));
}
