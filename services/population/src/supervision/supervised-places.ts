import { type Day, type DistrictCode, day, isWithin } from '@shanghai/kernel';
import { type StoredSubject, findSubjectsFor } from '@shanghai/supervision';
import { inventedFor } from '../invented-life.js';
import type { ActingWith } from '../acting-as.js';
import type { SupervisedPlace } from './supervision-acting.js';

/** All that is invented of supervision happens between these days: who is a district's on both is so all the time. */
const FIRST: Day = day('2026-06-01');
const LAST: Day = day('2026-11-30');

/**
 * The invented agencies that a district supervises through all days that something is invented for: first those that are its own,
 * then those of which a site is. `known` are the ids of agencies that the generator has made.
 */
export async function supervisedPlaces(
  { store }: Pick<ActingWith, 'store'>,
  district: DistrictCode,
  known: ReadonlySet<string>,
): Promise<readonly SupervisedPlace[]> {
  const found = await findSubjectsFor(store, { scopes: { district } }, inventedFor);
  const invented = found.filter(({ _id }) => known.has(_id)).sort((a, b) => (a._id < b._id ? -1 : 1));
  const own = invented.flatMap((subject) => ownPlace(subject, district) ?? []);
  const sites = invented.flatMap((subject) => sitePlace(subject, district) ?? []);
  return [...own, ...sites.filter(({ subject }) => !own.some((one) => one.subject._id === subject._id))];
}

/** Whether nobody but invented agencies is a district's on a day: only then is a draw of it invented through and through. */
export async function hasInventedAlone(
  { store }: Pick<ActingWith, 'store'>,
  district: DistrictCode,
  on: Day,
): Promise<boolean> {
  const found = await findSubjectsFor(store, { scopes: { district } }, on);
  return found.every(({ body }) => body?.synthetic === true);
}

function ownPlace(subject: StoredSubject, district: DistrictCode): SupervisedPlace | null {
  const isOwn = subject.scope.some((row) => row.district === district && !isBySiteOrSeat(row.limb) && covers(row));
  if (!isOwn || !subject.filings.some(({ standing }) => covers(standing))) return null;
  const filed = subject.filings.find(({ authority, standing }) => authority?.district === district && covers(standing));
  return { district, subject, siteId: null, filingId: filed?.filingId ?? null };
}

function sitePlace(subject: StoredSubject, district: DistrictCode): SupervisedPlace | null {
  const site = subject.sites.find(
    (one) => one.district === district && one.from !== null && covers({ ...one, from: one.from }),
  );
  const isOpen = subject.scope.some(
    (row) => row.district === district && row.limb.endsWith('SITE_HERE') && covers(row),
  );
  if (!site || !isOpen || !subject.filings.some(({ standing }) => covers(standing))) return null;
  return { district, subject, siteId: site.siteId, filingId: null };
}

function isBySiteOrSeat(limb: string): boolean {
  return limb.endsWith('SITE_HERE') || limb.endsWith('SEATED_HERE');
}

function covers({ from, to }: { readonly from: Day; readonly to: Day | null | undefined }): boolean {
  return isWithin(FIRST, from, to ?? null) && isWithin(LAST, from, to ?? null);
}
