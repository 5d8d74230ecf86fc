import { type ClockworkTask, canonicalJson, listImports, performAct } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { createHash } from 'node:crypto';
import { countLoaded, findLoadedAfter } from '../agency/agency-store.js';
import type { Agency } from '../agency/agency.js';
import { findFilingsOfAgencies } from '../filing/filing-store.js';
import { groupBy } from '../grouping.js';
import { findFiledItemsOfAgencies } from '../item/filed-item-store.js';
import { findSitesOfAgencies } from '../site/site-store.js';
import { findSyntheticLoad } from '../synthetic/synthetic-store.js';
import { type Telling, findTelling, findTellingsOf, saveTelling } from './telling-store.js';
import { type ToldAgency, toldBody, toldFiling, toldSite } from './told-agency.js';

/** What this service does without being asked. */
const SYSTEM = { role: 'SYSTEM', subject: null };
/** Raised when what others are told changes its meaning: everything is then told again. */
const TELLER = 3;
/** Agencies of one event. */
const PART = 100;

/**
 * The payload of `agencies.loaded`: agencies that no act has made, since they were read from a notice or invented. A later
 * event of the same part takes the place of an earlier: who is no longer in it is gone.
 */
export interface AgenciesLoaded {
  readonly part: string;
  readonly agencies: readonly ToldAgency[];
}

/** Looks once a minute whether other agencies were loaded than others were told of: a load runs beside this service. */
export const tellLoadedAgencies: ClockworkTask = { name: 'tell-loaded-agencies', run: tellLoaded };

/** Tells others of the agencies that were loaded, where they are not those of the last time. Gives how many parts were told. */
export async function tellLoaded(store: Connection, at: Date): Promise<number> {
  let told = 0;
  for (const synthetic of [false, true]) {
    const load = synthetic ? 'synthetic' : 'real';
    const hash = hashOf([TELLER, await markOf(store, synthetic)]);
    if ((await findTelling(store, load))?.hash === hash) continue;
    told += await tellParts(store, { load, synthetic, at });
    // Last, so that what breaks off is done again.
    await saveTelling(store, { _id: load, hash, version: 0 });
  }
  return told;
}

/** What changes when the agencies that were loaded do. */
async function markOf(store: Connection, synthetic: boolean): Promise<unknown> {
  const source = synthetic
    ? await findSyntheticLoad(store)
    : (await listImports(store)).map(({ checksum }) => checksum);
  return [source, await countLoaded(store, synthetic)];
}

interface Load {
  readonly load: string;
  readonly synthetic: boolean;
  readonly at: Date;
}

async function tellParts(store: Connection, { load, synthetic, at }: Load): Promise<number> {
  let told = 0;
  let no = 0;
  for (let last = ''; ; no += 1) {
    const agencies = await findLoadedAfter(store, synthetic, last, PART);
    if (agencies.length === 0) break;
    told += await tellPart(store, { part: `${load}/${no}`, agencies: await toldAgencies(store, agencies) }, at);
    last = agencies.at(-1)!._id;
  }
  const gone = (await findTellingsOf(store, load)).filter(({ _id }) => Number(_id.split('/')[1]) >= no);
  for (const { _id: part } of gone) told += await tellPart(store, { part, agencies: [] }, at);
  return told;
}

async function toldAgencies(store: Connection, agencies: readonly Agency[]): Promise<readonly ToldAgency[]> {
  const ids = agencies.map(({ _id }) => _id);
  const [filings, items, sites] = await Promise.all([
    findFilingsOfAgencies(store, ids),
    findFiledItemsOfAgencies(store, ids),
    findSitesOfAgencies(store, ids),
  ]);
  const itemsOf = groupBy(items, ({ filingId }) => filingId);
  return agencies.map((agency) => ({
    ...toldBody(agency),
    filings: filings
      .filter(({ agencyId }) => agencyId === agency._id)
      .map((one) => toldFiling(one, itemsOf.get(one._id) ?? [])),
    sites: sites.filter(({ agencyId }) => agencyId === agency._id).map(toldSite),
  }));
}

/** One act, which changes nothing when they were told the same before. */
async function tellPart(store: Connection, loaded: AgenciesLoaded, at: Date): Promise<number> {
  const { part } = loaded;
  const hash = hashOf(loaded);
  const { outcome } = await performAct<Telling, 'UNCHANGED'>(store, {
    aggregate: `loaded-agencies/${part}`,
    name: 'tellLoadedAgencies',
    caller: SYSTEM,
    at,
    payload: null,
    idempotencyKey: null,
    expectedVersion: null,
    load: async (session) => {
      const state = await findTelling(store, part, session);
      return state && { state, version: state.version };
    },
    decide: (current) =>
      current?.hash === hash
        ? { accepted: false, refusals: ['UNCHANGED'] }
        : {
            accepted: true,
            state: { _id: part, hash, version: 0 },
            reason: null,
            grounds: [],
            event: { type: 'agencies.loaded', payload: loaded },
          },
    save: async (state, version, session) => saveTelling(store, { ...state, version }, session),
  });
  return outcome === 'DONE' ? 1 : 0;
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
