import { dayAt } from '@shanghai/kernel';
import type { ClientSession, Connection } from 'mongoose';
import { findFiledAgencyIds } from '../item/filed-item-store.js';
import type { Application } from './application.js';
import { findOtherApplications } from './other-application-store.js';
import { countFor } from './other-applications.js';
import type { ItemFacts } from './submission-facts.js';

/** What counts under AGY-010 for an item id, beside the application itself. */
export type Counts = ReadonlyMap<string, Pick<ItemFacts, 'filedCount' | 'pendingCount'>>;

/** The filed agencies of each of some items, at an instant: social evaluation organisations alone (AGY-010). */
export async function findFiledByItem(
  store: Connection,
  itemIds: readonly string[],
  at: Date,
  session?: ClientSession,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const scope = { by: 'itemId', agencyType: 'SOCIAL_ORGANISATION', asOf: dayAt(at) } as const;
  const found = await findFiledAgencyIds(store, itemIds, scope, session);
  return new Map(found.map(({ _id, agencyIds }) => [_id, agencyIds]));
}

/** What counts for the items of a submitted application: two commands. */
export async function countOthers(
  store: Connection,
  { _id: applicationId, applicantId, items }: Application,
  at: Date,
  session?: ClientSession,
): Promise<Counts> {
  const lineageIds = [...new Set(items.flatMap((item) => item.lineageIds))];
  const others = await findOtherApplications(store, { applicantId, applicationId, lineageIds }, session);
  const filed = await findFiledByItem(store, lineageIds, at, session);
  return new Map(items.map((item) => [item.itemId, countFor(item, { applicantId, filed, others })]));
}
