import type { Day } from '@shanghai/kernel';
import { type Caller, type Page, type PageArguments, pageOf, pageQuery } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import {
  type Condition,
  type RecommendationFilter,
  byPriority,
  countRecommendations,
  findRecommendationPage,
  longestWaiting,
  newestFirst,
  publicised,
  publicisedFirst,
  recommendationsWhere,
  visibleTo,
  waitingFor,
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

/** What waits for an act of a caller on a day, of what it sees: the longest waiting first. */
export async function listWaiting(
  store: Connection,
  { caller, on }: { readonly caller: Caller; readonly on: Day },
  { first, after, ...filter }: RecommendationFilter & PageArguments,
): Promise<RecommendationPage> {
  const request = { page: { first, after }, order: longestWaiting, filter: { ...filter, waiting: caller.role, on } };
  return listed(store, request, [waitingFor(caller.role, on), recommendationsWhere(filter), visibleTo(caller)]);
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
