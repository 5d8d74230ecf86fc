import { type Page, type PageArguments, pageOf, pageQuery } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import {
  type Condition,
  type RecommendationFilter,
  byPriority,
  countRecommendations,
  findRecommendationPage,
  newestFirst,
  publicised,
  publicisedFirst,
  recommendationsWhere,
} from './recommendation-store.js';
import type { StoredRecommendation } from './recommendation.js';

/** One page of recommendations; counting them all is a query of its own, made when asked for. */
export type RecommendationPage = Page<StoredRecommendation, () => Promise<number>>;

/** The recommendations that a caller sees: of a form in its order, else the newest first. */
export async function listRecommendations(
  store: Connection,
  visible: Condition,
  { first, after, ...filter }: RecommendationFilter & PageArguments,
): Promise<RecommendationPage> {
  const order = filter.formNo == null ? newestFirst : byPriority;
  return listed(store, { page: { first, after }, order, filter }, [recommendationsWhere(filter), visible]);
}

/** What was publicised, the newest first. */
export async function listPublicised(store: Connection, page: PageArguments): Promise<RecommendationPage> {
  return listed(store, { page, order: publicisedFirst, filter: 'publicised' }, [publicised]);
}

async function listed(
  store: Connection,
  request: Parameters<typeof pageQuery<StoredRecommendation>>[0],
  conditions: readonly Condition[],
): Promise<RecommendationPage> {
  const rows = await findRecommendationPage(store, conditions, pageQuery(request));
  return pageOf(request, rows, async () => countRecommendations(store, conditions));
}
