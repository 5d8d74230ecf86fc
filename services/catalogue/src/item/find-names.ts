import type { Day } from '@shanghai/kernel';
import type { ClientSession, Connection } from 'mongoose';
import type { EditionRef } from '../edition/editions.js';
import { type StoredItem, findItemsById, findItemsByName, isInForce } from './item-store.js';

/** A name to be looked for in the catalogue of a day. */
export interface NameQuestion {
  readonly on: Day;
  readonly key: string;
  readonly occupation: string;
}

/** What there is of a name. */
export interface Found {
  /** The catalogue in force on the day; null before the first. */
  readonly edition: EditionRef | null;
  /** Items of any edition with this name. */
  readonly named: readonly StoredItem[];
  /** Items of the catalogue with this name, of this occupation, or of the lineage of one with this name; and others. */
  readonly listed: readonly StoredItem[];
}

/** Looks for all names at once: one store query for each day, and a second where a name stands in other editions only. */
export async function findNames(
  store: Connection,
  questions: readonly NameQuestion[],
  session?: ClientSession,
): Promise<Found[]> {
  const byDay = new Map<Day, StoredItem[]>();
  for (const on of new Set(questions.map((question) => question.on))) {
    const asked = questions.filter((question) => question.on === on);
    byDay.set(on, await itemsFor(store, on, asked, session));
  }
  return questions.map(({ on, key }) => {
    const items = byDay.get(on)!;
    const listed = items.filter((item) => isInForce(item, on));
    return {
      edition: listed[0] ? { id: listed[0].edition } : null,
      named: items.filter((item) => item.key === key),
      listed,
    };
  });
}

async function itemsFor(
  store: Connection,
  on: Day,
  questions: readonly NameQuestion[],
  session?: ClientSession,
): Promise<StoredItem[]> {
  const keys = questions.map(({ key }) => key);
  const occupations = questions.map(({ occupation }) => occupation);
  const items = await findItemsByName(store, { keys, on, occupations }, session);
  const listed = new Set(items.filter((item) => isInForce(item, on)).map(({ key }) => key));
  const known = new Set(items.map(({ _id }) => _id));
  const relatives = items
    .filter(({ key }) => keys.includes(key) && !listed.has(key))
    .flatMap(({ lineageIds }) => lineageIds)
    .filter((id) => !known.has(id));
  return relatives.length === 0 ? items : [...items, ...(await findItemsById(store, [...new Set(relatives)], session))];
}
