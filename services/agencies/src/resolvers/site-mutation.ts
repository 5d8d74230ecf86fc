import type { MutationResolvers } from '../generated/resolvers.js';
import { changeSiteItems } from '../site/acts/change-site-items.js';
import { closeSite } from '../site/acts/close-site.js';
import { recommendSite } from '../site/acts/recommend-site.js';
import { recordSurveillance } from '../site/acts/record-surveillance.js';
import { refuseSiteRecommendation } from '../site/acts/refuse-site-recommendation.js';
import { registerSite } from '../site/acts/register-site.js';
import { shortList } from './application-form-input.js';
import { given, textOf } from './given.js';

const MOST_ITEMS = 100;

/** The acts on sites. */
export const siteMutations: MutationResolvers = {
  registerSite: async (_parent, { filedItemIds, space, ...made }, context) =>
    registerSite(context, {
      ...made,
      filedItemIds: shortList('filedItemIds', filedItemIds, MOST_ITEMS),
      space: textOf(space),
    }),
  recommendSite: async (_parent, on, context) => recommendSite(context, on),
  refuseSiteRecommendation: async (_parent, { reason, ...on }, context) =>
    refuseSiteRecommendation(context, on, given('reason', reason)),
  changeSiteItems: async (_parent, { filedItemIds, ...on }, context) =>
    changeSiteItems(context, on, shortList('filedItemIds', filedItemIds, MOST_ITEMS)),
  recordSurveillance: async (_parent, { hasVideoSurveillance, ...on }, context) =>
    recordSurveillance(context, on, hasVideoSurveillance),
  closeSite: async (_parent, { from, reason, ...on }, context) =>
    closeSite(context, on, { from, reason: given('reason', reason) }),
};
