import { type ServedSubgraph, publishForTest } from '@shanghai/platform/testing';
import { chooseRoute } from '../dist/application/acts/choose-route.js';
import { consentToApplication } from '../dist/application/acts/consent-to-application.js';
import {
  failTechnicalAssessment,
  passTechnicalAssessment,
} from '../dist/application/acts/decide-technical-assessment.js';
import { fileApplication } from '../dist/application/acts/file-application.js';
import { givePreliminaryOpinion } from '../dist/application/acts/give-preliminary-opinion.js';
import { passCentreReview } from '../dist/application/acts/pass-centre-review.js';
import { reportToCentre } from '../dist/application/acts/report-to-centre.js';
import { startTechnicalAssessment } from '../dist/application/acts/start-technical-assessment.js';
import type { ApplicationAct, FiledAct } from '../dist/application/application-machine.js';
import type { ApplicationRoute } from '../dist/application/application-route.js';
import type { ApplicationStatus, StoredApplication } from '../dist/application/application.js';
import type { ListedMapping } from '../dist/application/submission-facts.js';
import { type Attempt, type Try, acts } from './application-acts.js';
import { type Life, acting, bodyOf, done, drafted, on, people } from './application-life.js';
import { barista } from './application-facts.js';
import { plantPeople } from './roster/typed-lines.js';
import { bodies, comparisonForm, knx } from './route-facts.js';

/** The routes beside that of social evaluation organisations. */
export type OtherRoute = Exclude<ApplicationRoute, 'SOCIAL'>;

/** The day on which a life begins. */
export const beginnings: Readonly<Record<OtherRoute, string>> = {
  MUNICIPAL_ENTERPRISE: '2026-03-03',
  DISTRICT_ENTERPRISE: '2026-03-03',
  COLLEGE: '2026-03-03',
  COMPARISON: '2026-06-26',
};

const panel = [{ expertNo: 'E-1', employer: '示例大学', relatedTo: [] }];
const methods = [{ kind: 'SITE_VISIT', text: null }] as const;
const reason = '示例原因';

/** Who assesses what goes by a route. */
function assessorOf({ route }: StoredApplication): Attempt['by'] & object {
  return route === 'DISTRICT_ENTERPRISE' || route === 'COLLEGE' ? people.pudong : people.centre;
}

/** Who consents first. */
function consenterOf({ route }: StoredApplication): Attempt['by'] & object {
  return route === 'DISTRICT_ENTERPRISE' ? people.pudong : people.industry;
}

const BEGIN = beginnings.COLLEGE;

/** Every act that machine 2b has beside the others, as it is lawfully done. */
const filedActs: Readonly<Record<FiledAct, Try>> = {
  chooseRoute: async (served, one, { by = people.centre, at = BEGIN } = {}) =>
    chooseRoute(acting(served, by, at), on(one), { route: one.route, reason }),
  consentToApplication: async (served, one, { by = consenterOf(one), at = BEGIN } = {}) =>
    consentToApplication(acting(served, by, at), on(one)),
  startTechnicalAssessment: async (served, one, { by = assessorOf(one), at = BEGIN } = {}) =>
    startTechnicalAssessment(acting(served, by, at), on(one), { methods, panel }),
  passTechnicalAssessment: async (served, one, { by = assessorOf(one), at = BEGIN } = {}) =>
    passTechnicalAssessment(acting(served, by, at), on(one)),
  failTechnicalAssessment: async (served, one, { by = assessorOf(one), at = BEGIN } = {}) =>
    failTechnicalAssessment(acting(served, by, at), on(one), reason),
  givePreliminaryOpinion: async (served, one, { by = people.pudong, at = BEGIN } = {}) =>
    givePreliminaryOpinion(acting(served, by, at), on(one), { favourable: true, text: '建议备案' }),
  passCentreReview: async (served, one, { by = people.centre, at = BEGIN } = {}) =>
    passCentreReview(acting(served, by, at), on(one), panel),
  fileApplication: async (served, one, { by, at = BEGIN } = {}) =>
    fileApplication(
      acting(served, by ?? (one.route === 'DISTRICT_ENTERPRISE' ? people.pudong : people.centre), at),
      on(one),
    ),
  reportToCentre: async (served, one, { by = people.pudong, at = BEGIN } = {}) =>
    reportToCentre(acting(served, by, at), on(one)),
};

/** Every act that an officer, an authority or an applicant does on any route; who refuses depends on the route. */
export const routeActs: Readonly<Record<Exclude<ApplicationAct, 'draftApplication' | 'endProjectAssessment'>, Try>> = {
  ...acts,
  ...filedActs,
  refuseApplication: async (served, one, { by, at = BEGIN } = {}) =>
    acts.refuseApplication(served, one, {
      by: by ?? (one.status === 'CENTRE_REVIEW' ? people.centre : assessorOf(one)),
      at,
    }),
  issueReceipt: async (served, one, { at = '2026-07-06', ...attempt } = {}) =>
    acts.issueReceipt(served, one, { ...attempt, at: at === beginnings.COMPARISON ? '2026-07-06' : at }),
};

export type RouteAct = keyof typeof routeActs;
type Step = RouteAct | readonly [RouteAct, Attempt];

const consented: Readonly<Record<OtherRoute, readonly Step[]>> = {
  MUNICIPAL_ENTERPRISE: ['consentToApplication', ['consentToApplication', { by: people.pudong }]],
  DISTRICT_ENTERPRISE: ['consentToApplication'],
  COLLEGE: ['consentToApplication'],
  COMPARISON: [],
};

function filedWays(route: Exclude<OtherRoute, 'COMPARISON'>): Partial<Record<ApplicationStatus, readonly Step[]>> {
  const submitted: readonly Step[] = [...consented[route], 'submitApplication'];
  const assessed: readonly Step[] = [...submitted, 'startTechnicalAssessment'];
  const passed: readonly Step[] = [...assessed, 'passTechnicalAssessment'];
  const reviewed: readonly Step[] = [...passed, 'givePreliminaryOpinion'];
  const isCollege = route === 'COLLEGE';
  return {
    DRAFT: [],
    CONSENTED: consented[route],
    SUBMITTED: submitted,
    TECHNICAL_ASSESSMENT: assessed,
    ...(isCollege && { PRELIMINARY_OPINION: passed, CENTRE_REVIEW: reviewed }),
    FILED: [...(isCollege ? [...reviewed, 'passCentreReview' as const] : passed), 'fileApplication'],
    REFUSED: [...submitted, 'refuseApplication'],
    WITHDRAWN: ['withdrawApplication'],
  };
}

const recommended: readonly Step[] = ['recommendApplication'];
const submitted: readonly Step[] = [...recommended, 'submitApplication'];
const assessed: readonly Step[] = [...submitted, 'acceptApplication', 'startAgencyAssessment'];
const awaiting: readonly Step[] = [...assessed, 'passAgencyAssessment'];
const publicised: readonly Step[] = [...awaiting, 'consentToFiling'];

/** The shortest lawful way from the draft to each state of a route. */
export const routeWays: Readonly<Record<OtherRoute, Partial<Record<ApplicationStatus, readonly Step[]>>>> = {
  MUNICIPAL_ENTERPRISE: filedWays('MUNICIPAL_ENTERPRISE'),
  DISTRICT_ENTERPRISE: filedWays('DISTRICT_ENTERPRISE'),
  COLLEGE: filedWays('COLLEGE'),
  COMPARISON: {
    DRAFT: recommended,
    SUBMITTED: submitted,
    ACCEPTED: [...submitted, 'acceptApplication'],
    AGENCY_ASSESSMENT: assessed,
    AWAITING_CONSENT: awaiting,
    PUBLICITY: publicised,
    FILED: [...publicised, 'issueReceipt'],
    FAILED_AGENCY: [...assessed, 'failAgencyAssessment'],
    REFUSED: [...submitted, 'refuseApplication'],
    WITHDRAWN: ['withdrawApplication'],
    REJECTED_FALSE_MATERIAL: [...submitted, 'rejectFalseMaterial'],
  },
};

let lives = 3_000;

/** The draft of a body that goes by a route; for comparison with people in hand, unless none are wanted. */
export async function draftedOn(
  served: ServedSubgraph,
  route: OtherRoute,
  { form, at = beginnings[route], hasRoster = true }: Life & { readonly hasRoster?: boolean } = {},
): Promise<StoredApplication> {
  const no = (lives += 1);
  const { items } = bodyOf(no);
  const asked = route === 'COMPARISON' ? comparisonForm() : { items: [barista({ fullName: items[0]!.fullName })] };
  if (route === 'COMPARISON' && hasRoster) await plantPeople(served, `agency-${no}`, at);
  return drafted(served, { no, at, route, form: { ...asked, ...bodies[route], ...form } });
}

/** An application that has come to a state of its route by what everybody has done for it. */
export async function reachedOn(
  served: ServedSubgraph,
  route: OtherRoute,
  status: ApplicationStatus,
  life: Life = {},
): Promise<StoredApplication> {
  let application = await draftedOn(served, route, life);
  for (const step of routeWays[route][status]!) {
    const [act, attempt] = typeof step === 'string' ? [step, {}] : step;
    application = done(await routeActs[act](served, application, { at: life.at ?? beginnings[route], ...attempt }));
  }
  return application;
}

/** Tells the agencies of comparison mappings, as certification does: KNX, and others that are given. */
export async function publishMappings(served: ServedSubgraph, more: readonly ListedMapping[] = []): Promise<void> {
  const mappings = [knx(), ...more].map(({ mappingId: id, ...mapping }) => ({ id, ...mapping }));
  await publishForTest(served.events, { type: 'comparison.published', payload: { mappings } });
  await served.settle();
}
