import type { Caller } from '@shanghai/platform';
import type { ServedSubgraph } from '@shanghai/platform/testing';
import { acceptApplication } from '../dist/application/acts/accept-application.js';
import { consentToFiling } from '../dist/application/acts/consent-to-filing.js';
import { dismissObjection, upholdObjection } from '../dist/application/acts/decide-objection.js';
import { endProjectAssessment } from '../dist/application/acts/end-project-assessment.js';
import { failAgencyAssessment } from '../dist/application/acts/fail-agency-assessment.js';
import { issueReceipt } from '../dist/application/acts/issue-receipt.js';
import { passAgencyAssessment } from '../dist/application/acts/pass-agency-assessment.js';
import { permitBeyondCap } from '../dist/application/acts/permit-beyond-cap.js';
import { preauthoriseApplication } from '../dist/application/acts/preauthorise-application.js';
import { raiseObjection } from '../dist/application/acts/raise-objection.js';
import { recommendApplication } from '../dist/application/acts/recommend-application.js';
import { recommendSites } from '../dist/application/acts/recommend-sites.js';
import { recordProjectAssessment } from '../dist/application/acts/record-project-assessment.js';
import { refuseApplication } from '../dist/application/acts/refuse-application.js';
import { refuseConsent } from '../dist/application/acts/refuse-consent.js';
import { rejectFalseMaterial } from '../dist/application/acts/reject-false-material.js';
import { reviseApplication } from '../dist/application/acts/revise-application.js';
import { startAgencyAssessment } from '../dist/application/acts/start-agency-assessment.js';
import { submitApplication } from '../dist/application/acts/submit-application.js';
import { withdrawApplication } from '../dist/application/acts/withdraw-application.js';
import type { SelectionAct } from '../dist/application/application-machine.js';
import type { ApplicationStatus, StoredApplication } from '../dist/application/application.js';
import type { ApplicationActOutcome } from '../dist/application/perform-on-application.js';
import { instant, lawfulForm } from './application-facts.js';
import { type Life, acting, applicantOf, BEGIN, done, drafted, newKey, on, people } from './application-life.js';

/** What is changed of an attempt: who makes it and when. */
export interface Attempt {
  readonly by?: Caller;
  readonly at?: string;
  /** Whether an item passes its project assessment. */
  readonly passes?: boolean;
}

export type Try = (
  served: ServedSubgraph,
  application: StoredApplication,
  attempt?: Attempt,
) => Promise<ApplicationActOutcome>;

const reason = '示例原因';

/** The states that machine 2b alone has. */
export type FiledStatus = 'CONSENTED' | 'TECHNICAL_ASSESSMENT' | 'PRELIMINARY_OPINION' | 'CENTRE_REVIEW';

/** Every act of machines 2 and 4, as it is lawfully done: by whom it is for, and on a day on which it can be. */
export const acts: Readonly<Record<Exclude<SelectionAct, 'draftApplication'>, Try>> = {
  reviseApplication: async (served, one, { by = applicantOf(one), at = BEGIN } = {}) =>
    reviseApplication(acting(served, by, at), on(one), { ...lawfulForm(), ...unsealed(one) }),
  recommendApplication: async (served, one, { by = people.industry, at = BEGIN } = {}) =>
    recommendApplication(acting(served, by, at), on(one), {
      itemNames: one.form.items.map(({ fullName }) => fullName),
      ...{ letterNo: null, dutiesParagraph: null, sealedOn: at.slice(0, 10) },
    }),
  recommendSites: async (served, one, { by = people.pudong, at = BEGIN } = {}) =>
    recommendSites(
      acting(served, by, at),
      on(one),
      one.form.sites.map(({ name }) => name),
    ),
  preauthoriseApplication: async (served, one, { by = people.centre, at = BEGIN } = {}) =>
    preauthoriseApplication(acting(served, by, at), on(one)),
  permitBeyondCap: async (served, one, { by = people.centre, at = BEGIN } = {}) =>
    permitBeyondCap(acting(served, by, at), on(one), { itemName: one.form.items[0]!.fullName, reason }),
  submitApplication: async (served, one, { by = applicantOf(one), at = BEGIN } = {}) =>
    submitApplication(acting(served, by, at), on(one)),
  acceptApplication: async (served, one, { by = people.centre, at = BEGIN } = {}) =>
    acceptApplication(acting(served, by, at), on(one)),
  refuseApplication: async (served, one, { by = people.centre, at = BEGIN } = {}) =>
    refuseApplication(acting(served, by, at), on(one), reason),
  startAgencyAssessment: async (served, one, { by = people.centre, at = BEGIN } = {}) =>
    startAgencyAssessment(acting(served, by, at), on(one), {
      methods: [{ kind: 'SITE_VISIT', text: null }],
      panel: [{ expertNo: 'E-1', employer: '示例大学', relatedTo: [] }],
    }),
  passAgencyAssessment: async (served, one, { by = people.centre, at = BEGIN } = {}) =>
    passAgencyAssessment(acting(served, by, at), on(one)),
  failAgencyAssessment: async (served, one, { by = people.centre, at = BEGIN } = {}) =>
    failAgencyAssessment(acting(served, by, at), on(one), reason),
  recordProjectAssessment: async (served, one, { by = people.centre, at = BEGIN, passes = true } = {}) => {
    const { itemId = 'item-none' } = one.items.find(({ status }) => status === 'PENDING') ?? {};
    return recordProjectAssessment(acting(served, by, at), on(one), { itemId, passed: passes, reason });
  },
  endProjectAssessment: async (served, one, { at = '2025-06-25' } = {}) =>
    endProjectAssessment(served.connection, one._id, instant(at)),
  consentToFiling: async (served, one, { by = people.bureau, at = BEGIN } = {}) =>
    consentToFiling(acting(served, by, at), on(one)),
  refuseConsent: async (served, one, { by = people.bureau, at = BEGIN } = {}) =>
    refuseConsent(acting(served, by, at), on(one), reason),
  raiseObjection: async (served, one, { by = people.anyone, at = BEGIN } = {}) =>
    raiseObjection(acting(served, by, at), {
      ...{ id: one._id, text: '示例异议', contact: `139${newKey()}`, idempotencyKey: newKey() },
    }),
  dismissObjection: async (served, one, { by = people.centre, at = BEGIN } = {}) =>
    dismissObjection(acting(served, by, at), on(one), { objectionNo: openObjection(one), reason }),
  upholdObjection: async (served, one, { by = people.centre, at = BEGIN } = {}) =>
    upholdObjection(acting(served, by, at), on(one), { objectionNo: openObjection(one), reason }),
  issueReceipt: async (served, one, { by = people.centre, at = '2025-04-01' } = {}) =>
    issueReceipt(acting(served, by, at), on(one), `示例${newKey()}`),
  withdrawApplication: async (served, one, { by = applicantOf(one), at = BEGIN } = {}) =>
    withdrawApplication(acting(served, by, at), on(one), null),
  rejectFalseMaterial: async (served, one, { by = people.centre, at = '2026-06-23' } = {}) =>
    rejectFalseMaterial(acting(served, by, at), on(one), reason),
};

export type TriedAct = keyof typeof acts;

/** One step on the way to a state. */
type Step = TriedAct | readonly [TriedAct, Attempt];

const recommended: readonly Step[] = ['recommendApplication', 'recommendSites'];
const submitted: readonly Step[] = [...recommended, 'submitApplication'];
const accepted: readonly Step[] = [...submitted, 'acceptApplication'];
const assessed: readonly Step[] = [...accepted, 'startAgencyAssessment'];
const projected: readonly Step[] = [...assessed, 'passAgencyAssessment'];
const awaiting: readonly Step[] = [...projected, 'recordProjectAssessment'];
const publicised: readonly Step[] = [...awaiting, 'consentToFiling'];

/** The shortest lawful way from the draft to each state of machine 2. */
export const ways: Readonly<Record<Exclude<ApplicationStatus, FiledStatus>, readonly Step[]>> = {
  DRAFT: recommended,
  PREAUTHORISED: [...recommended, 'preauthoriseApplication'],
  SUBMITTED: submitted,
  ACCEPTED: accepted,
  AGENCY_ASSESSMENT: assessed,
  PROJECT_ASSESSMENT: projected,
  AWAITING_CONSENT: awaiting,
  PUBLICITY: publicised,
  FILED: [...publicised, 'issueReceipt'],
  FAILED_AGENCY: [...assessed, 'failAgencyAssessment'],
  FAILED_PROJECT: [...projected, ['recordProjectAssessment', { passes: false }]],
  REFUSED: [...submitted, 'refuseApplication'],
  ABANDONED: [...projected, 'endProjectAssessment'],
  WITHDRAWN: [...submitted, 'withdrawApplication'],
  REJECTED_FALSE_MATERIAL: [...submitted, 'rejectFalseMaterial'],
};

/** An application that has come to a state by what everybody has done for it. */
export async function reached(
  served: ServedSubgraph,
  status: ApplicationStatus,
  life: Life = {},
): Promise<StoredApplication> {
  let application = await drafted(served, life);
  for (const step of ways[status as keyof typeof ways]) {
    const [act, attempt] = typeof step === 'string' ? [step, {}] : step;
    application = done(
      await acts[act](served, application, { ...(life.at !== undefined && { at: life.at }), ...attempt }),
    );
  }
  return application;
}

function openObjection({ objections }: StoredApplication): number {
  return objections.find(({ status }) => status === 'OPEN')?.no ?? 1;
}

/** A form like the one that is stored, but for its persons, who cannot be read there. */
function unsealed({ form }: StoredApplication) {
  const { head: _head, executiveHead: _executive, liaison: _liaison, ...others } = form;
  return others;
}
