import {
  type Agency,
  type Filing,
  type FilingFacts,
  type Register,
  standingOf,
  storeSyntheticAgencies,
} from '@shanghai/agencies';
import { day, nameKey, stableId } from '@shanghai/kernel';
import type { RunningSubgraph } from '@shanghai/platform';

/** What a test needs of the graph to file an agency in it. */
interface Served {
  readonly subgraph: (name: string) => RunningSubgraph;
  readonly settle: () => Promise<void>;
}

/** An agency and its filing. */
export interface InventedFiling {
  readonly agencyId: string;
  readonly filingId: string;
}

const facts: FilingFacts = {
  type: 'SOCIAL_ORGANISATION',
  listedOn: null,
  periods: [{ from: day('2025-03-10'), to: day('2028-03-09'), renewal: null }],
  suspensions: [],
  termination: null,
};

/** An invented agency that the Centre has filed, in force from 10 March 2025. */
export function inventedRegister(no: number): Register {
  const [agencyId, filingId] = [stableId('agency', 'graph', no), stableId('filing', 'graph', no)];
  const name = `示例被查机构${no}`;
  const agency: Agency = {
    ...{ _id: agencyId, name, nameKey: nameKey(name), type: 'SOCIAL_ORGANISATION', nature: 'SOCIAL_GROUP' },
    ...{ registrationDistrict: '310115', synthetic: true, sourceRow: null, listNo: null, sitesKnown: true },
    siteStays: [],
  };
  const filing: Filing = {
    ...{ _id: filingId, agencyId, authority: { body: 'CENTRE', district: null }, receiptNo: `示例-图-${no}` },
    ...{ facts, standing: standingOf(facts), synthetic: true },
  };
  return { agencies: [agency], filings: [filing], filedItems: [], sites: [] };
}

/** Files such an agency, and lets everybody know of it. */
export async function inForce(graph: Served, no: number): Promise<InventedFiling> {
  const { connection, background } = graph.subgraph('agencies');
  const register = inventedRegister(no);
  await storeSyntheticAgencies(connection, register);
  // Agencies tell by the clock of what was loaded.
  await background.tick();
  await graph.settle();
  return { agencyId: register.agencies[0]!._id, filingId: register.filings[0]!._id };
}
