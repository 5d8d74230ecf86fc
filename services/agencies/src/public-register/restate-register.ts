import type { ClientSession, Connection } from 'mongoose';
import { findAgencyById } from '../agency/agency-store.js';
import { findFilingsOfAgencies } from '../filing/filing-store.js';
import { groupBy } from '../grouping.js';
import { findFiledItemsOfAgencies } from '../item/filed-item-store.js';
import { findSitesOfAgencies } from '../site/site-store.js';
import type { Agency } from '../agency/agency.js';
import type { Filing } from '../filing/filing.js';
import type { FiledItem } from '../item/filed-item.js';
import type { Site } from '../site/site.js';
import { type RegisterPeriod, registerPeriodsOf } from './register-period-rules.js';
import { deletePeriodsOfAgency, insertRegisterPeriods } from './register-period-store.js';

/** Puts what the register says of an agency in the place of what it said, after an act has changed its filings or sites. */
export async function restateRegister(store: Connection, agencyId: string, session?: ClientSession): Promise<void> {
  const agency = await findAgencyById(store, agencyId, session);
  const periods = periodsOfRegister({
    agencies: agency ? [agency] : [],
    filings: await findFilingsOfAgencies(store, [agencyId], session),
    filedItems: await findFiledItemsOfAgencies(store, [agencyId], session),
    sites: await findSitesOfAgencies(store, [agencyId], session),
  });
  await deletePeriodsOfAgency(store, agencyId, session);
  await insertRegisterPeriods(store, periods, session);
}

/** What the register says of agencies that were read or invented. */
export function periodsOfRegister(register: {
  readonly agencies: readonly Agency[];
  readonly filings: readonly Filing[];
  readonly filedItems: readonly FiledItem[];
  readonly sites: readonly Site[];
}): readonly RegisterPeriod[] {
  const agencies = new Map(register.agencies.map((agency) => [agency._id, agency]));
  const items = groupBy(register.filedItems, ({ filingId }) => filingId);
  const sites = groupBy(register.sites, ({ agencyId }) => agencyId);
  return register.filings.flatMap((filing) => {
    const agency = agencies.get(filing.agencyId);
    const held = { filing, items: items.get(filing._id) ?? [], sites: sites.get(filing.agencyId) ?? [] };
    return agency ? registerPeriodsOf(held, agency) : [];
  });
}
