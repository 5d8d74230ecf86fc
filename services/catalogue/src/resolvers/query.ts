import { displayName, districts, findNotice, majorGroups, notices } from '@shanghai/kernel';
import { listImports } from '@shanghai/platform';
import { enumLabels } from '@shanghai/schema';
import { compareEditions } from '../edition/compare-editions.js';
import { catalogueOn, editions, findEdition } from '../edition/editions.js';
import type { QueryResolvers } from '../generated/resolvers.js';
import { noItems, searchItems } from '../item/search-items.js';

const labels = enumLabels();

export const Query = {
  catalogueEditions: () => editions.toReversed(),
  catalogueEdition: (_root, { id }) => findEdition(id),
  catalogueAsOf: (_root, { asOf }, { today }) => catalogueOn(asOf ?? today),
  catalogueItem: async (_root, { id }, { loaders }) => loaders.itemById.load(id),
  catalogueItems: async (_root, { edition, asOf, ...search }, context) => {
    const wanted = edition == null ? catalogueOn(asOf ?? context.today) : findEdition(edition);
    return wanted ? searchItems(context, wanted.id, search) : noItems();
  },
  occupationName: (_root, { name }) => ({ id: displayName(name) }),
  editionDiff: async (_root, { from, to }, context) => compareEditions(context, from, to),
  notices: () => notices,
  notice: (_root, { id }) => findNotice(id),
  districts: () => districts,
  majorGroups: () => majorGroups,
  enumLabels: (_root, { enum: name }) => labels.filter((label) => name == null || label.enum === name),
  catalogueImports: async (_root, _arguments, { store }) => listImports(store),
} satisfies QueryResolvers;
