import { type Agency, type AgencyType, type Filing, type Register, standingOf, staysOf } from '@shanghai/agencies';
import { stableId } from '@shanghai/kernel';
import { inventAgency, inventAuthority, inventSites } from './invented-agency.js';
import { type CatalogueRows, inventItems, mostItems } from './invented-items.js';
import { type Life, inventFacts } from './invented-life.js';
import { withRecord } from './invented-record.js';
import { type PopulationCounts, apportion } from './population-size.js';
import { createRandom } from './random.js';

/** Raised when equal arguments give other agencies than before, so that what is stored is made anew. */
export const GENERATOR_VERSION = 5;

/** What is invented from. */
export interface PopulationPlan {
  readonly counts: PopulationCounts;
  readonly catalogue: CatalogueRows;
  /** Another seed gives other agencies. */
  readonly seed?: string;
}

/** How often each type occurs. Neither list is as long as a multiple of the other, so that types and lives mix. */
const types: readonly AgencyType[] = [
  ...Array<AgencyType>(8).fill('SOCIAL_ORGANISATION'),
  ...Array<AgencyType>(7).fill('ENTERPRISE'),
  ...Array<AgencyType>(3).fill('COLLEGE'),
  ...Array<AgencyType>(2).fill('COMPARISON'),
];

/** How often each life occurs; the last is an agency that ended and was filed anew. */
const lives: readonly (readonly Life[])[] = [
  ['ACTIVE'],
  ['EXPIRED'],
  ['ACTIVE'],
  ['SUSPENDED'],
  ['ACTIVE'],
  ['EXPIRING'],
  ['ACTIVE'],
  ['RENEWED'],
  ['GIVEN_UP'],
  ['PENDING'],
  ['ACTIVE'],
  ['EXTENDED'],
  ['ACTIVE'],
  ['NOT_EVALUABLE'],
  ['ORDERED'],
  ['ACTIVE'],
  ['LAPSED'],
  ['EXTINCT'],
  ['ACTIVE'],
  ['ACTIVE'],
  ['LEFT', 'REFILED'],
];

const BATCH = 200;

/**
 * Invents agencies with all that belongs to them, in batches, so that no size has to fit into memory. The same plan gives
 * the same agencies, field by field. Throws a RangeError when the counts do not go together.
 */
export function* generatePopulation({ counts, catalogue, seed = 'population' }: PopulationPlan): Generator<Register> {
  const heads = Array.from({ length: counts.agencies }, (_, at) => headOf(seed, at + 1));
  const shares = heads.flatMap(({ type, lives }) => lives.map(() => type));
  const sizes = apportion(
    counts.filedItems,
    shares.map((type, at) => ({ weight: createRandom(seed, 'weight', at).integer(1, 9), most: mostItems(type) })),
  ).values();
  for (let at = 0; at < heads.length; at += BATCH) {
    const made = heads
      .slice(at, at + BATCH)
      .map((head) => inventRegister(seed, head, catalogue, () => sizes.next().value!));
    yield {
      agencies: made.flatMap(({ agencies }) => agencies),
      filings: made.flatMap(({ filings }) => filings),
      filedItems: made.flatMap(({ filedItems }) => filedItems),
      sites: made.flatMap(({ sites }) => sites),
    };
  }
}

/** What is known of an agency before it is invented. */
interface Head {
  readonly no: number;
  readonly type: AgencyType;
  readonly lives: readonly Life[];
}

function headOf(seed: string, no: number): Head {
  const type = types[no % types.length]!;
  const chosen = lives[no % lives.length]!;
  // The notice for comparison agencies is too young for anything to have ended.
  const young: readonly Life[] = chosen[0] === 'SUSPENDED' ? ['SUSPENDED'] : ['ACTIVE'];
  return { no, type, lives: type === 'COMPARISON' ? young : chosen };
}

function inventRegister(
  seed: string,
  { no, type, lives }: Head,
  catalogue: CatalogueRows,
  nextSize: () => number,
): Register {
  const random = createRandom(seed, 'agency', no);
  const bare = inventAgency(random, no, type);
  const filings = lives.map((life, at) => inventFiling({ seed, no, at, life, agency: bare }));
  const sites = inventSites(random, no, bare, filings[0]!.standing.from);
  const agency: Agency = { ...bare, siteStays: staysOf(sites) };
  const held = filings.map((filing, at) => {
    const items = inventItems(random, { filing, agency, count: nextSize(), catalogue });
    return withRecord(createRandom(seed, 'record', no, at), lives[at]!, { filing, items });
  });
  return {
    agencies: [agency],
    filings: held.map(({ filing }) => filing),
    filedItems: held.flatMap(({ items }) => items),
    sites,
  };
}

function inventFiling(of: { seed: string; no: number; at: number; life: Life; agency: Agency }): Filing {
  const { no, at, agency } = of;
  const facts = inventFacts(createRandom(of.seed, 'filing', no, at), of.life, agency.type);
  const year = facts.periods[0]!.from.slice(0, 4);
  return {
    _id: stableId('filing', '示例', no, at),
    agencyId: agency._id,
    authority: inventAuthority(agency),
    receiptNo: `示例-${year}-${String(no).padStart(4, '0')}-${at + 1}`,
    facts,
    standing: standingOf(facts),
    synthetic: true,
  };
}
