import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Caller } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest, settableClock } from '@shanghai/platform/testing';
import { agencies } from '../../dist/subgraph.js';
import { instant } from '../application-facts.js';
import { applicantOf, newKey, people } from '../application-life.js';
import { reachedOn, publishMappings } from '../route-acts.js';
import { idNumberOf, plantPeople, typedStaff } from './typed-lines.js';

const clock = settableClock(instant('2026-07-07'));
let served: ServedSubgraph;
/** The filed agency of Pudong, as its application has it. */
let filed: string;
const agency = applicantOf({ applicantId: 'graph-agency' });

beforeAll(async () => {
  served = await serveForTest(agencies, clock);
  await publishMappings(served);
  filed = (await reachedOn(served, 'COMPARISON', 'FILED')).applicantId;
  await plantPeople(served, 'graph-agency', '2026-07-01');
});
afterAll(async () => served.stop());

const ROSTER = `query ($agencyId: ID!) {
  roster(agencyId: $agencyId) {
    agencyId version
    staff { no name idNumber phone employer title posts { label duty from to } contract { kind isAttached } mark filedOn }
    internalSupervisors { no name idNumber phone hasForm }
    check { type isLawful findings(verdict: [FAIL, UNDETERMINED]) { rule force } repair { outcome changes { no } left { rule } } }
    printed(sheet: STAFF) { columns rows { no cells } page }
  }
}`;

async function told(caller: Caller, agencyId: string) {
  const { data, errors } = await served.ask(ROSTER, { agencyId }, caller);
  return { roster: data.roster, codes: errors.map(({ extensions }) => extensions['code']) };
}

describe('a roster in the graph', () => {
  test('is told with its people masked, its findings and its sheet', async () => {
    const { roster } = await told(agency, 'graph-agency');
    expect(roster).toMatchObject({ agencyId: 'graph-agency', version: 1 });
    expect(roster.staff[0]).toEqual({
      ...{ no: 1, name: '示****', idNumber: `310***********${idNumberOf(1).slice(-4)}`, phone: '139****0001' },
      ...{ employer: '示例比照认定中心', title: '副总经理', mark: 'ADD', filedOn: '2026-07-01' },
      contract: { kind: 'LABOUR', isAttached: true },
      posts: [
        { label: '负责人', duty: null, from: '2026-07-01', to: null },
        { label: '执行负责人', duty: null, from: '2026-07-01', to: null },
      ],
    });
    expect(roster.check).toMatchObject({
      ...{ type: 'COMPARISON', isLawful: true },
      repair: { outcome: 'LAWFUL', changes: [], left: [] },
    });
    expect(roster.check.findings.every(({ force }: { force: string }) => force === 'INFO')).toBe(true);
    expect(roster.printed.rows).toHaveLength(5);
    expect(roster.printed.page).toContain('职业技能评价机构工作人员信息汇总表');
    const all = JSON.stringify(roster);
    for (const no of [1, 2, 3, 4, 5, 501, 502])
      for (const secret of [idNumberOf(no), typedStaff(no).phone, `示例员工${no}`]) expect(all).not.toContain(secret);
  });

  test('is for the agency, the districts of a filed one, and the city; to others it does not exist', async () => {
    const seenBy = async (caller: Caller, of: string) => (await told(caller, of)).roster !== null;
    const other = applicantOf({ applicantId: 'another-agency' });
    const pudong = people.pudong;
    const elsewhere = people.xuhui;
    expect(
      await Promise.all([agency, people.centre, people.bureau].map(async (one) => seenBy(one, 'graph-agency'))),
    ).toEqual([true, true, true]);
    expect(await Promise.all([other, pudong, elsewhere].map(async (one) => seenBy(one, 'graph-agency')))).toEqual([
      false,
      false,
      false,
    ]);
    expect([await seenBy(pudong, filed), await seenBy(elsewhere, filed), await seenBy(agency, filed)]).toEqual([
      true,
      false,
      false,
    ]);
    for (const caller of [people.anyone, people.industry, people.superior])
      expect((await told(caller, 'graph-agency')).codes).toEqual(['FORBIDDEN']);
  });

  test('is kept by the mutations of its agency, and by nobody else', async () => {
    const add = `mutation ($person: StaffInput!, $key: IdempotencyKey!) {
      addStaff(version: 0, person: $person, idempotencyKey: $key) {
        ... on RosterActDone { isRepeated roster { version staff { id no idNumber } check { isLawful } } }
        ... on Refused { refusals { rule code path } }
      }
    }`;
    const { name, idNumber, phone, employer } = typedStaff(31);
    const person = { name, idNumber, phone, employer, posts: [{ post: 'APPLICATION_REVIEW', duty: 'OPERATE' }] };
    const own = applicantOf({ applicantId: 'graph-new-agency' });
    const faulty = { ...person, idNumber: idNumber.slice(1) };
    const refused = await served.ask(add, { person: faulty, key: newKey() }, own);
    expect(refused.data.addStaff.refusals).toEqual([
      { rule: 'STF-015', code: 'INVALID_ID_NUMBER', path: ['idNumber'] },
    ]);
    const done = await served.ask(add, { person, key: newKey() }, own);
    expect(done.data.addStaff).toMatchObject({ isRepeated: false, roster: { version: 1, check: { isLawful: false } } });
    for (const caller of [people.centre, people.bureau, people.pudong, people.anyone]) {
      const { errors } = await served.ask(add, { person, key: newKey() }, caller);
      expect(errors[0]!.extensions['code']).toBe('FORBIDDEN');
    }
    const unmask = `mutation ($id: ID!, $key: IdempotencyKey!) {
      unmaskRosterPerson(agencyId: "graph-new-agency", id: $id, field: ID_NUMBER, purpose: "核对身份", idempotencyKey: $key) { value }
    }`;
    const [{ id }] = done.data.addStaff.roster.staff;
    const shown = await served.ask(unmask, { id, key: newKey() }, people.centre);
    expect(shown.data.unmaskRosterPerson.value).toBe(idNumber);
    const closed = await served.ask(unmask, { id, key: newKey() }, own);
    expect(closed.errors[0]!.extensions['code']).toBe('FORBIDDEN');
  });

  test('is checked before an import, row by row, and tells what the rules would say then', async () => {
    const check = `query ($csv: CsvText!) {
      checkRosterRows(sheet: STAFF, csv: $csv) {
        rows isTakeable
        faulty { line mark findings { code path } }
        after { isLawful repair { outcome } }
      }
    }`;
    const header = '序号,姓名,岗位类别,身份证号码,工作单位,部门,职务,联系方式,具体岗位,备注';
    const line = (id: string) => `1,示例甲,档案管理,${id},示例单位,,,13900000009,档案管理岗,附劳动合同 20260701 新增`;
    const own = applicantOf({ applicantId: 'graph-importing-agency' });
    const wrong = await served.ask(check, { csv: `${header}\n${line('31011519760521')}` }, own);
    expect(wrong.data.checkRosterRows).toEqual({
      ...{ rows: 1, isTakeable: false, after: null },
      faulty: [{ line: 2, mark: 'ADD', findings: [{ code: 'INVALID_ID_NUMBER', path: ['rows', '0', 'idNumber'] }] }],
    });
    const right = await served.ask(check, { csv: `${header}\n${line(idNumberOf(9))}` }, own);
    expect(right.data.checkRosterRows).toEqual({
      ...{ rows: 1, isTakeable: true, faulty: [] },
      after: { isLawful: false, repair: { outcome: 'IMPOSSIBLE' } },
    });
    expect((await told(own, 'graph-importing-agency')).roster).toBeNull();
  });

  test('costs a few commands however many are on it', async () => {
    const { commands } = await served.ask(ROSTER, { agencyId: 'graph-agency' }, people.centre);
    expect(commands.length).toBeLessThanOrEqual(3);
  });
});

test('the twenty posts are told to everyone', async () => {
  const query = '{ posts { id label category categoryLabel duty operateLabel clauses { quote } } }';
  const { data } = await served.ask(query, {}, people.anyone);
  expect(data.posts).toHaveLength(20);
  expect(data.posts[5]).toMatchObject({ id: 'APPLICATION_REVIEW', categoryLabel: '申报管理', operateLabel: '初审' });
});
