import { withFiling, withSite, withWhole } from './subject-rules.js';
import type { Subject, SubjectBody, SubjectFiling, SubjectSite } from './subject.js';

type ToldBody = SubjectBody & { readonly agencyId: string };

/** `agencies.loaded`: agencies that no act has made, a part at a time. */
interface Loaded {
  readonly part: string;
  readonly agencies: readonly (ToldBody & {
    readonly filings: readonly SubjectFiling[];
    readonly sites: readonly SubjectSite[];
  })[];
}

/** What `filing.created` and `filing.changed` tell of the filing; of the agency only the first does. */
type FilingTold = Omit<SubjectFiling, 'version' | 'facts'> & {
  readonly facts?: SubjectFiling['facts'];
  readonly agencyId: string;
  readonly agency?: ToldBody;
  readonly sites?: readonly SubjectSite[];
  readonly supportedBy?: readonly string[];
};

type SiteTold = Omit<SubjectSite, 'version'> & { readonly agencyId: string };

/** An event, as far as it tells of subjects. */
export interface ToldEvent {
  readonly type: string;
  readonly payload: string;
  readonly version: number;
}

/** What an event tells of subjects: of which, and what each of them is after it. */
export interface SubjectTelling {
  readonly agencyIds: readonly string[];
  /** The part of a load that is told as a whole: what was in it and is not named is gone. Null for acts. */
  readonly part: string | null;
  readonly after: (subject: Subject) => Subject;
}

/** What an event tells of subjects; null where it tells of none. */
export function subjectTelling({ type, payload, version }: ToldEvent): SubjectTelling | null {
  return tellings[type]?.(payload, version) ?? null;
}

const tellings: Readonly<Record<string, (payload: string, version: number) => SubjectTelling | null>> = {
  'agencies.loaded': loadedTelling,
  'filing.created': filingTelling,
  'filing.changed': filingTelling,
  'site.changed': siteTelling,
};

function loadedTelling(payload: string): SubjectTelling {
  const { part, agencies } = JSON.parse(payload) as Loaded;
  const byId = new Map(agencies.map((one) => [one.agencyId, one]));
  return {
    agencyIds: [...byId.keys()],
    part,
    after(subject) {
      const { filings, sites, ...body } = byId.get(subject._id)!;
      return withWhole(subject, { body: bodyOf(body), filings, sites }, part);
    },
  };
}

function filingTelling(payload: string, version: number): SubjectTelling | null {
  const told = JSON.parse(payload) as FilingTold;
  const { agencyId, filingId, authority, facts, standing, agency, sites = [], supportedBy = [] } = told;
  const { expiryEvaluations } = told;
  // A filing of before these facts were told is told of again when it changes.
  if (!facts) return null;
  return {
    agencyIds: [agencyId],
    part: null,
    after(subject) {
      const filed = withFiling(subject, {
        ...{ filingId, authority, facts, standing, version },
        ...(expiryEvaluations && { expiryEvaluations }),
      });
      const all = [...new Set([...subject.supportedBy, ...supportedBy])].sort();
      return sites.reduce(withSite, { ...filed, supportedBy: all, ...(agency && { body: bodyOf(agency) }) });
    },
  };
}

function siteTelling(payload: string, version: number): SubjectTelling {
  const { agencyId, siteId, name, district, from, to } = JSON.parse(payload) as SiteTold;
  return {
    agencyIds: [agencyId],
    part: null,
    after: (subject) => withSite(subject, { siteId, name, district, from, to, version }),
  };
}

function bodyOf({ name, type, registrationDistrict, sitesKnown, synthetic }: SubjectBody): SubjectBody {
  return { name, type, registrationDistrict, sitesKnown, synthetic };
}
