import { displayName, districts, findNotice, majorGroups, notices } from '@shanghai/kernel';
import { listImports } from '@shanghai/platform';
import { enumLabels } from '@shanghai/schema';
import { compareEditions } from '../edition/compare-editions.js';
import { catalogueOn, findEdition } from '../edition/editions.js';
import { findPreparedEdition } from '../edition/prepared-edition-store.js';
import type { QueryResolvers } from '../generated/resolvers.js';
import { searchItems } from '../item/search-items.js';
import { listPolicyRules } from '../ledger/list-ledger.js';
import { checkRecommendation } from '../recommendation/check-recommendation.js';
import { listPublicised, listRecommendations, listWaiting } from '../recommendation/list-recommendations.js';
import { findRecommendationsById, publicised, visibleTo } from '../recommendation/recommendation-store.js';
import { formOf } from './recommendation-form-input.js';

const labels = enumLabels();

export const Query = {
  catalogueEditions: async (_root, _arguments, { editions }) => (await editions()).toReversed(),
  catalogueEdition: async (_root, { id }, { editions }) => findEdition(await editions(), id),
  catalogueAsOf: async (_root, { asOf }, { editions, today }) => catalogueOn(await editions(), asOf ?? today),
  catalogueItem: async (_root, { id }, { loaders }) => loaders.itemById.load(id),
  catalogueItems: async (_root, { edition, asOf, ...search }, context) =>
    searchItems(context, edition == null ? { asOf: asOf ?? context.today } : { edition }, search),
  occupationName: (_root, { name }) => ({ id: displayName(name) }),
  editionDiff: async (_root, { from, to }, { store, editions }) =>
    compareEditions({ store, editions: await editions() }, from, to),
  notices: () => notices,
  notice: (_root, { id }) => findNotice(id),
  policyRules: async (_root, { asOf, ...search }, { store, today }) => listPolicyRules(store, asOf ?? today, search),
  districts: () => districts,
  majorGroups: () => majorGroups,
  enumLabels: (_root, { enum: name }) => labels.filter((label) => name == null || label.enum === name),
  occupationRecommendations: async (_root, { waiting, ...search }, { store, caller, today }) =>
    waiting === true
      ? listWaiting(store, { caller, on: today }, search)
      : listRecommendations(store, visibleTo(caller), search),
  occupationRecommendation: async (_root, { id }, { loaders }) => loaders.recommendation.load(id),
  checkRecommendation: async (_root, { id, form, on }, context) => {
    const asked = { id: id ?? null, form: form == null ? null : formOf(form), on: on ?? null };
    return checkRecommendation(context, asked);
  },
  publicisedOccupations: async (_root, page, { store }) => listPublicised(store, page),
  publicisedOccupation: async (_root, { id }, { store }) =>
    (await findRecommendationsById(store, [id], publicised))[0] ?? null,
  preparedEdition: async (_root, _arguments, { store }) => {
    const found = await findPreparedEdition(store);
    return { rows: found?.state.rows ?? [], version: found?.version ?? 0 };
  },
  catalogueImports: async (_root, _arguments, { store }) => listImports(store),
} satisfies QueryResolvers;
