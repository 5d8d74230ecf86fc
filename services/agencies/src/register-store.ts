import type { ClientSession, Connection } from 'mongoose';
import type { Agency } from './agency/agency.js';
import { createAgencyIndexes, deleteAgencies, insertAgencies, replaceAgency } from './agency/agency-store.js';
import { createApplicationIndexes } from './application/application-store.js';
import { planRecords } from './evaluation-plan/plan-store.js';
import type { Filing } from './filing/filing.js';
import { createFilingIndexes, deleteFilings, findFilingsById, insertFilings } from './filing/filing-store.js';
import type { FiledItem } from './item/filed-item.js';
import { createFiledItemIndexes, deleteFiledItems, insertFiledItems } from './item/filed-item-store.js';
import { documentRecords } from './commitment/commitment-store.js';
import {
  createRegisterPeriodIndexes,
  deleteLoadedPeriods,
  insertRegisterPeriods,
} from './public-register/register-period-store.js';
import { periodsOfRegister, restateRegister } from './public-register/restate-register.js';
import { repeatSites } from './site/repeat-sites.js';
import { createCatalogueDifferenceIndexes } from './listed-item/catalogue-difference-store.js';
import { createListedItemIndexes } from './listed-item/listed-item-store.js';
import { createListedMappingIndexes } from './listed-mapping/listed-mapping-store.js';
import { createMeasureIndexes } from './measure/measure-store.js';
import { createRestrictionIndexes } from './restriction/restriction-store.js';
import { createRoundIndexes } from './round/round-store.js';
import { bankRecords, standardRecords } from './question-bank/bank-store.js';
import { materialRecords } from './retention/retention-store.js';
import { registerRecords } from './register/register-store.js';
import { createRosterIndexes } from './roster/roster-store.js';
import type { Site } from './site/site.js';
import { createSiteIndexes, deleteSites, findAgenciesWithActs, insertSites } from './site/site-store.js';
import { createTellings } from './telling/telling-store.js';

/** Agencies with all that belongs to them. */
export interface Register {
  readonly agencies: readonly Agency[];
  readonly filings: readonly Filing[];
  readonly filedItems: readonly FiledItem[];
  readonly sites: readonly Site[];
}

/** Makes every index of this service; a second time it changes nothing. */
export async function createRegisterIndexes(store: Connection): Promise<void> {
  await Promise.all([
    createAgencyIndexes(store),
    createFilingIndexes(store),
    createFiledItemIndexes(store),
    createSiteIndexes(store),
    createApplicationIndexes(store),
    createRoundIndexes(store),
    createListedItemIndexes(store),
    createCatalogueDifferenceIndexes(store),
    createMeasureIndexes(store),
    createListedMappingIndexes(store),
    createRosterIndexes(store),
    documentRecords.createIndexes(store),
    createRestrictionIndexes(store),
    createTellings(store),
    createRegisterPeriodIndexes(store),
    registerRecords.createIndexes(store),
    planRecords.createIndexes(store),
    materialRecords.createIndexes(store),
    bankRecords.createIndexes(store),
    standardRecords.createIndexes(store),
  ]);
}

/** Adds agencies with all that belongs to them. What an act has changed stays as the act left it: filings with their items, sites. */
export async function insertRegister(store: Connection, register: Register, session?: ClientSession): Promise<void> {
  const ids = register.filings.map(({ _id }) => _id);
  const kept = new Set((await findFilingsById(store, ids, session)).map(({ _id }) => _id));
  const filings = register.filings.filter(({ _id }) => !kept.has(_id));
  const filedItems = register.filedItems.filter(({ filingId }) => !kept.has(filingId));
  await insertAgencies(store, register.agencies, session);
  await insertFilings(store, filings, session);
  await insertFiledItems(store, filedItems, session);
  const ofActs = await findAgenciesWithActs(
    store,
    register.agencies.map(({ _id }) => _id),
    session,
  );
  const keptSites = new Set(ofActs.map(({ _id }) => _id));
  await insertSites(
    store,
    register.sites.filter(({ _id }) => !keptSites.has(_id)),
    session,
  );
  await insertRegisterPeriods(store, periodsOfRegister({ ...register, filings, filedItems }), session);
  const changed = [...ofActs, ...register.filings.filter(({ _id }) => kept.has(_id))].map(({ agencyId }) => agencyId);
  for (const agencyId of new Set(changed)) {
    await repeatSites(store, agencyId, session);
    await restateRegister(store, agencyId, session);
  }
}

/** What a receipt adds: the agency as it is from then on, and what is filed. */
export interface FiledRegister extends Omit<Register, 'agencies' | 'filings'> {
  readonly agency: Agency;
  readonly filing: Filing;
  /** The industry and superior authorities that recommended or consented to it, as tokens name them. */
  readonly supportedBy: readonly string[];
}

/** Files an agency: it is added or replaced, and all of its filed items know its sites, which are aggregates of their own. */
export async function fileRegister(
  store: Connection,
  { agency, filing, filedItems }: FiledRegister,
  session: ClientSession,
): Promise<void> {
  await replaceAgency(store, agency, session);
  await insertFilings(store, [filing], session);
  await insertFiledItems(store, filedItems, session);
  await repeatSites(store, agency._id, session);
  await restateRegister(store, agency._id, session);
}

/** Removes all invented agencies with all that belongs to them, or all real ones. */
export async function deleteRegister(store: Connection, synthetic: boolean, session?: ClientSession): Promise<void> {
  await deleteAgencies(store, synthetic, session);
  await deleteFilings(store, synthetic, session);
  await deleteFiledItems(store, synthetic, session);
  await deleteSites(store, synthetic, session);
  await deleteLoadedPeriods(store, synthetic, session);
}
