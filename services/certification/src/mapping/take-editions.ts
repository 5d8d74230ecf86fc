import type { Consumer } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { touchCases } from '../comparison-case/touch-cases.js';
import type { ListedEdition, ListedItem } from './listed-edition.js';
import { saveListedEdition } from './listed-edition-store.js';

/** What the catalogue tells of an edition with its items: `edition.published`. */
interface PublishedEdition extends Pick<ListedEdition, 'kind' | 'effectiveOn'> {
  readonly edition: string;
  readonly items: readonly (Pick<ListedItem, 'fullName' | 'levels' | 'lineageIds'> & {
    readonly id: string;
    readonly key: string;
  })[];
}

/** Keeps the published lists at hand, in which the targets of mappings are looked for, and tells which pending cases one touches. */
export function takeEditions(store: Connection): Consumer {
  return {
    name: 'listed-editions',
    async take({ type, payload, at }, session) {
      if (type !== 'edition.published') return;
      const { edition: _id, kind, effectiveOn, items } = JSON.parse(payload) as PublishedEdition;
      const listed = items.map(({ id, key, fullName, levels, lineageIds }) => ({
        ...{ itemId: id, nameKey: key, fullName, levels, lineageIds },
      }));
      await saveListedEdition(store, { _id, kind, effectiveOn, items: listed }, session);
      if (kind === 'OPEN_CATALOGUE') await touchCases(store, { edition: _id, at }, session);
    },
  };
}
