import type { ClientSession, Connection } from 'mongoose';
import { setSiteStays } from '../agency/agency-store.js';
import { subjectOf } from '../item/filed-item.js';
import { findFiledItemsOfAgencies, setSiteStaysOfItems } from '../item/filed-item-store.js';
import { findSitesOfAgencies } from './site-store.js';
import { staysForItem, staysOf } from './site-stay-rules.js';

/** Tells an agency where it has sites, and each of its filed items where it is examined, after an act has changed either. */
export async function repeatSites(store: Connection, agencyId: string, session?: ClientSession): Promise<void> {
  const sites = await findSitesOfAgencies(store, [agencyId], session);
  const items = await findFiledItemsOfAgencies(store, [agencyId], session);
  await setSiteStays(store, agencyId, staysOf(sites), session);
  await setSiteStaysOfItems(
    store,
    items.map((item) => ({ _id: item._id, siteStays: staysForItem(subjectOf(item), sites) })),
    session,
  );
}
