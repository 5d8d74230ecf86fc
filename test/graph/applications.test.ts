import { describe, expect, test } from '@jest/globals';
import { type Json, useGraph } from './graph.js';

const graph = useGraph({ applications: true });

const centre = { sub: 'zhou', role: 'CENTRE' };
const bureau = { sub: 'tao', role: 'BUREAU' };
const districtBureau = (district: string) => ({ sub: 'pan', role: 'DISTRICT_BUREAU', district });

/** The invented applications by the number in their applicant's name, the newest first. */
async function applications(claims: Parameters<ReturnType<typeof graph>['as']>[0], fields = 'status'): Promise<Json[]> {
  const { data, errors } = await graph().as(claims)(
    `{ agencyApplications(first: 100) { totalCount nodes { id applicantName ${fields} } } }`,
  );
  expect(errors).toEqual([]);
  expect(data.agencyApplications.totalCount).toBe(data.agencyApplications.nodes.length);
  return data.agencyApplications.nodes;
}
const named = (all: readonly Json[], no: number): Json =>
  all.find(({ applicantName }) => applicantName === `示例职业培训学校${String(no).padStart(2, '0')}号`);

async function inbox(claims: object, asOf = '2026-11-01', more = ''): Promise<Json> {
  const fields = 'waiting { totalCount nodes { applicantName status availableActs } }';
  const ask = graph().as(claims as typeof centre);
  const { data, errors } = await ask(`{ bureauInbox(asOf: "${asOf}") { ${fields} ${more} } }`);
  expect(errors).toEqual([]);
  return data.bureauInbox;
}
const statuses = ({ waiting }: Json): string[] => waiting.nodes.map(({ status }: Json) => status).sort();

describe('the inbox', () => {
  test('of the Centre has what it accepts and assesses, and publicity with an open objection', async () => {
    const found = await inbox(centre);
    expect(statuses(found)).toEqual(['ACCEPTED', 'AGENCY_ASSESSMENT', 'PROJECT_ASSESSMENT', 'PUBLICITY', 'SUBMITTED']);
    expect(found.waiting.totalCount).toBe(5);
    expect(named(found.waiting.nodes, 3)).toMatchObject({
      availableActs: ['acceptApplication', 'refuseApplication', 'rejectFalseMaterial'],
    });
  });

  test('of the Bureau has what it consents to', async () => {
    expect(statuses(await inbox(bureau))).toEqual(['AWAITING_CONSENT']);
  });

  test('of a district has the drafts with a site that it has not recommended', async () => {
    const of = async (district: string) =>
      (await inbox(districtBureau(district))).waiting.nodes.map(({ applicantName }: Json) =>
        applicantName.slice(8, 10),
      );
    expect(await of('310115')).toEqual(['01', '09']);
    expect(await of('310104')).toEqual(['01', '11']);
    expect(await of('310106')).toEqual(['02']);
    expect(await of('310101')).toEqual([]);
  });

  test('has what falls due, by kind, each day with how it came about', async () => {
    const found = await inbox(
      districtBureau('310115'),
      '2026-11-01',
      'deadlineCounts { kind count } deadlines { kind on countedFrom workingDaysLeft(asOf: "2026-11-01") passedDays { on workingDay } application { applicantName } filing { id } }',
    );
    expect(found.deadlineCounts).toEqual([{ kind: 'PUBLICITY_ENDS', count: 1 }]);
    expect(found.deadlines).toEqual([
      {
        kind: 'PUBLICITY_ENDS',
        on: '2026-11-05',
        countedFrom: '2026-10-29',
        workingDaysLeft: 4,
        passedDays: [
          { on: '2026-10-30', workingDay: 1 },
          { on: '2026-10-31', workingDay: null },
          { on: '2026-11-01', workingDay: null },
          { on: '2026-11-02', workingDay: 2 },
          { on: '2026-11-03', workingDay: 3 },
          { on: '2026-11-04', workingDay: 4 },
          { on: '2026-11-05', workingDay: 5 },
        ],
        application: { applicantName: '示例职业培训学校08号' },
        filing: null,
      },
    ]);
    const elsewhere = await inbox(districtBureau('310106'), '2026-11-01', 'deadlineCounts { kind }');
    expect(elsewhere.deadlineCounts).toEqual([]);
  });

  test('has the filings of agencies in the district when they come to their end', async () => {
    const of = async (district: string, asOf: string) =>
      (await inbox(districtBureau(district), asOf, 'deadlines { kind on filing { receiptNo } }')).deadlines;
    expect(await of('310115', '2029-07-01')).toEqual([
      { kind: 'RENEWAL_WINDOW_OPENS', on: '2029-07-12', filing: { receiptNo: '示例-2026-9001-1' } },
    ]);
    expect(await of('310115', '2029-10-01')).toEqual([
      { kind: 'RENEWAL_WINDOW_CLOSES', on: '2029-10-11', filing: { receiptNo: '示例-2026-9001-1' } },
      { kind: 'FILING_EXPIRES', on: '2029-10-12', filing: { receiptNo: '示例-2026-9001-1' } },
    ]);
    expect(await of('310115', '2029-08-15')).toEqual([]);
    expect(await of('310104', '2029-10-01')).toEqual([]);
  });
});

describe('an application', () => {
  test('shows its persons masked, to whoever sees it', async () => {
    const fields = 'form { head { name title phone } } objections { no status }';
    const [first] = await applications(centre, fields);
    expect(first.form.head).toEqual({ name: '示**', title: '校长', phone: expect.stringMatching(/^139\*{4}\d{4}$/) });
    const ask = graph().as(centre);
    const { data } = await ask('{ agencyApplications(status: [PUBLICITY]) { nodes { objections { contact text } } } }');
    expect(data.agencyApplications.nodes[0].objections).toEqual([
      { contact: '139****9999', text: '示例异议：考核点所在楼层与公示不符' },
    ]);
  });

  test('has its history from the draft on, and who acted is told to those who may know', async () => {
    const fields =
      'history(first: 3) { totalCount nodes { version act role from to at clauses { item } } pageInfo { hasNextPage endCursor } }';
    const found = named(await applications(centre, fields), 13);
    expect(found.history.totalCount).toBe(10);
    expect(found.history.nodes.map(({ version, act, role, from, to }: Json) => [version, act, role, from, to])).toEqual(
      [
        [1, 'draftApplication', 'AGENCY', null, 'DRAFT'],
        [2, 'recommendApplication', 'INDUSTRY_AUTHORITY', 'DRAFT', 'DRAFT'],
        [3, 'recommendSites', 'DISTRICT_BUREAU', 'DRAFT', 'DRAFT'],
      ],
    );
    const next = `{ agencyApplication(id: "${found.id}") { history(first: 100, after: "${found.history.pageInfo.endCursor}") { totalCount nodes { act subject to } } } }`;
    const { data } = await graph().as(bureau)(next);
    expect(data.agencyApplication.history).toMatchObject({ totalCount: 10, nodes: { length: 7 } });
    expect(data.agencyApplication.history.nodes.at(-1)).toEqual({
      act: 'issueReceipt',
      subject: 'invented-centre',
      to: 'FILED',
    });
    const asDistrict = await graph().as(districtBureau('310115'))(next);
    expect(asDistrict.errors.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
  });

  test('refuses the cursor of the history of another', async () => {
    const all = await applications(centre, 'history(first: 1) { pageInfo { endCursor } }');
    const { endCursor } = named(all, 13).history.pageInfo;
    const { errors } = await graph().as(centre)(
      `{ agencyApplication(id: "${named(all, 8).id}") { history(after: "${endCursor}") { totalCount } } }`,
    );
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_CURSOR']);
  });

  test('that was filed shows its filing, with what was done to it', async () => {
    const fields =
      'filing { id version receiptNo publishedOn reportedToNationalCentreAt deadlines(asOf: "2029-10-01") { kind on } history { totalCount nodes { act from to } } }';
    expect(named(await applications(centre, fields), 13).filing).toMatchObject({
      version: 1,
      receiptNo: '示例-2026-9001-1',
      publishedOn: null,
      reportedToNationalCentreAt: null,
      deadlines: [
        { kind: 'RENEWAL_WINDOW_CLOSES', on: '2029-10-11' },
        { kind: 'FILING_EXPIRES', on: '2029-10-12' },
      ],
      history: { totalCount: 1, nodes: [{ act: 'issueReceipt', from: null, to: 'ACTIVE' }] },
    });
  });

  test('is listed by status, by round and page by page', async () => {
    const ask = graph().as(centre);
    const list = async (given: string) =>
      (await ask(`{ agencyApplications(${given}) { totalCount nodes { id status } pageInfo { endCursor } } }`)).data
        .agencyApplications;
    expect((await list('round: "2024-08"')).nodes.map(({ status }: Json) => status).sort()).toEqual([
      'ABANDONED',
      'FAILED_AGENCY',
    ]);
    expect(await list('status: []')).toMatchObject({ totalCount: 0, nodes: [] });
    const first = await list('first: 5');
    const second = await list(`first: 100, after: "${first.pageInfo.endCursor}"`);
    expect(new Set([...first.nodes, ...second.nodes].map(({ id }: Json) => id)).size).toBe(first.totalCount);
  });
});

describe('a public notice', () => {
  const FIELDS =
    'applicationId applicantName items { fullName levels } publishedAt ends { on passedDays { on } } isRunning(asOf: "2026-11-05") page';

  test('tells everyone who is to be filed for what, and until when, and no more', async () => {
    const { data, errors } = await graph().ask(
      `{ publicNotices(asOf: "2026-11-05") { totalCount nodes { ${FIELDS} } } }`,
    );
    expect(errors).toEqual([]);
    const [notice, ...others] = data.publicNotices.nodes;
    expect([data.publicNotices.totalCount, others]).toEqual([1, []]);
    expect(notice).toMatchObject({
      applicantName: '示例职业培训学校08号',
      items: [{ fullName: '电子商务师', levels: ['INTERMEDIATE', 'SENIOR'] }],
      publishedAt: '2026-10-29T02:00:00.000Z',
      ends: { on: '2026-11-05' },
      isRunning: true,
    });
    expect(notice.page).not.toContain('示例甲');
  });

  test.each([
    ['2026-10-28', []],
    ['2026-10-29', ['08']],
    ['2026-11-06', []],
    ['2026-09-24', ['13']],
  ])('runs from its publication to its last day: %s', async (asOf, running) => {
    const { data } = await graph().ask(`{ publicNotices(asOf: "${asOf}") { nodes { applicantName } } }`);
    expect(data.publicNotices.nodes.map(({ applicantName }: Json) => applicantName.slice(8, 10))).toEqual(running);
  });

  test('stays when it is over, and there is none of what was never publicised', async () => {
    const all = await applications(centre);
    const notice = async (no: number) =>
      (await graph().ask(`{ publicNotice(applicationId: "${named(all, no).id}") { ${FIELDS} } }`)).data.publicNotice;
    expect(await notice(13)).toMatchObject({ isRunning: false, ends: { on: '2026-09-29' } });
    expect(await notice(7)).toBeNull();
  });
});

describe('an application that is checked', () => {
  const FINDINGS = 'maySubmit round { id } findings { rule code verdict path clauses { item } }';

  test('is told every finding at once, each with its place and its clause', async () => {
    const { data, errors } = await graph().run('CheckApplication');
    expect(errors).toEqual([]);
    const found = data.checkApplication.findings;
    const failed = found
      .filter(({ verdict }: Json) => verdict === 'FAIL')
      .map(({ rule, code }: Json) => `${rule} ${code}`);
    expect([data.checkApplication.maySubmit, data.checkApplication.round.id]).toEqual([false, '2025-12']);
    expect(new Set(failed)).toEqual(
      new Set(['AGY-007b SITE_RECOMMENDATION_MISSING', 'AGY-011 RECOMMENDATION_MISSING', 'AGY-013 DAY_IN_FUTURE']),
    );
    expect(found.length).toBeGreaterThan(20);
  });

  test('may be a form that is not stored, and takes 31 June for a finding', async () => {
    const ask = graph().as({ sub: 'chen', role: 'AGENCY', agency: 'a1' });
    const { data, errors } = await ask(
      `{ checkApplication(form: { name: "示例", declaration: { accepted: true, signatory: "示例甲", signedOn: "2026-06-31" } }) { ${FINDINGS} } }`,
    );
    expect(errors).toEqual([]);
    expect(data.checkApplication.findings).toContainEqual(
      expect.objectContaining({ rule: 'AGY-013', code: 'INVALID_DAY', path: ['declaration', 'signedOn'] }),
    );
  });

  test.each([
    ['', ['id']],
    ['id: "absent", form: { name: "示例" }', ['id']],
  ])('is one of the two: (%s)', async (given, expected) => {
    const call = given === '' ? 'checkApplication' : `checkApplication(${given})`;
    const { errors } = await graph().as(centre)(`{ ${call} { at } }`);
    expect(errors.map(({ extensions }) => [extensions['code'], extensions['argument']])).toEqual([
      ['BAD_USER_INPUT', ...expected],
    ]);
  });

  test('is none where it is out of scope', async () => {
    const [{ id }] = await applications(centre);
    const ask = graph().as({ sub: 'chen', role: 'AGENCY', agency: 'a1' });
    expect((await ask(`{ checkApplication(id: "${id}") { at } }`)).data).toEqual({ checkApplication: null });
    expect(
      (await ask(`{ ruleOnDays(rule: "AGY-022", applicationId: "${id}", days: ["2026-11-01"]) { on } }`)).data,
    ).toEqual({
      ruleOnDays: null,
    });
  });
});

describe('a rule on several days', () => {
  const verdicts = ({ ruleOnDays }: Json) =>
    ruleOnDays.map(({ on, findings }: Json) => [on, ...new Set(findings.map(({ verdict }: Json) => verdict))]);

  test('says under each notice what that notice says: AGY-022 locks a year after the failure, from 2025-03-20 on', async () => {
    const { data } = await graph().run('RuleTimeTravel');
    expect(verdicts(data)).toEqual([
      ['2024-08-26', 'NOT_APPLICABLE'],
      ['2025-03-26', 'FAIL'],
      ['2025-10-15', 'FAIL'],
      ['2025-10-16', 'PASS'],
    ]);
  });

  test('and AGY-021 a year after what was given up under 270号, in whichever round', async () => {
    const { id } = (await applications(centre)).find(
      ({ applicantName, status }: Json) => applicantName.includes('11号') && status === 'DRAFT',
    );
    const days = ['2025-03-26', '2025-12-21', '2025-12-22'];
    const { data } = await graph().run('RuleTimeTravel', { rule: 'AGY-021', applicationId: id, days });
    expect(verdicts(data)).toEqual([
      ['2025-03-26', 'FAIL'],
      ['2025-12-21', 'FAIL'],
      ['2025-12-22', 'PASS'],
    ]);
  });

  test.each([
    ['AGY-999', ['2026-11-01'], 'rule'],
    ['AGY-022', [], 'days'],
    ['AGY-022', Array<string>(11).fill('2026-11-01'), 'days'],
  ])('is refused for %s on %j', async (rule, days, argument) => {
    const [{ id: applicationId }] = await applications(centre);
    const { errors } = await graph().run('RuleTimeTravel', { rule, applicationId, days });
    expect(errors.map(({ extensions }) => [extensions['code'], extensions['argument']])).toEqual([
      ['BAD_USER_INPUT', argument],
    ]);
  });
});

test('the printed pages are those of the record, in Chinese', async () => {
  const receipt = await fetch(`${graph().url}/pages/receipts/${encodeURIComponent('示例-2026-9001-1')}`);
  const text = await receipt.text();
  expect([
    receipt.status,
    text.includes('备案回执'),
    text.includes('眼镜验光师'),
    text.includes('2029年10月11日'),
  ]).toEqual([200, true, true, true]);
  expect((await fetch(`${graph().url}/pages/receipts/absent`)).status).toBe(404);
  const all = await applications(centre);
  const page = async (no: number) => fetch(`${graph().url}/pages/notices/${named(all, no).id}`);
  expect(await (await page(8)).text()).toContain('2026年11月5日24时止');
  expect((await page(7)).status).toBe(404);
});
