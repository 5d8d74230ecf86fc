import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { historyOf, listRows, verifyJournal } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import fc from 'fast-check';
import type { Application, ApplicationStatus, StoredApplication } from '../../dist/application/application.js';
import { machines } from '../../dist/application/machines.js';
import { agencies } from '../../dist/subgraph.js';
import type { Attempt } from '../application-acts.js';
import { codesOf, done, errorCodeOf, people } from '../application-life.js';
import {
  type OtherRoute,
  type RouteAct,
  beginnings,
  draftedOn,
  publishMappings,
  reachedOn,
  routeActs,
  routeWays,
} from '../route-acts.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies);
  await publishMappings(served);
});
afterAll(async () => served.stop());

const routes = Object.keys(routeWays) as OtherRoute[];
const tried = Object.keys(routeActs) as RouteAct[];

/** What has to be there before an act can be done, beside the state. */
const before: Partial<Record<RouteAct, readonly RouteAct[]>> = {
  dismissObjection: ['raiseObjection'],
  upholdObjection: ['raiseObjection'],
};

/** Where a row leads, when not to the state itself where it names that, nor to the first of its row. */
function nextOf(route: OtherRoute, act: RouteAct, status: ApplicationStatus, to: readonly ApplicationStatus[]) {
  if (act === 'consentToApplication') return route === 'MUNICIPAL_ENTERPRISE' ? 'DRAFT' : 'CONSENTED';
  return to.includes(status) ? status : to[0]!;
}

const steps = routes.flatMap((route) =>
  machines[route].flatMap(({ act, from, to }) =>
    act === 'draftApplication' || act === 'endProjectAssessment'
      ? []
      : from
          // From DRAFT a submission is always refused for its consents, and nobody else's nature is the Centre's to choose.
          .filter((status) => !(act === 'submitApplication' && status === 'DRAFT' && route !== 'COMPARISON'))
          .map((status) => [route, act, status, nextOf(route, act, status, to)] as const),
  ),
);

/** An application in a state in which an act can be done: with what the act needs beside the state. */
async function readyFor(route: OtherRoute, act: RouteAct, status: ApplicationStatus): Promise<StoredApplication> {
  const form = act === 'chooseRoute' ? { form: { nature: 'OTHER' as const } } : {};
  let application = await reachedOn(served, route, status, form);
  const at = beginnings[route];
  if (act === 'fileApplication')
    application = done(
      await routeActs[route === 'COLLEGE' ? 'passCentreReview' : 'passTechnicalAssessment'](served, application, {
        at,
      }),
    );
  for (const first of before[act] ?? []) application = done(await routeActs[first](served, application, { at }));
  return application;
}

describe('a step of machines 2b and 4', () => {
  test.each(steps)('as %s: %s leads on from %s to %s, as its row says', async (route, act, status, next) => {
    const application = await readyFor(route, act, status);
    const after = done(await routeActs[act](served, application, { at: beginnings[route] }));
    expect([after.status, after.version]).toEqual([next, application.version + 1]);
    const rows = await listRows(served.connection, `application/${after._id}`);
    expect(rows).toHaveLength(after.version);
    const [entry] = await historyOf(served.connection, `application/${after._id}`, {
      first: 1,
      after: rows.length - 1,
    });
    expect(entry!.grounds).not.toEqual([]);
  });

  test.each(routes)('as %s is refused from where no row has it, and leaves nothing', async (route) => {
    for (const status of Object.keys(routeWays[route]) as ApplicationStatus[]) {
      const application = await reachedOn(served, route, status);
      const rows = machines[route];
      const illegal = tried.filter((act) => !rows.some((row) => row.act === act && row.from.includes(status)));
      expect(illegal.length).toBeGreaterThan(8);
      for (const act of illegal) {
        const attempt = { at: beginnings[route] };
        const refused = await routeActs[act](served, application, attempt).then(codesOf, errorCodeOf);
        const isHidden = act === 'raiseObjection' && application.publicity === null;
        expect([act, status, refused.join()]).toEqual([
          act,
          status,
          isHidden ? 'BAD_USER_INPUT' : expect.stringMatching(/ILLEGAL_TRANSITION|^BAD_USER_INPUT$/),
        ]);
      }
      expect(await listRows(served.connection, `application/${application._id}`)).toHaveLength(application.version);
    }
  });
});

describe('a submission from the draft', () => {
  test.each(['MUNICIPAL_ENTERPRISE', 'DISTRICT_ENTERPRISE', 'COLLEGE'] as const)(
    'as %s is refused for the consents, with every other reason at once',
    async (route) => {
      const draft = await draftedOn(served, route, { form: { registrationCity: null } });
      const refused = codesOf(await routeActs.submitApplication(served, draft, { at: beginnings[route] }));
      expect(refused).toEqual(expect.arrayContaining([expect.stringMatching(/CONSENT_MISSING/)]));
      expect(refused).toEqual(expect.arrayContaining([expect.stringMatching(/APPLICANT_NOT_ELIGIBLE/)]));
    },
  );

  test('for comparison is refused as long as nothing is known of the people', async () => {
    const draft = await draftedOn(served, 'COMPARISON', { hasRoster: false });
    const at = beginnings.COMPARISON;
    const recommended = done(await routeActs.recommendApplication(served, draft, { at }));
    const refused = codesOf(await routeActs.submitApplication(served, recommended, { at }));
    expect(refused).toHaveLength(19);
    expect(refused).toEqual(expect.arrayContaining(['STF-001 STAFF_TOO_FEW', 'STF-017 COMMITMENT_MISSING']));
  });
});

describe('what is assessed', () => {
  test('is filed only once it has passed, and decided only once', async () => {
    const open = await reachedOn(served, 'DISTRICT_ENTERPRISE', 'TECHNICAL_ASSESSMENT');
    expect(codesOf(await routeActs.fileApplication(served, open))).toEqual(['RTE-002 ASSESSMENT_OPEN']);
    const passed = done(await routeActs.passTechnicalAssessment(served, open));
    for (const again of ['passTechnicalAssessment', 'failTechnicalAssessment'] as const)
      expect(codesOf(await routeActs[again](served, passed))).toEqual(['RTE-002 ASSESSMENT_ALREADY_DECIDED']);
  });

  test('of a college is filed only once the Centre has reviewed it', async () => {
    const open = await reachedOn(served, 'COLLEGE', 'CENTRE_REVIEW');
    expect(codesOf(await routeActs.fileApplication(served, open))).toEqual(['RTE-004 ASSESSMENT_OPEN']);
    const reviewed = done(await routeActs.passCentreReview(served, open));
    expect(codesOf(await routeActs.passCentreReview(served, reviewed))).toEqual(['RTE-004 ASSESSMENT_ALREADY_DECIDED']);
  });

  test('is told to the Centre once (RTE-002)', async () => {
    const filed = await reachedOn(served, 'DISTRICT_ENTERPRISE', 'FILED');
    const reported = done(await routeActs.reportToCentre(served, filed));
    expect(reported.reportedToCentreAt).toBeInstanceOf(Date);
    expect(codesOf(await routeActs.reportToCentre(served, reported))).toEqual(['RTE-002 ALREADY_REPORTED']);
  });
});

describe('the wrong body', () => {
  const xuhuiForm = {
    sites: [{ name: '徐汇考核点', address: '示例路', district: '310104', itemNames: [], hasVideoSurveillance: true }],
  };

  test('assesses no district enterprise: neither the bureau of a site nor the Centre', async () => {
    const submitted = await reachedOn(served, 'DISTRICT_ENTERPRISE', 'SUBMITTED', { form: xuhuiForm });
    for (const by of [people.xuhui, people.centre])
      expect(codesOf(await routeActs.startTechnicalAssessment(served, submitted, { by }))).toEqual([
        'FIL-013 NOT_FILING_AUTHORITY',
      ]);
  });

  test('sees nothing of it: a bureau of neither registration nor site', async () => {
    const submitted = await reachedOn(served, 'COLLEGE', 'SUBMITTED');
    const tried = routeActs.startTechnicalAssessment(served, submitted, { by: people.xuhui });
    expect(await tried.then(codesOf, errorCodeOf)).toEqual(['BAD_USER_INPUT']);
  });

  test.each<[OtherRoute, Attempt['by'] & object, string]>([
    ['DISTRICT_ENTERPRISE', people.superior, 'RTE-002 NOT_AUTHORISED'],
    ['DISTRICT_ENTERPRISE', people.industry, 'RTE-002 OUT_OF_DISTRICT'],
    ['COLLEGE', people.pudong, 'RTE-004 NOT_AUTHORISED'],
    ['COMPARISON', people.industry, 'CMP-010 ILLEGAL_TRANSITION'],
  ])('does not consent to an application as %s: %j', async (route, by, refusal) => {
    const draft = await draftedOn(served, route);
    const attempt = { by, at: beginnings[route] };
    expect(codesOf(await routeActs.consentToApplication(served, draft, attempt))).toEqual([refusal]);
  });

  test('the industry authority of the district of registration consents to a district enterprise', async () => {
    const draft = await draftedOn(served, 'DISTRICT_ENTERPRISE');
    const by = { ...people.industry, scopes: { industry: '浦东新区商务委员会', district: '310115' } };
    const consented = done(await routeActs.consentToApplication(served, draft, { by }));
    expect([consented.status, consented.consents[0]!.district]).toEqual(['CONSENTED', '310115']);
  });

  test('a revision keeps the consents to what stays, and goes back to the draft for what does not', async () => {
    const consented = await reachedOn(served, 'COLLEGE', 'CONSENTED');
    const same = done(await routeActs.reviseApplication(served, consented, { at: beginnings.COLLEGE }));
    expect(same.status).toBe('CONSENTED');
    const items = same.form.items.map((item) => ({ ...item, levels: ['5'] }));
    const changed = { ...same, form: { ...same.form, items } };
    const revised = done(await routeActs.reviseApplication(served, changed, { at: beginnings.COLLEGE }));
    expect(revised.status).toBe('DRAFT');
  });
});

const [runs, length] = process.env['DEEP'] ? [200, 40] : [10, 20];

/** Acts that lead on more often than those that end a life, so that lives grow old. */
const likely: readonly RouteAct[] = [
  'consentToApplication',
  'recommendApplication',
  'submitApplication',
  'startTechnicalAssessment',
  'passTechnicalAssessment',
  'givePreliminaryOpinion',
  'passCentreReview',
  'fileApplication',
  'acceptApplication',
  'startAgencyAssessment',
  'passAgencyAssessment',
  'consentToFiling',
];

const anyAct = fc.record({
  act: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...likely) },
    { weight: 1, arbitrary: fc.constantFrom(...tried) },
  ),
  by: fc.option(fc.constantFrom(people.pudong, people.xuhui, people.centre, people.superior), {
    freq: 3,
    nil: undefined,
  }),
});

/** The application after an act, whether it was done or refused. */
async function after(application: StoredApplication, act: RouteAct, attempt: Attempt): Promise<StoredApplication> {
  const tried = routeActs[act](served, application, attempt);
  const outcome = await tried.catch((error: unknown) => ({ codes: errorCodeOf(error) }));
  if ('application' in outcome) return outcome.application;
  if ('codes' in outcome) expect(['BAD_USER_INPUT', 'FORBIDDEN']).toContain(outcome.codes[0]);
  return application;
}

test.each(routes)('whatever is done to an application as %s, it stays in its table', async (route) => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { minLength: length, maxLength: length }), async (drawn) => {
      let application = await draftedOn(served, route);
      for (const { act, by } of drawn)
        application = await after(application, act, { at: beginnings[route], ...(by && { by }) });
      const rows = await historyOf(served.connection, `application/${application._id}`, { first: 100 });
      expect(rows).toHaveLength(application.version);
      for (const one of rows) {
        const [from, to] = [one.before as Application | null, one.after as Application];
        const standing = machines[route].filter((row) => row.act === one.act);
        const fits = standing.some(
          (row) => row.to.includes(to.status) && (from ? row.from.includes(from.status) : row.from.length === 0),
        );
        expect([one.act, from?.status, to.status, fits]).toEqual([one.act, from?.status, to.status, true]);
      }
    }),
    { numRuns: runs },
  );
  expect((await verifyJournal(served.connection)).faults).toEqual([]);
});
