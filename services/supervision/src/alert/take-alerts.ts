import { type Day, type DistrictCode, dayAt } from '@shanghai/kernel';
import type { BackgroundServices, Consumer } from '@shanghai/platform';
import { findCasesById } from '../case/case-store.js';
import { unknownSubject } from '../subject/subject-rules.js';
import { findSubjectsById, subjectOf } from '../subject/subject-store.js';
import { type SubjectTelling, subjectTelling } from '../subject/subject-telling.js';
import type { Connection } from 'mongoose';
import { type ToldInspection, aboutCase, aboutInspection, caseWarnings, inspectionWarnings } from './case-warnings.js';
import { countCertificates, findMonthsUntil } from './certificate-count-store.js';
import {
  type ToldBatch,
  type ToldCertificate,
  aboutCertificate,
  batchWarnings,
  certificateWarnings,
} from './certificate-warnings.js';
import { findPlansAt, replacePlan } from './plan-day-store.js';
import { type PlannedDays, placeWarnings, placesOf } from './plan-warnings.js';
import { type Evaluating, reconcileAlerts } from './reconcile-alerts.js';
import { aboutSubject, districtsOn, subjectWarnings } from './subject-warnings.js';
import { aboutVolume, isHighLevel, monthOf, volumeWarnings } from './volume-warnings.js';

/** Evaluates the rules of early warning on what an event is about; what becomes due by time alone, the clock does. */
export function takeAlerts(store: Connection, { clock }: Pick<BackgroundServices, 'clock'>): Consumer {
  return {
    name: 'alerts',
    async take(event, session) {
      const at: Evaluating = { store, session, now: clock.now(), source: event.source };
      const telling = subjectTelling(event);
      if (telling) await takeSubjects(at, telling);
      else await takings[event.type]?.(at, event.payload);
    },
  };
}

type Taking = (at: Evaluating, payload: string) => Promise<void>;

const takings: Readonly<Record<string, Taking>> = {
  'case.changed': takeCase,
  'inspection.changed': takeInspection,
  'plan.published': takePlan,
  'plan.changed': takePlan,
  'plan.closed': takePlan,
  'plan.cancelled': takePlan,
  'certificate.registered': takeCertificate,
  'certificates.registered': takeBatch,
  'certificate.revoked': takeRevoked,
};

/** As they are after the event, whether the consumer that keeps them has come to it or not. */
async function takeSubjects(at: Evaluating, { agencyIds, after }: SubjectTelling): Promise<void> {
  const found = new Map((await findSubjectsById(at.store, agencyIds, {}, at.session)).map((one) => [one._id, one]));
  const known = agencyIds.map((id) => {
    const stored = found.get(id);
    return stored ? subjectOf(stored) : unknownSubject(id);
  });
  const now = known.map(after);
  const on = dayAt(at.now);
  await reconcileAlerts(at, {
    about: [...new Set([...known, ...now].flatMap(aboutSubject))],
    rules: ['FILING_LAPSING'],
    found: now.flatMap((one) => subjectWarnings(one, on)),
  });
}

async function takeCase(at: Evaluating, payload: string): Promise<void> {
  const { caseId } = JSON.parse(payload) as { readonly caseId: string };
  const cases = await findCasesById(at.store, [caseId], {}, at.session);
  await reconcileAlerts(at, {
    about: [aboutCase(caseId)],
    rules: ['RECTIFICATION_OVERDUE', 'EFFECT_MISSING'],
    found: cases.flatMap((one) => caseWarnings(one, dayAt(at.now))),
  });
}

async function takeInspection(at: Evaluating, payload: string): Promise<void> {
  const told = JSON.parse(payload) as ToldInspection;
  await reconcileAlerts(at, {
    about: [aboutInspection(told.inspectionId)],
    rules: ['RECTIFICATION_OVERDUE'],
    found: inspectionWarnings(told, dayAt(at.now)),
  });
}

type ToldPlan = Omit<PlannedDays, 'siteIds'> & { readonly sites: readonly { readonly siteId: string }[] };

/** The places that it takes up, and those that it has left. */
async function takePlan(at: Evaluating, payload: string): Promise<void> {
  const { planId, agencyId, status, examDays, sites } = JSON.parse(payload) as ToldPlan;
  const plan = { planId, agencyId, status, examDays, siteIds: sites.map(({ siteId }) => siteId) };
  const before = await replacePlan(at.store, plan, at.session);
  const about = [...new Set([...(before ? placesOf(before) : []), ...placesOf(plan)])];
  const there = await findPlansAt(at.store, about, at.session);
  const districts = await districtsOfAgency(at, agencyId);
  const found = about.flatMap((place) => {
    const [first, ...others] = there.filter((one) => placesOf(one).includes(place));
    return first ? placeWarnings(first, others, districts).filter((one) => one.about === place) : [];
  });
  await reconcileAlerts(at, { about, rules: ['SITE_USED_TWICE'], found });
}

async function takeCertificate(at: Evaluating, payload: string): Promise<void> {
  const told = JSON.parse(payload) as ToldCertificate;
  const { agencyId, registeredOn, level } = told;
  const month = monthOf(registeredOn);
  const districts = await districtsOfAgency(at, agencyId);
  await countCertificates(at.store, { agencyId, month, total: 1, high: isHighLevel(level) ? 1 : 0 }, at.session);
  const counts = await findMonthsUntil(at.store, agencyId, month, at.session);
  await reconcileAlerts(at, {
    about: [aboutCertificate(told.certificateId), aboutVolume(agencyId, month)],
    rules: ['CERTIFICATE_OUT_OF_SCOPE', 'CERTIFICATE_DUPLICATE', 'VOLUME_SPIKE'],
    found: [...certificateWarnings(told, districts), ...volumeWarnings({ agencyId, month, districts }, counts)],
  });
}

/** A batch is counted at once; of its certificates only those that do not fit are looked at one by one. */
async function takeBatch(at: Evaluating, payload: string): Promise<void> {
  const told = JSON.parse(payload) as ToldBatch;
  const { agencyId, registeredOn, counts } = told;
  const month = monthOf(registeredOn);
  const districts = await districtsOfAgency(at, agencyId);
  const sum = (of: readonly { readonly count: number }[]): number => of.reduce((total, { count }) => total + count, 0);
  const high = sum(counts.filter(({ level }) => isHighLevel(level)));
  await countCertificates(at.store, { agencyId, month, total: sum(counts), high }, at.session);
  const known = await findMonthsUntil(at.store, agencyId, month, at.session);
  const unfitting = batchWarnings(told, districts);
  await reconcileAlerts(at, {
    // Its certificates are new: nothing was found about others of them before.
    about: [...new Set(unfitting.map(({ about }) => about)), aboutVolume(agencyId, month)],
    rules: ['CERTIFICATE_OUT_OF_SCOPE', 'CERTIFICATE_DUPLICATE', 'VOLUME_SPIKE'],
    found: [...unfitting, ...volumeWarnings({ agencyId, month, districts }, known)],
  });
}

/** A certificate that was revoked is wrong no more; how many were uploaded it does not change. */
async function takeRevoked(at: Evaluating, payload: string): Promise<void> {
  const { certificateId } = JSON.parse(payload) as { readonly certificateId: string };
  await reconcileAlerts(at, {
    about: [aboutCertificate(certificateId)],
    rules: ['CERTIFICATE_OUT_OF_SCOPE', 'CERTIFICATE_DUPLICATE'],
    found: [],
  });
}

async function districtsOfAgency(at: Evaluating, id: string): Promise<readonly DistrictCode[]> {
  const on: Day = dayAt(at.now);
  const [found] = await findSubjectsById(at.store, [id], {}, at.session);
  return found ? districtsOn(subjectOf(found), on) : [];
}
