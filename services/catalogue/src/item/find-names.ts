import type { ClientSession, Connection } from 'mongoose';
import { type StoredItem, findItemsById, findItemsByName } from './item-store.js';

/** A name to be looked for in one edition. */
export interface NameQuestion {
  readonly edition: string;
  readonly key: string;
  readonly occupation: string;
}

/** What there is of a name. */
export interface Found {
  /** Items of any edition with this name. */
  readonly named: readonly StoredItem[];
  /** Items of the edition with this name, of this occupation, or of the lineage of one with this name. */
  readonly listed: readonly StoredItem[];
}

/** Looks for all names at once: one store query for each edition, and a second where a name stands in other editions only. */
export async function findNames(
  store: Connection,
  questions: readonly NameQuestion[],
  session?: ClientSession,
): Promise<Found[]> {
  const byEdition = new Map<string, StoredItem[]>();
  for (const edition of new Set(questions.map((question) => question.edition)))
    byEdition.set(
      edition,
      await itemsFor(
        store,
        edition,
        questions.filter((question) => question.edition === edition),
        session,
      ),
    );
  return questions.map(({ edition, key }) => {
    const items = byEdition.get(edition)!;
    return {
      named: items.filter((item) => item.key === key),
      listed: items.filter((item) => item.edition === edition),
    };
  });
}

async function itemsFor(
  store: Connection,
  edition: string,
  questions: readonly NameQuestion[],
  session?: ClientSession,
): Promise<StoredItem[]> {
  const keys = questions.map(({ key }) => key);
  const occupations = questions.map(({ occupation }) => occupation);
  const items = await findItemsByName(store, { keys, edition, occupations }, session);
  const listed = new Set(items.filter((item) => item.edition === edition).map(({ key }) => key));
  const known = new Set(items.map(({ _id }) => _id));
  const relatives = items
    .filter(({ key }) => keys.includes(key) && !listed.has(key))
    .flatMap(({ lineageIds }) => lineageIds)
    .filter((id) => !known.has(id));
  return relatives.length === 0 ? items : [...items, ...(await findItemsById(store, [...new Set(relatives)], session))];
}
