import { type Day, type DistrictCode, dayAt } from '@shanghai/kernel';
import type { BackgroundServices, Consumer } from '@shanghai/platform';
import type { Connection } from 'mongoose';
import { findSubjectsById, subjectOf } from '../subject/subject-store.js';
import { evaluateMaterials, evaluateRosters } from './agency-facts.js';
import { type KeptMaterial, forgetMaterial, rememberMaterial } from './material-day-store.js';
import { type RunningAssessment, aboutProject, projectWarnings } from './project-warnings.js';
import { type Evaluating, reconcileAlerts } from './reconcile-alerts.js';
import { replacePeople } from './roster-people-store.js';
import type { ToldRoster } from './roster-warnings.js';
import { forgetAssessment, rememberAssessment } from './running-assessment-store.js';
import { districtsOn } from './subject-warnings.js';
import { type ToldRefusal, aboutRefusals, refusalWarnings } from './upload-warnings.js';

/**
 * Keeps what agencies tell of their people, of what they have to keep and of assessments that run, from the first event on, and
 * evaluates what follows from it and from files of certificates that were refused. What was told before the agency was known, the night evaluates.
 */
export function takeAgencyFacts(store: Connection, { clock }: Pick<BackgroundServices, 'clock'>): Consumer {
  return {
    name: 'alert-facts',
    async take(event, session) {
      const at: Evaluating = { store, session, now: clock.now(), source: event.source };
      await takings[event.type]?.(at, event.payload);
    },
  };
}

const takings: Readonly<Record<string, (at: Evaluating, payload: string) => Promise<void>>> = {
  'roster.changed': takeRoster,
  'retention.changed': takeMaterial,
  'application.changed': takeApplication,
  'upload.refused': takeRefusal,
};

type MaybeRoster = Omit<ToldRoster, 'persons'> & Partial<Pick<ToldRoster, 'persons'>>;

async function takeRoster(at: Evaluating, payload: string): Promise<void> {
  const { agencyId, staffCount, persons } = JSON.parse(payload) as MaybeRoster;
  // Told before people were told of; the next change of the roster tells all.
  if (persons === undefined) return;
  const told: ToldRoster = { agencyId, staffCount, persons };
  const before = await replacePeople(at.store, told, at.session);
  await evaluateRosters(at, [told], before?.persons.map(({ person }) => person) ?? []);
}

async function takeMaterial(at: Evaluating, payload: string): Promise<void> {
  const { status, ...told } = JSON.parse(payload) as KeptMaterial & { readonly status: string };
  if (status === 'KEPT') await rememberMaterial(at.store, told, at.session);
  else await forgetMaterial(at.store, told.materialId, at.session);
  await evaluateMaterials(at, [told.agencyId]);
}

interface ToldApplication {
  readonly applicationId: string;
  readonly applicantId: string;
  readonly to: string;
  readonly districts?: readonly DistrictCode[];
  readonly projectDueOn?: Day | null;
}

async function takeApplication(at: Evaluating, payload: string): Promise<void> {
  const { applicationId, applicantId, to, districts = [], projectDueOn } = JSON.parse(payload) as ToldApplication;
  const running: RunningAssessment | null =
    to === 'PROJECT_ASSESSMENT' && projectDueOn ? { applicationId, applicantId, districts, dueOn: projectDueOn } : null;
  if (running) await rememberAssessment(at.store, running, at.session);
  else await forgetAssessment(at.store, applicationId, at.session);
  await reconcileAlerts(at, {
    about: [aboutProject(applicationId)],
    rules: ['PROJECT_ASSESSMENT_LAPSING'],
    found: running ? projectWarnings(running, dayAt(at.now)) : [],
  });
}

async function takeRefusal(at: Evaluating, payload: string): Promise<void> {
  const told = JSON.parse(payload) as ToldRefusal;
  const [found] = await findSubjectsById(at.store, [told.agencyId], {}, at.session);
  await reconcileAlerts(at, {
    about: [aboutRefusals(told)],
    rules: ['CERTIFICATE_OUT_OF_SCOPE'],
    found: refusalWarnings(told, found ? districtsOn(subjectOf(found), dayAt(at.now)) : []),
  });
}
