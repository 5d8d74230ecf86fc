import { findNotice } from '@shanghai/kernel';
import { findEdition } from '../edition/editions.js';
import type { CatalogueEditionResolvers } from '../generated/resolvers.js';
import { searchItems } from '../item/search-items.js';

export const CatalogueEdition = {
  __resolveReference: async ({ id }, { editions }) => findEdition(await editions(), id),
  previous: async ({ previous }, _arguments, { editions }) =>
    previous === null ? null : findEdition(await editions(), previous),
  notice: ({ notice }) => findNotice(notice)!,
  rowCount: async ({ id }, _arguments, { loaders }) => (await loaders.countsOfEdition.load(id)).rowCount,
  itemCount: async ({ id }, _arguments, { loaders }) => (await loaders.countsOfEdition.load(id)).itemCount,
  codeCount: async ({ id }, _arguments, { loaders }) => (await loaders.countsOfEdition.load(id)).codeCount,
  items: async ({ id }, search, context) => searchItems(context, id, search),
  itemLineages: async ({ id }, _arguments, { loaders }) =>
    (await loaders.itemsOfEdition.load(id)).map(({ _id, code, lineageIds }) => ({
      itemId: _id,
      majorGroup: code?.slice(0, 1) ?? null,
      lineageIds,
    })),
} satisfies CatalogueEditionResolvers;
