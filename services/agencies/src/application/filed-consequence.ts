import { type Consequence, consequence } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { findFiling } from '../filing/filing-store.js';
import { filingTermOf } from '../filing/filing-term-rules.js';
import type { Filing } from '../filing/filing.js';
import { type FiledRegister, fileRegister } from '../register-store.js';
import { toldBody, toldScope, toldSite } from '../telling/told-agency.js';
import { groundsOfSiteAct } from '../site/site-act-rules.js';
import { siteChanged } from '../site/site-event.js';
import { insertSites } from '../site/site-store.js';
import type { Site } from '../site/site.js';

/** What a filing brings about: each of its sites, and the filing with the agency and its items, which know the sites. */
export function filedConsequences(
  store: Connection,
  register: FiledRegister,
  name: 'issueReceipt' | 'fileApplication',
): readonly Consequence[] {
  const { from } = register.filing.standing;
  return [
    ...register.sites.map((site) =>
      consequence<Site>({
        aggregate: `site/${site._id}`,
        name,
        load: async () => Promise.resolve(null),
        next: () => site,
        save: async (made, version, session) => insertSites(store, [{ ...made, version }], session),
        grounds: groundsOfSiteAct('registerSite', from),
        event: siteChanged(name, site, from),
      }),
    ),
    filedConsequence(store, register, name),
  ];
}

function filedConsequence(
  store: Connection,
  register: FiledRegister,
  name: 'issueReceipt' | 'fileApplication',
): Consequence {
  const { filing, agency, filedItems, sites, supportedBy } = register;
  return consequence<Filing>({
    aggregate: `filing/${filing._id}`,
    name,
    load: async (session) => {
      const found = await findFiling(store, filing._id, session);
      return found && { state: found, version: found.version ?? 0 };
    },
    next: () => filing,
    save: async (_state, _version, session) => fileRegister(store, register, session),
    grounds: filingTermOf(filing.facts.type, filing.standing.from).clauses,
    event: {
      type: 'filing.created',
      payload: {
        filingId: filing._id,
        agencyId: agency._id,
        applicationId: filing.applicationId,
        type: filing.facts.type,
        authority: filing.authority,
        receiptNo: filing.receiptNo ?? null,
        period: { from: filing.facts.periods[0]!.from, to: filing.facts.periods[0]!.to },
        items: filedItems.map(({ itemId, mappingId, fullName, levels, topGrades = [] }) => ({
          ...{ itemId, mappingId, fullName, levels, topGrades },
        })),
        agency: toldBody(agency),
        facts: filing.facts,
        standing: filing.standing,
        ...toldScope(filing.facts, filedItems),
        // As the acts that file it leave them.
        sites: sites.map((site) => toldSite({ ...site, version: 1 })),
        supportedBy,
        siteDistricts: [...new Set(agency.siteStays.map(({ district }) => district))],
      },
    },
  });
}
