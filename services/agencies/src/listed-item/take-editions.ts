import type { Day, ItemKind, LevelNumber } from '@shanghai/kernel';
import type { Consumer } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import type { EditionKind } from './edition-in-force-rules.js';
import { storeEdition } from './listed-item-store.js';
import { tellDifferences } from './tell-differences.js';

/** What the catalogue tells of an edition with its items: `edition.published`. */
interface PublishedEdition {
  readonly edition: string;
  readonly kind: EditionKind;
  readonly effectiveOn: Day;
  /** The edition it was made from; absent or null where it was made from none. */
  readonly previous?: string | null;
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

/** Keeps the published lists at hand, by which applied items are judged, and tells filings of what a new one leaves out. */
export function takeEditions(store: Connection): Consumer {
  return {
    name: 'listed-items',
    async take({ type, payload, at }, session) {
      if (type !== 'edition.published') return;
      const { items: published, ...arrived } = JSON.parse(payload) as PublishedEdition;
      const { edition } = arrived;
      const items = published.map(({ id, key, fullName, code, kind, levels, lineageIds }) => ({
        ...{ itemId: id, edition, fullName, nameKey: key, code, kind, levels, lineageIds },
      }));
      await storeEdition(store, arrived, items, session);
      await tellDifferences(store, { ...arrived, items, at }, session);
    },
  };
}
