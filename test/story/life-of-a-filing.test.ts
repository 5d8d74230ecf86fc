import { beforeAll, describe, expect, test } from '@jest/globals';
import { catalogueItemId } from '@shanghai/kernel';
import { verifyJournal } from '@shanghai/platform';
import { type Json, useGraph } from '../graph/graph.js';
import { askAboutFilings } from './filing-questions.js';
import { fileLikeTheFirst } from './social-filing.js';
import { type Held, agencyPerson, newKey, people, tell } from './teller.js';

const graph = useGraph();
const story = tell(graph);

/** Three who are filed on one day for the same: one will leave, one will let its filing run out, one will be ordered to stop. */
const subjects = ['leaver', 'lapser', 'offender'].map((agency, at) => ({ agency, no: at + 1 }));
const [leaver, lapser, offender] = subjects.map(({ agency }) => agencyPerson(agency));
let filings: readonly Held[];
const filingOf = (agency: string): Held => filings[subjects.findIndex((one) => one.agency === agency)]!;
const { stateOf, mayAssessOn, tasksOf, order, filedItemId } = askAboutFilings(graph, story, filingOf);

const [KEPT, DROPPED, ADDED] = ['调饮师', '营养配餐员', '宠物美容师'].map((name) => catalogueItemId('2025-03', name));

beforeAll(async () => {
  filings = await fileLikeTheFirst(story, subjects);
}, 60_000);

// The tests follow each other, as the years do.
describe('a filing of 2025-04-01', () => {
  test.each(subjects)('of $agency is in force for three years for what has passed', async ({ agency }) => {
    expect(await stateOf(agency, '2025-03-31')).toMatchObject({ state: null, items: [] });
    expect(await stateOf(agency, '2025-04-01')).toEqual({
      ...{ state: { status: 'ACTIVE', since: '2025-04-01' }, renewal: 'NONE', validTo: '2028-03-31' },
      items: ['营养配餐员', '调饮师'],
    });
    expect(await mayAssessOn(agency, KEPT!, ['2025-03-31', '2025-04-01'])).toEqual([
      'NO NOT_FILED NO_SITE_IN_DISTRICT',
      'YES',
    ]);
  });

  test('is not ended by an edition without one of its items, which both sides are told of', async () => {
    await story.goTo('2026-11-20');
    const publish = `mutation {
      publishEdition(edition: "2026-12", effectiveOn: "2026-12-01", basisDocument: "示例文号", idempotencyKey: "${newKey()}",
        dropped: [{ fullName: "营养配餐员", reason: "示例" }]) { ... on EditionPublished { edition { id } } }
    }`;
    const { errors } = await graph().as(people.centre)(publish);
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
    expect(await story.read(people.bureau, publish)).toEqual({ publishEdition: { edition: { id: '2026-12' } } });
    await story.goTo('2026-12-01');
    const hints = [
      'AGENCY CATALOGUE_DIFFERENCE 2026-12 营养配餐员',
      'AUTHORITY CATALOGUE_DIFFERENCE 2026-12 营养配餐员',
    ];
    expect(await tasksOf(leaver!, 'leaver')).toEqual(hints);
    expect(await tasksOf(people.centre, 'leaver')).toEqual(hints);
    expect(await tasksOf(lapser!, 'leaver')).toEqual([]);
    expect((await stateOf('leaver', '2026-12-01')).items).toEqual(['营养配餐员', '调饮师']);
    expect(await mayAssessOn('leaver', DROPPED!, ['2026-11-30', '2026-12-01'])).toEqual(['YES', 'YES']);
  });

  test('covers other items from the day on which the Centre decides so', async () => {
    await story.goTo('2027-01-11');
    const addition =
      '{ fullName: "宠物美容师", code: "4-10-07-03", levels: ["5", "4", "3"], standardName: "宠物美容师国家职业标准", standardVersion: "2024年版" }';
    for (const { agency } of subjects) {
      const given = `additions: [${addition}] removals: [{ filedItemId: "${await filedItemId(agency, '营养配餐员', '2027-01-11')}" }] reason: "示例原因"`;
      const ask = ['requestAdjustment', filingOf(agency), given] as const;
      expect(await story.turnedAway(people.centre, ...ask)).toEqual(['FORBIDDEN']);
      expect(await story.turnedAway(agencyPerson('another'), ...ask)).toEqual(['BAD_USER_INPUT']);
      await story.act(agencyPerson(agency), ...ask);
    }
    await story.goTo('2027-01-18');
    for (const { agency } of subjects) {
      const decide = ['decideAdjustment', filingOf(agency), 'no: 1 approved: true'] as const;
      expect(await story.turnedAway(agencyPerson(agency), ...decide)).toEqual(['FORBIDDEN']);
      expect(await story.refused(people.pudong, ...decide)).toEqual(['FIL-013 NOT_FILING_AUTHORITY']);
      await story.act(people.centre, ...decide);
      expect((await stateOf(agency, '2027-01-17')).items).toEqual(['营养配餐员', '调饮师']);
      expect((await stateOf(agency, '2027-01-18')).items).toEqual(['宠物美容师', '调饮师']);
      expect(await tasksOf(people.centre, agency)).toEqual([]);
    }
    const days = ['2027-01-17', '2027-01-18'];
    expect(await mayAssessOn('leaver', DROPPED!, days)).toEqual(['YES', 'NO OUT_OF_FILING_SCOPE']);
    expect(await mayAssessOn('leaver', ADDED!, days)).toEqual([
      ...['NO OUT_OF_FILING_SCOPE ITEM_NOT_AT_SITE', 'NO ITEM_NOT_AT_SITE'],
    ]);
  });

  test('is examined for them at a site once the bureau of its district has recommended that', async () => {
    await story.goTo('2027-01-25');
    for (const { agency } of subjects) {
      const query = 'query ($id: ID!) { agency(id: $id) { sites(district: "310115") { nodes { id version } } } }';
      const { agency: found } = await story.read(people.anyone, query, { id: agency });
      const names = ['宠物美容师', '调饮师'];
      const ids = await Promise.all(names.map(async (name) => filedItemId(agency, name, '2027-01-25')));
      const site: Held = { of: 'site', ...found.sites.nodes[0] };
      const change = `filedItemIds: ["${ids.join('", "')}"]`;
      const changed = await story.act(agencyPerson(agency), 'changeSiteItems', site, change);
      expect(await story.turnedAway(people.centre, 'recommendSite', changed)).toEqual(['FORBIDDEN']);
      await story.act(people.pudong, 'recommendSite', changed);
      expect(await mayAssessOn(agency, ADDED!, ['2027-01-24', '2027-01-25'])).toEqual(['NO ITEM_NOT_AT_SITE', 'YES']);
    }
  });

  test('is asked to be renewed in its last three months, and not before', async () => {
    await story.goTo('2027-12-31');
    expect(await story.refused(leaver!, 'requestRenewal', filingOf('leaver'))).toEqual([
      'FIL-005 RENEWAL_WINDOW_NOT_OPEN',
    ]);
    await story.goTo('2028-01-03');
    expect(await tasksOf(leaver!, 'leaver')).toEqual([
      'AUTHORITY EVALUATE_AT_EXPIRY 2028-03-31',
      'AGENCY REQUEST_RENEWAL 2028-03-31',
    ]);
    for (const { agency } of subjects) {
      expect(await story.turnedAway(people.centre, 'requestRenewal', filingOf(agency))).toEqual(['FORBIDDEN']);
      await story.act(agencyPerson(agency), 'requestRenewal', filingOf(agency));
      expect(await stateOf(agency, '2028-01-03')).toMatchObject({ state: { status: 'ACTIVE' }, renewal: 'REQUESTED' });
    }
  });

  test('is suspended while that is pending, and resumed, each from its day on', async () => {
    await story.goTo('2028-01-20');
    for (const { agency } of subjects)
      expect(await order(agency, 'SUSPEND_EVALUATION', 'SERIOUS')).toEqual({
        ...{ measureId: expect.any(String), caseId: `case-${agency}`, filingId: filingOf(agency).id },
        ...{ appliedOn: '2028-01-20', refused: [] },
      });
    expect(await order('leaver', 'SUSPEND_EVALUATION', 'SERIOUS')).toMatchObject({
      ...{ appliedOn: null, refused: ['ILLEGAL_TRANSITION'] },
    });
    await story.goTo('2028-02-11');
    for (const { agency } of subjects) {
      expect(await order(agency, 'RESUME_EVALUATION', 'SERIOUS')).toMatchObject({ appliedOn: '2028-02-11' });
      expect(await mayAssessOn(agency, KEPT!, ['2028-01-19', '2028-01-20', '2028-02-10', '2028-02-11'])).toEqual([
        ...['YES', 'NO FILING_SUSPENDED', 'NO FILING_SUSPENDED', 'YES'],
      ]);
      expect(await stateOf(agency, '2028-02-10')).toMatchObject({
        ...{ state: { status: 'SUSPENDED', since: '2028-01-20' }, renewal: 'REQUESTED' },
      });
    }
  });

  test('is renewed by the Centre alone, for three years from the day after its last', async () => {
    await story.goTo('2028-03-01');
    const evaluation = 'result: "合格" publishedOn: "2028-03-01"';
    for (const { agency } of subjects) {
      const approve = ['approveRenewal', filingOf(agency)] as const;
      expect(await story.refused(people.pudong, ...approve)).toEqual(['FIL-013 NOT_FILING_AUTHORITY']);
      expect(await story.turnedAway(people.bureau, ...approve)).toEqual(['FORBIDDEN']);
      await story.act(people.centre, 'recordExpiryEvaluation', filingOf(agency), evaluation);
      await story.act(people.centre, ...approve);
    }
    await story.goTo('2028-04-01');
    for (const { agency } of subjects) {
      expect(await stateOf(agency, '2028-03-31')).toMatchObject({ renewal: 'APPROVED', validTo: '2031-03-31' });
      expect(await stateOf(agency, '2028-04-01')).toMatchObject({ state: { status: 'ACTIVE' }, renewal: 'NONE' });
    }
  });
});

describe('it ends', () => {
  test('when the agency asks and the Centre confirms', async () => {
    await story.goTo('2029-05-07');
    const on = filingOf('leaver');
    expect(await story.refused(people.centre, 'confirmTermination', on)).toEqual(['FIL-008 TERMINATION_NOT_REQUESTED']);
    expect(await story.turnedAway(offender!, 'requestTermination', on, 'reason: "示例原因"')).toEqual([
      'BAD_USER_INPUT',
    ]);
    await story.act(leaver!, 'requestTermination', on, 'reason: "不再开展认定"');
    expect(await tasksOf(people.centre, 'leaver')).toEqual(['AUTHORITY CONFIRM_TERMINATION']);
    await story.goTo('2029-05-14');
    expect(await story.refused(people.xuhui, 'confirmTermination', on)).toEqual(['FIL-013 NOT_FILING_AUTHORITY']);
    await story.act(people.centre, 'confirmTermination', on);
    expect(await mayAssessOn('leaver', KEPT!, ['2029-05-13', '2029-05-14'])).toEqual(['YES', 'NO FILING_TERMINATED']);
  });

  test('when a case is especially serious, and for nothing less', async () => {
    await story.goTo('2029-06-04');
    expect(await order('offender', 'TERMINATE_FILING', 'SERIOUS')).toMatchObject({ refused: ['TIER_TOO_LOW'] });
    expect(await mayAssessOn('offender', KEPT!, ['2029-06-04'])).toEqual(['YES']);
    expect(await order('offender', 'TERMINATE_FILING', 'ESPECIALLY_SERIOUS')).toMatchObject({ refused: [] });
    expect(await mayAssessOn('offender', KEPT!, ['2029-06-03', '2029-06-04'])).toEqual(['YES', 'NO FILING_TERMINATED']);
  });

  test('for one item after its due day, and goes on with the others', async () => {
    await story.goTo('2030-02-01');
    const item = `filedItemId: "${await filedItemId('lapser', '宠物美容师', '2030-02-01')}"`;
    const record = `${item} basisDocument: "示例文件" dueOn: "2030-03-31"`;
    const on = filingOf('lapser');
    expect(await story.turnedAway(lapser!, 'recordItemNotEvaluable', on, record)).toEqual(['FORBIDDEN']);
    await story.act(people.centre, 'recordItemNotEvaluable', on, record);
    expect(await tasksOf(lapser!, 'lapser')).toEqual(['AGENCY ADJUST_ITEM 2030-03-31 宠物美容师']);
    await story.goTo('2030-03-31');
    expect(await story.refused(people.centre, 'recordItemTermination', on, item)).toEqual([
      'FIL-006 DUE_DAY_NOT_PASSED',
    ]);
    await story.goTo('2030-04-01');
    expect((await stateOf('lapser', '2030-04-01')).items).toEqual(['宠物美容师', '调饮师']);
    await story.act(people.centre, 'recordItemTermination', on, item);
    expect(await stateOf('lapser', '2030-04-01')).toMatchObject({ state: { status: 'ACTIVE' }, items: ['调饮师'] });
    expect(await mayAssessOn('lapser', ADDED!, ['2030-01-31', '2030-02-01', '2030-04-01'])).toEqual([
      ...['YES', 'NO ITEM_NOT_EVALUABLE', 'NO OUT_OF_FILING_SCOPE'],
    ]);
  });

  test('when it has run out without a request and the Centre records it', async () => {
    const on = filingOf('lapser');
    await story.goTo('2031-03-31');
    const record = ['recordAutomaticTermination', on, 'reason: NO_RENEWAL'] as const;
    expect(await story.refused(people.centre, ...record)).toEqual(['FIL-005 ILLEGAL_TRANSITION']);
    await story.goTo('2031-04-01');
    expect(await stateOf('lapser', '2031-04-01')).toMatchObject({ state: { status: 'EXPIRED', since: '2031-04-01' } });
    expect(await story.refused(lapser!, 'requestRenewal', on)).toEqual(['FIL-005 RENEWAL_LATE']);
    expect(await tasksOf(people.centre, 'lapser')).toContain('AUTHORITY RECORD_NO_RENEWAL');
    expect(await story.refused(people.pudong, ...record)).toEqual(['FIL-013 NOT_FILING_AUTHORITY']);
    await story.act(people.centre, ...record);
    expect(await mayAssessOn('lapser', KEPT!, ['2031-03-31', '2031-04-01'])).toEqual(['YES', 'NO FILING_TERMINATED']);
  });
});

describe('its end', () => {
  const kinds = ['SETTLE_CANDIDATES', 'FINISH_CERTIFICATES', 'HAND_OVER_RECORDS'];

  test.each(subjects)('leaves $agency with things to settle, and is final', async ({ agency }) => {
    const on = filingOf(agency);
    const settle = (task: string) => ['completeWrapUpTask', on, `task: ${task} report: "已妥善处理"`] as const;
    expect(await story.turnedAway(agencyPerson('another'), ...settle(kinds[0]!))).toEqual(['BAD_USER_INPUT']);
    for (const kind of kinds) await story.act(agencyPerson(agency), ...settle(kind));
    expect(await story.refused(people.centre, ...settle(kinds[0]!))).toEqual(['FIL-010 WRAP_UP_NOT_OPEN']);
    expect(await story.refused(people.centre, 'approveRenewal', on)).toEqual(['FIL-005 ILLEGAL_TRANSITION']);
    const query = 'query ($id: ID!) { filing(id: $id) { wrapUpTasks { doneOn filedItem { fullName } } } }';
    const { filing } = await story.read(agencyPerson(agency), query, { id: on.id });
    const own = filing.wrapUpTasks.filter(({ filedItem }: Json) => filedItem === null);
    expect(own.map(({ doneOn }: Json) => doneOn)).toEqual(kinds.map(() => '2031-04-01'));
  });

  test('is in a journal that proves itself, with every act of those years', async () => {
    const query = 'query ($id: ID!) { filing(id: $id) { history(first: 100) { nodes { act role } } } }';
    const { filing } = await story.read(people.bureau, query, { id: filingOf('lapser').id });
    expect(filing.history.nodes.map(({ act, role }: Json) => `${role} ${act}`)).toEqual([
      ...['CENTRE issueReceipt', 'AGENCY requestAdjustment', 'CENTRE decideAdjustment'],
      ...['SYSTEM remindOfRenewal', 'AGENCY requestRenewal'],
      ...['SYSTEM suspendEvaluation', 'SYSTEM resumeEvaluation'],
      ...['CENTRE recordExpiryEvaluation', 'CENTRE approveRenewal', 'SYSTEM beginRenewedPeriod'],
      ...['CENTRE recordItemNotEvaluable', 'SYSTEM passItemDueDay', 'CENTRE recordItemTermination'],
      ...Array<string>(3).fill('SYSTEM remindOfRenewal'),
      ...['SYSTEM expireFiling', 'CENTRE recordNoRenewal'],
      ...Array<string>(3).fill('AGENCY completeWrapUpTask'),
    ]);
    const { rows, faults } = await verifyJournal(graph().subgraph('agencies').connection);
    expect(faults).toEqual([]);
    expect(rows).toBeGreaterThan(80);
  });
});
