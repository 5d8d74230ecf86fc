import type { ItemKind, LevelNumber } from '@shanghai/kernel';
import type { Consumer } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { storeEdition } from './listed-item-store.js';

/** What the catalogue tells of an edition that it has loaded: `edition.published`. */
interface PublishedEdition {
  readonly edition: string;
  readonly items: readonly {
    readonly id: string;
    readonly fullName: string;
    readonly key: string;
    readonly code: string | null;
    readonly kind: ItemKind;
    readonly levels: readonly LevelNumber[];
    readonly lineageIds: readonly string[];
  }[];
}

/** Keeps the published lists at hand, by which applied items are judged. */
export function takeEditions(store: Connection): Consumer {
  return {
    name: 'listed-items',
    async take({ type, payload }, session) {
      if (type !== 'edition.published') return;
      const { edition, items } = JSON.parse(payload) as PublishedEdition;
      const listed = items.map(({ id, key, fullName, code, kind, levels, lineageIds }) => ({
        ...{ itemId: id, edition, fullName, nameKey: key, code, kind, levels, lineageIds },
      }));
      await storeEdition(store, edition, listed, session);
    },
  };
}
