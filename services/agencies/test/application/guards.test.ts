import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DeadLetter, listRows } from '@shanghai/platform';
import { type ServedSubgraph, publishForTest, serveForTest } from '@shanghai/platform/testing';
import { draftApplication } from '../../dist/application/acts/draft-application.js';
import { issueReceipt } from '../../dist/application/acts/issue-receipt.js';
import { permitBeyondCap } from '../../dist/application/acts/permit-beyond-cap.js';
import { raiseObjection } from '../../dist/application/acts/raise-objection.js';
import { recommendApplication } from '../../dist/application/acts/recommend-application.js';
import { recommendSites } from '../../dist/application/acts/recommend-sites.js';
import { recordProjectAssessment } from '../../dist/application/acts/record-project-assessment.js';
import { startAgencyAssessment } from '../../dist/application/acts/start-agency-assessment.js';
import type { ApplicationForm } from '../../dist/application/application-form.js';
import { agencies } from '../../dist/subgraph.js';
import { barista } from '../application-facts.js';
import { type Attempt, type TriedAct, acts, reached } from '../application-acts.js';
import {
  BEGIN,
  acting,
  applicantOf,
  bodyOf,
  codesOf,
  done,
  drafted,
  errorCodeOf,
  newKey,
  on,
  people,
  publishEdition,
} from '../application-life.js';

let served: ServedSubgraph;

beforeAll(async () => {
  served = await serveForTest(agencies);
  await publishEdition(served);
});
afterAll(async () => served.stop());

const doing = (person: keyof typeof people, at = BEGIN) => acting(served, people[person], at);

describe('a draft', () => {
  test.each<[Partial<ApplicationForm>, string]>([
    [{ registrationCity: '110000' }, 'AGY-001 APPLICANT_NOT_ELIGIBLE'],
    [{ unifiedSocialCreditCode: '51310000MJ0000001A' }, 'AGY-001 INVALID_USCC'],
    [{ isGovernmentAffiliated: true, isDecoupled: false }, 'AGY-002 GOVERNMENT_AFFILIATED'],
  ])('of %o is refused with %s', async (changed, refusal) => {
    const applicant = applicantOf({ applicantId: 'agency-refused' });
    const outcome = await draftApplication(acting(served, applicant, BEGIN), {
      form: bodyOf(500, changed),
      idempotencyKey: newKey(),
    });
    expect(codesOf(outcome)).toEqual([refusal]);
  });

  test('is refused to a token that speaks for no agency', async () => {
    const nobody = { ...applicantOf({ applicantId: '' }), scopes: {} };
    const draft = draftApplication(acting(served, nobody, BEGIN), { form: bodyOf(500), idempotencyKey: newKey() });
    expect(await draft.then(codesOf, errorCodeOf)).toEqual(['FORBIDDEN']);
  });
});

describe('a recommendation', () => {
  test('whose fixed paragraph was changed is refused (AGY-027)', async () => {
    const draft = await drafted(served);
    const letter = { itemNames: [draft.form.items[0]!.fullName], letterNo: null, sealedOn: BEGIN };
    const changed = { ...letter, dutiesParagraph: '我单位不负责' };
    expect(codesOf(await recommendApplication(doing('industry'), on(draft), changed))).toEqual([
      'AGY-027 LETTER_TEXT_CHANGED',
    ]);
  });

  test('of items that are not applied for, sealed on 31 June, is refused for both at once', async () => {
    const draft = await drafted(served);
    const letter = { itemNames: ['示例无此职业'], letterNo: null, dutiesParagraph: null, sealedOn: '2025-06-31' };
    const refused = codesOf(await recommendApplication(doing('superior'), on(draft), letter));
    expect(refused).toEqual(['AGY-011 ITEM_NOT_APPLIED_FOR', 'AGY-011 INVALID_DAY']);
  });

  test('of a site in another district is refused with OUT_OF_DISTRICT', async () => {
    const elsewhere = { ...people.pudong, scopes: { district: '310104' } };
    const form = bodyOf(510);
    const [site] = form.sites;
    const sites = [site!, { ...site!, name: '徐汇考核点', district: '310104' }];
    const draft = await drafted(served, { no: 510, form: { sites } });
    const refused = await recommendSites(acting(served, elsewhere, BEGIN), on(draft), ['浦东考核点']);
    expect(codesOf(refused)).toEqual(['AGY-007b OUT_OF_DISTRICT']);
  });

  test('of a second letter of one authority takes the place of the first', async () => {
    const draft = await drafted(served);
    const first = done(await acts.recommendApplication(served, draft));
    const second = done(await acts.recommendApplication(served, first));
    expect(second.recommendations).toHaveLength(1);
  });
});

describe('a submission', () => {
  test('is refused with every reason at once, and leaves nothing', async () => {
    const sites = bodyOf(520).sites.map((site) => ({ ...site, hasVideoSurveillance: false }));
    const draft = await drafted(served, { no: 520, form: { sites, declaration: null } });
    expect(codesOf(await acts.submitApplication(served, draft, { at: '2025-03-31T00:00:01+08:00' }))).toEqual([
      'AGY-015 OUTSIDE_WINDOW',
      'AGY-007b SITE_RECOMMENDATION_MISSING',
      'AGY-007b SITE_WITHOUT_SURVEILLANCE',
      'AGY-011 RECOMMENDATION_MISSING',
      'AGY-011 RECOMMENDATION_MISSING',
      'AGY-013 DECLARATION_REQUIRED',
    ]);
    expect(await listRows(served.connection, `application/${draft._id}`)).toHaveLength(1);
  });

  test('is taken until 24:00 of the last day of the window', async () => {
    const draft = await reached(served, 'DRAFT');
    const late = await acts.submitApplication(served, draft, { at: '2025-03-31T00:00:00+08:00' });
    expect(codesOf(late)).toEqual(['AGY-015 OUTSIDE_WINDOW']);
    const inTime = done(await acts.submitApplication(served, draft, { at: '2025-03-30T23:59:59+08:00' }));
    expect(inTime).toMatchObject({ status: 'SUBMITTED', roundId: '2025-03' });
  });

  test('is locked for a year after a failed assessment (AGY-022), and free the day after', async () => {
    await reached(served, 'FAILED_AGENCY', { no: 521 });
    const again = await reached(served, 'DRAFT', { no: 521, at: '2025-12-24' });
    const refused = await acts.submitApplication(served, again, { at: '2025-12-24' });
    expect(codesOf(refused)).toEqual(['AGY-022 LOCKED_AFTER_FAILURE']);
    const { status } = await reached(served, 'DRAFT', { no: 521, at: '2026-03-24' });
    expect(status).toBe('DRAFT');
  });

  test('is refused while supervision restricts the applicant (VIO-006)', async () => {
    const restriction = { restrictionId: 'r-1', agencyId: 'agency-522', from: '2025-03-01', to: null };
    await publishForTest(served.events, { type: 'restriction.imposed', payload: restriction });
    await served.settle();
    const draft = await reached(served, 'DRAFT', { no: 522 });
    expect(codesOf(await acts.submitApplication(served, draft))).toEqual(['VIO-006 RESTRICTED']);
    await publishForTest(served.events, { type: 'restriction.ended', payload: { restrictionId: 'r-1', on: BEGIN } });
    await served.settle();
    expect(done(await acts.submitApplication(served, draft)).status).toBe('SUBMITTED');
  });

  test('is not decided while something that supervision told could not be taken', async () => {
    const letters = served.connection.collection<DeadLetter>('deadLetters');
    const letter = { consumer: 'restrictions', aggregate: 'restriction/r-2', position: 1, error: 'unreadable' };
    await letters.insertOne({ _id: 'restrictions/1', ...letter });
    const draft = await reached(served, 'DRAFT', { no: 524 });
    expect(codesOf(await acts.submitApplication(served, draft))).toEqual(['VIO-006 RESTRICTED']);
    await letters.deleteMany({});
    expect(codesOf(await acts.submitApplication(served, draft))).toEqual([]);
  });

  test('is not decided for an edition that has not arrived: it fails closed', async () => {
    const draft = await reached(served, 'DRAFT', { no: 523, at: '2024-08-24' });
    const refused = codesOf(await acts.submitApplication(served, draft, { at: '2024-08-24' }));
    expect(refused).toContain('AGY-009 NOT_IN_ROUND_SCOPE');
  });
});

describe('the cap of three (AGY-010)', () => {
  test('refuses a fourth submission and a fourth receipt of an item, unless the Centre has permitted it', async () => {
    const items = { items: [barista({ code: null })] };
    const like = (no: number) => {
      const body = bodyOf(no);
      return {
        ...items,
        sites: body.sites.map((site) => ({ ...site, itemNames: ['咖啡师'] })),
        materials: bodyOf(no).materials.map((one) => (one.itemName === null ? one : { ...one, itemName: '咖啡师' })),
      };
    };
    const early = await reached(served, 'SUBMITTED', { no: 530, form: like(530) });
    for (const no of [531, 532, 533]) await reached(served, 'FILED', { no, form: like(no) });
    const fourth = await reached(served, 'DRAFT', { no: 534, form: like(534) });
    expect(codesOf(await acts.submitApplication(served, fourth, { at: '2025-06-24' }))).toEqual([
      'AGY-010 AGENCY_CAP_REACHED',
    ]);
    const permitted = done(await acts.permitBeyondCap(served, fourth, { at: '2025-06-24' }));
    expect(done(await acts.submitApplication(served, permitted, { at: '2025-06-24' })).status).toBe('SUBMITTED');

    let late = early;
    const steps: readonly TriedAct[] = ['acceptApplication', 'startAgencyAssessment', 'passAgencyAssessment'];
    for (const act of steps) late = done(await acts[act](served, late, { at: '2025-04-02' }));
    late = done(await acts.recordProjectAssessment(served, late, { at: '2025-04-02' }));
    expect(late.remarks.map(({ rule, verdict }) => `${rule} ${verdict}`)).toEqual([
      'MET-005 UNDETERMINED',
      'AGY-010 FAIL',
    ]);
    late = done(await acts.consentToFiling(served, late, { at: '2025-04-02' }));
    const receipt: Attempt = { at: '2025-04-14' };
    expect(codesOf(await acts.issueReceipt(served, late, receipt))).toEqual(['AGY-010 AGENCY_CAP_REACHED']);
    const excepted = done(await acts.permitBeyondCap(served, late, receipt));
    expect(done(await acts.issueReceipt(served, excepted, receipt)).status).toBe('FILED');
  });

  test('can be excepted from for an item of the application alone', async () => {
    const draft = await reached(served, 'DRAFT');
    const permit = (itemName: string, at: string) =>
      permitBeyondCap(doing('centre', at), on(draft), { itemName, reason: '示例' });
    expect(codesOf(await permit('示例无此职业', BEGIN))).toEqual(['AGY-010 NOT_IN_ROUND_SCOPE']);
    expect(codesOf(await permit(draft.form.items[0]!.fullName, '2024-08-24'))).toEqual(['AGY-010 ILLEGAL_TRANSITION']);
  });
});

describe('an assessment', () => {
  const method = { kind: 'SITE_VISIT', text: null } as const;

  test('needs methods and experts none of whom is related to the applicant', async () => {
    const accepted = await reached(served, 'ACCEPTED');
    const related = { expertNo: 'E-1', employer: accepted.form.name, relatedTo: [] };
    const start = async (methods: readonly (typeof method)[], panel: readonly (typeof related)[]) =>
      codesOf(await startAgencyAssessment(doing('centre'), on(accepted), { methods, panel }));
    expect(await start([], [])).toEqual(['AGY-018 METHOD_REQUIRED', 'EXP-003 PANEL_REQUIRED']);
    expect(await start([method], [related])).toEqual(['EXP-003 RECUSAL_REQUIRED']);
  });

  test('of a project is recorded until its last day, once for an item, and of items that there are', async () => {
    const open = await reached(served, 'PROJECT_ASSESSMENT');
    const record = async (itemId: string, at = BEGIN) =>
      codesOf(await recordProjectAssessment(doing('centre', at), on(open), { itemId, passed: true, reason: null }));
    expect(open.projectDueOn).toBe('2025-06-24');
    expect(await record('item-unknown')).toEqual(['AGY-019 ITEM_UNKNOWN']);
    expect(await record(open.items[0]!.itemId, '2025-06-25')).toEqual(['AGY-020 PROJECT_ASSESSMENT_OVERDUE']);
  });

  test('is ended by the clock the day after its last day, and not before', async () => {
    const open = await reached(served, 'PROJECT_ASSESSMENT');
    const early = await acts.endProjectAssessment(served, open, { at: '2025-06-24T23:59:59+08:00' });
    expect(codesOf(early)).toEqual(['AGY-020 PROJECT_ASSESSMENT_RUNNING']);
    expect(done(await acts.endProjectAssessment(served, open, { at: '2025-06-25T00:00:00+08:00' }))).toMatchObject({
      status: 'ABANDONED',
      items: [{ status: 'ABANDONED' }],
    });
  });
});

describe('SECURITY 17: consent', () => {
  test('is refused to who recorded a result of the assessments', async () => {
    const awaiting = await reached(served, 'AWAITING_CONSENT');
    const sameHand = { ...people.bureau, subject: people.centre.subject };
    expect(codesOf(await acts.consentToFiling(served, awaiting, { by: sameHand }))).toEqual([
      'AGY-023 SEPARATION_OF_DUTY',
    ]);
  });
});

describe('publicity', () => {
  test('takes objections until its last day, and three of one contact', async () => {
    const publicised = await reached(served, 'PUBLICITY');
    const object = async (contact: string, at = BEGIN) =>
      raiseObjection(doing('anyone', at), {
        ...{ id: publicised._id, text: '示例异议', contact, idempotencyKey: newKey() },
      }).then(codesOf, errorCodeOf);
    expect(await object('13900000001', '2025-04-01')).toEqual(['AGY-023 PUBLICITY_ENDED']);
    for (const contact of ['13900000001', '139 0000 0001', '139-0000-0001']) expect(await object(contact)).toEqual([]);
    expect(await object('１３９００００００01')).toEqual(['RATE_LIMITED']);
    expect(await object('13900000002')).toEqual([]);
  });

  test('has to be over, and no objection open, before there is a receipt (AGY-023, AGY-024)', async () => {
    const publicised = await reached(served, 'PUBLICITY');
    const objected = done(await acts.raiseObjection(served, publicised));
    expect(codesOf(await acts.issueReceipt(served, objected, { at: '2025-03-31' }))).toEqual([
      'AGY-023 PUBLICITY_RUNNING',
      'AGY-024 OBJECTION_OPEN',
    ]);
    const dismissed = done(await acts.dismissObjection(served, objected));
    expect(codesOf(await acts.dismissObjection(served, dismissed))).toEqual(['AGY-024 OBJECTION_ALREADY_DECIDED']);
    expect(done(await acts.issueReceipt(served, dismissed)).status).toBe('FILED');
  });
});

describe('a receipt', () => {
  test('has a number that no other has', async () => {
    const [one, other] = [await reached(served, 'PUBLICITY'), await reached(served, 'PUBLICITY')];
    const issue = async (application: typeof one, receiptNo: string) =>
      codesOf(await issueReceipt(doing('centre', '2025-04-01'), on(application), receiptNo));
    expect(await issue(one, '示例编号1')).toEqual([]);
    expect(await issue(other, '示例编号1')).toEqual(['FIL-001 RECEIPT_NO_TAKEN']);
    expect(await issue(other, ' ')).toEqual(['FIL-001 FIELD_REQUIRED']);
  });
});

describe('a credit code', () => {
  test('that two bodies have brought through publicity makes one agency and no second', async () => {
    const { unifiedSocialCreditCode } = bodyOf(540);
    const [one, other] = [
      await reached(served, 'PUBLICITY', { no: 541, form: { unifiedSocialCreditCode } }),
      await reached(served, 'PUBLICITY', { no: 542, form: { unifiedSocialCreditCode } }),
    ];
    const both = await Promise.all([acts.issueReceipt(served, one), acts.issueReceipt(served, other)]);
    expect(both.flatMap(codesOf)).toEqual(['AGY-001 CREDIT_CODE_TAKEN']);
  });
});

describe('false material (AGY-029)', () => {
  test('ends an application since 30号 and not before', async () => {
    const submitted = await reached(served, 'SUBMITTED');
    const early = await acts.rejectFalseMaterial(served, submitted, { at: '2026-06-22' });
    expect(codesOf(early)).toEqual(['AGY-029 FALSE_MATERIAL']);
    expect(codesOf(await acts.rejectFalseMaterial(served, submitted, { at: '2026-06-23' }))).toEqual([]);
  });
});
