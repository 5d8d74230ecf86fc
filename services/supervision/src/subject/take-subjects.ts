import type { Consumer } from '@shanghai/platform';
import type { ClientSession, Connection } from 'mongoose';
import { unknownSubject, withFiling, withSite, withWhole } from './subject-rules.js';
import { deleteGone, findSubjectsById, saveSubject, subjectOf } from './subject-store.js';
import type { Subject, SubjectBody, SubjectFiling, SubjectSite } from './subject.js';
import { SUBJECTS_CONSUMER } from './subject-standing.js';

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

type Taking = (
  store: Connection,
  told: { readonly payload: string; readonly version: number },
  session: ClientSession,
) => Promise<void>;

/** Keeps at hand who is filed as what by whom, and where: what supervision turns on. */
export function takeSubjects(store: Connection): Consumer {
  return {
    name: SUBJECTS_CONSUMER,
    async take({ type, payload, version }, session) {
      await takings[type]?.(store, { payload, version }, session);
    },
  };
}

const takings: Readonly<Record<string, Taking>> = {
  'agencies.loaded': takeLoaded,
  'filing.created': takeFiling,
  'filing.changed': takeFiling,
  'site.changed': takeSite,
};

async function takeLoaded(
  store: Connection,
  { payload }: { readonly payload: string },
  session: ClientSession,
): Promise<void> {
  const { part, agencies } = JSON.parse(payload) as Loaded;
  const ids = agencies.map(({ agencyId }) => agencyId);
  const known = new Map((await findSubjectsById(store, ids, {}, session)).map((one) => [one._id, one]));
  for (const { agencyId, filings, sites, ...body } of agencies) {
    const found = known.get(agencyId);
    const before = found ? subjectOf(found) : unknownSubject(agencyId);
    await saveSubject(store, withWhole(before, { body: bodyOf(body), filings, sites }, part), session);
  }
  await deleteGone(store, part, ids, session);
}

async function takeFiling(
  store: Connection,
  { payload, version }: { readonly payload: string; readonly version: number },
  session: ClientSession,
): Promise<void> {
  const told = JSON.parse(payload) as FilingTold;
  const { agencyId, filingId, authority, facts, standing, agency, sites = [], supportedBy = [] } = told;
  // A filing of before these facts were told is told of again when it changes.
  if (!facts) return;
  await change(store, agencyId, session, (subject) => {
    const filed = withFiling(subject, { filingId, authority, facts, standing, version });
    const all = [...new Set([...subject.supportedBy, ...supportedBy])].sort();
    return sites.reduce(withSite, { ...filed, supportedBy: all, ...(agency && { body: bodyOf(agency) }) });
  });
}

async function takeSite(
  store: Connection,
  { payload, version }: { readonly payload: string; readonly version: number },
  session: ClientSession,
): Promise<void> {
  const { agencyId, siteId, name, district, from, to } = JSON.parse(payload) as SiteTold;
  await change(store, agencyId, session, (subject) => withSite(subject, { siteId, name, district, from, to, version }));
}

async function change(
  store: Connection,
  id: string,
  session: ClientSession,
  changed: (subject: Subject) => Subject,
): Promise<void> {
  const [found] = await findSubjectsById(store, [id], {}, session);
  await saveSubject(store, changed(found ? subjectOf(found) : unknownSubject(id)), session);
}

function bodyOf({ name, type, registrationDistrict, sitesKnown, synthetic }: SubjectBody): SubjectBody {
  return { name, type, registrationDistrict, sitesKnown, synthetic };
}
