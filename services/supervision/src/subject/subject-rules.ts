import { type Day, isWithin, nameKey } from '@shanghai/kernel';
import { scopeRowsOf } from '../territory/scope-rules.js';
import type { TerritorialFacts } from '../territory/territorial-rules.js';
import type { StoredSubject, Subject, SubjectBody, SubjectFiling, SubjectSite } from './subject.js';

/** What is told of an agency at once: its body with all filings and sites. */
export interface WholeSubject {
  readonly body: SubjectBody;
  readonly filings: readonly SubjectFiling[];
  readonly sites: readonly SubjectSite[];
}

/** A subject of which nothing was told yet. */
export function unknownSubject(_id: string): Subject {
  return { _id, body: null, filings: [], sites: [], supportedBy: [], part: null };
}

/**
 * A subject after it was told of as a whole, as part of a load. What acts have told of since is newer by its version and stays;
 * what has no version and is not told of again is gone.
 */
export function withWhole(subject: Subject, { body, filings, sites }: WholeSubject, part: string): Subject {
  return {
    ...subject,
    body,
    part,
    filings: merged(subject.filings, filings, ({ filingId }) => filingId),
    sites: merged(subject.sites, sites, ({ siteId }) => siteId),
  };
}

/** A subject with a filing in the place of what was known of it. */
export function withFiling(subject: Subject, filing: SubjectFiling): Subject {
  return { ...subject, filings: replaced(subject.filings, filing, ({ filingId }) => filingId) };
}

/** A subject with a site in the place of what was known of it. */
export function withSite(subject: Subject, site: SubjectSite): Subject {
  return { ...subject, sites: replaced(subject.sites, site, ({ siteId }) => siteId) };
}

/** A subject, as far as it turns on it whether it is filed. */
interface FiledSubject {
  readonly body: object | null;
  readonly filings: readonly Pick<SubjectFiling, 'standing'>[];
}

/** Whether a filing of a subject stands on a day. */
export function isFiledOn({ body, filings }: FiledSubject, on: Day): boolean {
  return body !== null && filings.some(({ standing }) => isWithin(on, standing.from, standing.to));
}

/** What territorial supervision of a subject turns on; null while its body is not known. A site that does not count is none. */
export function territorialFactsOf({ body, filings, sites }: Subject): TerritorialFacts | null {
  if (!body) return null;
  return {
    type: body.type,
    registrationDistrict: body.registrationDistrict,
    sitesKnown: body.sitesKnown,
    filedBy: filings.flatMap(({ authority, standing }) =>
      authority ? [{ authority: authority.body, district: authority.district, ...standing }] : [],
    ),
    sites: sites.flatMap(({ siteId, name, district, from, to }) =>
      from === null ? [] : [{ siteId, name, district, from, to }],
    ),
  };
}

/** A subject with what its indexes need. */
export function storedSubject(subject: Subject): StoredSubject {
  const facts = territorialFactsOf(subject);
  const begins = subject.filings.map(({ standing }) => standing.from).sort();
  return {
    ...subject,
    nameKey: subject.body ? nameKey(subject.body.name) : '',
    since: (facts && begins[0]) ?? null,
    scope: facts ? scopeRowsOf(facts) : [],
  };
}

interface Versioned {
  readonly version: number;
}

function merged<One extends Versioned>(
  known: readonly One[],
  told: readonly One[],
  idOf: (one: One) => string,
): readonly One[] {
  const acted = known.filter(({ version }) => version > 0);
  return told.reduce<readonly One[]>((all, one) => replaced(all, one, idOf), acted);
}

/** The newer of two of one id stays; of the same version the later told does. */
function replaced<One extends Versioned>(all: readonly One[], one: One, idOf: (one: One) => string): readonly One[] {
  const before = all.find((other) => idOf(other) === idOf(one));
  if (before && before.version > one.version) return all;
  return [...all.filter((other) => other !== before), one].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}
