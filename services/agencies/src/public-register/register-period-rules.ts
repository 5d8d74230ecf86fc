import { type Day, type DistrictCode, addDays } from '@shanghai/kernel';
import type { Agency, AgencyType } from '../agency/agency.js';
import type { Filing, FilingAuthority, FilingFacts } from '../filing/filing.js';
import { type PublicFacts, type RegisteredFiling, publicFactsOn, publicSince } from './public-facts-rules.js';

/** A span of days, both ends included; open when `to` is null. */
interface Span {
  readonly from: Day;
  readonly to: Day | null;
}

/**
 * A row of the register with the days on which it is shown: as long as nothing changes that the public knows of a filing. The
 * periods of a filing follow each other without a gap from the day on which it became public, and follow from its facts.
 */
export interface RegisterPeriod extends Span, PublicFacts {
  /** The id of the filing with the first day. */
  readonly _id: string;
  readonly filingId: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly agencyNameKey: string;
  readonly type: AgencyType;
  readonly authority: FilingAuthority | null;
  readonly receiptNo: string | null;
  readonly synthetic: boolean;
  /** Whether no act has changed the filing, which is then loaded anew. */
  readonly isLoaded: boolean;
  /** Where the agency is registered, and where it has sites in these days. */
  readonly districts: readonly DistrictCode[];
  /** Earlier periods in which the same was shown. */
  readonly sameIn: readonly Span[];
}

/** The periods of a filing in the register, the first one first; none while it is not public. */
export function registerPeriodsOf(registered: RegisteredFiling, agency: Agency): readonly RegisterPeriod[] {
  const faces = facesOf(registered);
  return faces.map(({ from, facts, text }, at) => ({
    ...rowOf(registered.filing, agency),
    ...facts,
    _id: `${registered.filing._id}/${from}`,
    from,
    to: endOf(faces[at + 1]),
    districts: districtsOf(agency, facts),
    sameIn: faces
      .slice(0, at)
      .flatMap((one, place) => (one.text === text ? [{ from: one.from, to: endOf(faces[place + 1]) }] : [])),
  }));
}

/** What the public knows from a day on. */
interface Face {
  readonly from: Day;
  readonly facts: PublicFacts;
  readonly text: string;
}

function facesOf(registered: RegisteredFiling): readonly Face[] {
  const faces: Face[] = [];
  for (const from of changeDaysOf(registered)) {
    const facts = publicFactsOn(registered, from);
    const text = JSON.stringify(facts);
    if (facts && text !== faces.at(-1)?.text) faces.push({ from, facts, text });
  }
  return faces;
}

function endOf(next: Face | undefined): Day | null {
  return next ? addDays(next.from, -1) : null;
}

/** Every day on which something that the public knows of a filing can change, in order. */
export function changeDaysOf({ filing, items, sites }: RegisteredFiling): readonly Day[] {
  const since = publicSince(filing);
  if (since === null) return [];
  const spans = [...items, ...sites, ...sites.flatMap((site) => site.items ?? [])];
  const days = [since, ...changeDaysOfFacts(filing.facts), ...spans.flatMap(edgesOf)];
  return [...new Set(days.filter((one) => one >= since))].sort();
}

function changeDaysOfFacts({ periods, suspensions, termination }: FilingFacts): readonly Day[] {
  return [
    ...periods.flatMap(edgesOf),
    ...periods.flatMap(({ renewal }) =>
      renewal?.decision ? [renewal.decision.on, addDays(renewal.decision.on, 1)] : [],
    ),
    ...suspensions.flatMap(edgesOf),
    ...(termination ? [termination.effectiveOn] : []),
  ];
}

/** The first day of a span, and the first one after it. */
function edgesOf({ from, to }: { readonly from: Day | null; readonly to: Day | null }): readonly Day[] {
  return [...(from === null ? [] : [from]), ...(to === null ? [] : [addDays(to, 1)])];
}

function districtsOf({ registrationDistrict }: Agency, { sites }: PublicFacts): readonly DistrictCode[] {
  const all = [
    ...(registrationDistrict === null ? [] : [registrationDistrict]),
    ...sites.map(({ district }) => district),
  ];
  return [...new Set(all)].sort();
}

function rowOf({ _id: filingId, agencyId, facts, authority, receiptNo, synthetic, version }: Filing, agency: Agency) {
  return {
    ...{ filingId, agencyId, authority, synthetic },
    agencyName: agency.name,
    agencyNameKey: agency.nameKey,
    type: facts.type,
    receiptNo: receiptNo ?? null,
    isLoaded: version === undefined,
  };
}
