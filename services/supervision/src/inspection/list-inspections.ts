import { type Caller, type Page, type PageArguments, pageOf, pageQuery } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import {
  type Condition,
  type InspectionFilter,
  countInspections,
  findInspectionPage,
  inspectionsVisibleTo,
  inspectionsWhere,
  latestFirst,
  published,
  publishedFirst,
} from './inspection-store.js';
import type { StoredInspection } from './inspection.js';

/** One page of inspections; counting them all is a query of its own, made when asked for. */
export type InspectionPage = Page<StoredInspection, () => Promise<number>>;

/** The inspections that a caller sees, the latest planned first. */
export async function listInspections(
  store: Connection,
  caller: Caller,
  { first, after, ...filter }: InspectionFilter & PageArguments,
): Promise<InspectionPage> {
  const conditions = [inspectionsWhere(filter), inspectionsVisibleTo(caller)];
  return listed(store, { page: { first, after }, order: latestFirst, filter }, conditions);
}

/** The results that were published, the newest first. */
export async function listPublished(store: Connection, page: PageArguments): Promise<InspectionPage> {
  return listed(store, { page, order: publishedFirst, filter: 'published' }, [published]);
}

async function listed(
  store: Connection,
  request: Parameters<typeof pageQuery<StoredInspection>>[0],
  conditions: readonly Condition[],
): Promise<InspectionPage> {
  const rows = await findInspectionPage(store, conditions, pageQuery(request));
  return pageOf(request, rows, async () => countInspections(store, conditions));
}
