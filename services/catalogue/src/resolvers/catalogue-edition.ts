import { findNotice } from '@shanghai/kernel';
import type { Context } from '../context.js';
import { type Edition, type EditionRef, findEdition } from '../edition/editions.js';
import type { CatalogueEditionResolvers } from '../generated/resolvers.js';
import { searchItems } from '../item/search-items.js';

export const CatalogueEdition = {
  __resolveReference: async ({ id }, { editions }) => findEdition(await editions(), id),
  kind: fieldOf('kind'),
  title: fieldOf('title'),
  notice: async (edition, _arguments, context) => findNotice((await editionOf(edition, context)).notice)!,
  effectiveOn: fieldOf('effectiveOn'),
  basisDocument: fieldOf('basisDocument'),
  publishedAt: fieldOf('publishedAt'),
  previous: async (edition, _arguments, context) => {
    const { previous } = await editionOf(edition, context);
    return previous === null ? null : { id: previous };
  },
  dropped: fieldOf('dropped'),
  rowCount: async ({ id }, _arguments, { loaders }) => (await loaders.countsOfEdition.load(id)).rowCount,
  itemCount: async ({ id }, _arguments, { loaders }) => (await loaders.countsOfEdition.load(id)).itemCount,
  codeCount: async ({ id }, _arguments, { loaders }) => (await loaders.countsOfEdition.load(id)).codeCount,
  items: async ({ id }, search, context) => searchItems(context, { edition: id }, search),
  itemLineages: async ({ id }, _arguments, { loaders }) =>
    (await loaders.itemsOfEdition.load(id)).map(({ _id, code, lineageIds }) => ({
      itemId: _id,
      majorGroup: code?.slice(0, 1) ?? null,
      lineageIds,
    })),
} satisfies CatalogueEditionResolvers;

/** An item names its edition by the id alone; the rest is read when it is asked for. */
async function editionOf({ id }: EditionRef, { editions }: Context): Promise<Edition> {
  return findEdition(await editions(), id)!;
}

function fieldOf<Field extends keyof Edition>(field: Field) {
  return async (edition: EditionRef, _arguments: object, context: Context): Promise<Edition[Field]> =>
    (await editionOf(edition, context))[field];
}
