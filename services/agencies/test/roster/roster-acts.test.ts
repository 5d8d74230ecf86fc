import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { listEvents } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest, testSealer } from '@shanghai/platform/testing';
import { addInternalSupervisor } from '../../dist/roster/acts/add-internal-supervisor.js';
import { addStaff } from '../../dist/roster/acts/add-staff.js';
import { changeInternalSupervisor } from '../../dist/roster/acts/change-internal-supervisor.js';
import { changeStaff } from '../../dist/roster/acts/change-staff.js';
import { importRoster } from '../../dist/roster/acts/import-roster.js';
import { removeInternalSupervisor } from '../../dist/roster/acts/remove-internal-supervisor.js';
import { removeStaff } from '../../dist/roster/acts/remove-staff.js';
import type { KeepingRoster, RosterActOutcome } from '../../dist/roster/perform-on-roster.js';
import { printSheet } from '../../dist/roster/print-roster.js';
import { heldOn } from '../../dist/roster/roster-facts.js';
import { postsUpTo, rosterFactsOn } from '../../dist/roster/roster-on.js';
import { findRoster } from '../../dist/roster/roster-store.js';
import type { toldRoster } from '../../dist/roster/roster-telling.js';
import type { StoredRoster } from '../../dist/roster/roster.js';
import { unmaskRosterLine } from '../../dist/roster/unmask-roster-line.js';
import { agencies } from '../../dist/subgraph.js';
import { acting, applicantOf, errorCodeOf, newKey, people } from '../application-life.js';
import { idNumberOf, typedStaff, typedSupervisor } from './typed-lines.js';

let served: ServedSubgraph;
beforeAll(async () => {
  served = await serveForTest(agencies);
});
afterAll(async () => served.stop());

let bodies = 0;

/** A body that keeps a roster nobody else touches, on a day. */
function keeping(at = '2026-06-25', agencyId = `roster-body-${(bodies += 1)}`): KeepingRoster {
  return acting(served, applicantOf({ applicantId: agencyId }), at);
}

function on(version: number, idempotencyKey = newKey()) {
  return { version, idempotencyKey };
}

function done(outcome: RosterActOutcome): StoredRoster {
  if ('refusals' in outcome) throw new Error(JSON.stringify(outcome.refusals.map(({ code, path }) => [code, path])));
  return outcome.roster;
}

function codesOf(outcome: RosterActOutcome): readonly string[] {
  if (!('refusals' in outcome)) return [];
  return outcome.refusals.map(({ rule, code, path }) => `${rule} ${code} ${path.join('.')}`);
}

function said<Said>(one: Said, filedOn: string | null = null) {
  return { said: one, filedOn };
}

describe('a staff member', () => {
  test('is added, changed and taken off, with numbers that run on and nothing forgotten', async () => {
    const by = keeping();
    const first = done(await addStaff(by, on(0), said(typedStaff(1, ['AGENCY_HEAD']), '20260624')));
    const second = done(await addStaff(by, on(1), said(typedStaff(2, ['LIAISON']))));
    const [{ id }] = first.staff as [StoredRoster['staff'][0]];
    const changed = done(await changeStaff(by, on(2), id, said(typedStaff(1, ['FINANCE']), '20260625')));
    const later = { ...by, now: acting(served, people.centre, '2026-07-02').now };
    const removed = done(await removeStaff(later, on(3), id, { filedOn: '20260701' }));
    const third = done(await addStaff(later, on(4), said(typedStaff(1, ['ARCHIVES']))));
    expect([second, changed, removed, third].map(({ version }) => version)).toEqual([2, 3, 4, 5]);
    expect(
      third.staff.map(({ no, entries }) => [no, entries.map(({ mark, filedOn }) => `${filedOn} ${mark}`)]),
    ).toEqual([
      [1, ['2026-06-24 ADD', '2026-06-25 CHANGE', '2026-07-01 DELETE']],
      [2, ['2026-06-25 ADD']],
      [3, ['2026-07-02 ADD']],
    ]);
    expect(postsUpTo(third.staff[0]!, day('2026-07-02'))).toEqual([
      { post: 'AGENCY_HEAD', duty: null, from: '2026-06-24', to: '2026-06-24' },
      { post: 'FINANCE', duty: null, from: '2026-06-25', to: '2026-06-30' },
    ]);
    const held = (at: string) => rosterFactsOn(third, day(at)).staff.map((one) => heldOn(one, day(at))[0]!.post);
    expect(['2026-06-23', '2026-06-24', '2026-06-25', '2026-07-01', '2026-07-02'].map(held)).toEqual([
      [],
      ['AGENCY_HEAD'],
      ['FINANCE', 'LIAISON'],
      ['LIAISON'],
      ['LIAISON', 'ARCHIVES'],
    ]);
  });

  test.each<[string, Parameters<typeof typedStaff>[2], string | null, readonly string[]]>([
    ['a small x', { idNumber: `${idNumberOf(1).slice(0, 17)}x` }, null, ['STF-015 INVALID_ID_NUMBER idNumber']],
    ['a wrong check character', { idNumber: '310115197605210019' }, null, ['STF-015 INVALID_ID_NUMBER idNumber']],
    ['a landline', { phone: '021-12345678' }, null, ['STF-016 INVALID_PHONE phone']],
    ['a blank in the name', { name: '示例 甲' }, null, ['STF-015 INVALID_NAME name']],
    [
      'no name and no employer',
      { name: ' ', employer: '' },
      null,
      ['STF-016 FIELD_REQUIRED name', 'STF-016 FIELD_REQUIRED employer'],
    ],
    ['a day to come', {}, '20260626', ['STF-016 INVALID_REMARK filedOn']],
    ['no day', {}, '2026-06-24', ['STF-016 INVALID_REMARK filedOn']],
    [
      'a side of a post without sides',
      { posts: [{ post: 'FINANCE', duty: 'REVIEW' }] },
      null,
      ['STF-008 INVALID_DUTY posts.0'],
    ],
  ])('is not added with %s', async (_what, changed, filedOn, codes) => {
    const by = keeping();
    expect(codesOf(await addStaff(by, on(0), said(typedStaff(1, ['FINANCE'], changed), filedOn)))).toEqual(codes);
    expect(await findRoster(served.connection, by.caller.scopes['agency']!)).toBeNull();
  });

  test('stands once, and is changed only while on the roster, by nobody else’s number and not backwards', async () => {
    const by = keeping();
    const roster = done(await addStaff(by, on(0), said(typedStaff(1))));
    const { staff } = done(await addStaff(by, on(1), said(typedStaff(2))));
    const [one, other] = staff as [StoredRoster['staff'][0], StoredRoster['staff'][0]];
    expect(roster.staff).toHaveLength(1);
    expect(codesOf(await addStaff(by, on(2), said(typedStaff(1))))).toEqual(['STF-001 DUPLICATE_PERSON idNumber']);
    expect(codesOf(await changeStaff(by, on(2), one.id, said(typedStaff(2))))).toEqual([
      'STF-015 DUPLICATE_PERSON idNumber',
    ]);
    expect(codesOf(await changeStaff(by, on(2), one.id, said(typedStaff(1), '20260624')))).toEqual([
      'STF-016 INVALID_REMARK filedOn',
    ]);
    done(await removeStaff(by, on(2), other.id, { filedOn: null }));
    for (const refused of [
      await changeStaff(by, on(3), other.id, said(typedStaff(2))),
      await removeStaff(by, on(3), other.id, { filedOn: null }),
      await removeStaff(by, on(3), 'staff-of-others', { filedOn: null }),
    ])
      expect(codesOf(refused)).toEqual(['STF-016 NOT_ON_ROSTER idNumber']);
  });
});

test('a supervisor is added, changed and taken off on a sheet of its own, with numbers of its own', async () => {
  const by = keeping();
  done(await addStaff(by, on(0), said(typedStaff(1))));
  const { supervisors } = done(await addInternalSupervisor(by, on(1), said(typedSupervisor(1, { hasForm: false }))));
  const [{ id, no }] = supervisors as [StoredRoster['supervisors'][0]];
  expect(no).toBe(1);
  const faulty = typedSupervisor(2, { birthDate: '19760522', qualification: ' ', experience: null });
  expect(codesOf(await addInternalSupervisor(by, on(2), said(faulty)))).toEqual([
    'ISU-003 INVALID_BIRTH_DATE birthDate',
    'ISU-004 FIELD_REQUIRED qualification',
    'ISU-004 FIELD_REQUIRED experience',
  ]);
  const changed = done(await changeInternalSupervisor(by, on(2), id, said(typedSupervisor(1))));
  expect(rosterFactsOn(changed, day('2026-06-25')).supervisors).toMatchObject([{ no: 1, hasForm: true }]);
  const removed = done(await removeInternalSupervisor(by, on(3), id, { filedOn: null }));
  expect(rosterFactsOn(removed, day('2026-06-25')).supervisors).toEqual([]);
  expect(removed.staff).toHaveLength(1);
});

describe('an act on a roster', () => {
  test('is of the agency alone, and of its own roster', async () => {
    for (const by of [people.centre, people.bureau, people.pudong, people.anyone])
      await expect(addStaff(acting(served, by, '2026-06-25'), on(0), said(typedStaff(1)))).rejects.toThrow(/no scope/);
  });

  test('meets the version it was read at, and is done once', async () => {
    const by = keeping();
    const key = newKey();
    done(await addStaff(by, on(0, key), said(typedStaff(1))));
    const again = await addStaff(by, on(0, key), said(typedStaff(1)));
    expect(again).toMatchObject({ isRepeated: true, roster: { version: 1 } });
    const conflicts = [
      addStaff(by, on(0, key), said(typedStaff(2))),
      addStaff(by, on(0), said(typedStaff(2))),
      addStaff(by, on(2), said(typedStaff(2))),
    ];
    for (const one of conflicts) expect(await one.catch(errorCodeOf)).toEqual(['CONFLICT']);
  });

  test('by two at once adds both, one after the other, or tells one to read again', async () => {
    const by = keeping();
    const both = await Promise.allSettled([1, 2].map(async (no) => addStaff(by, on(0), said(typedStaff(no)))));
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const stored = await findRoster(served.connection, by.caller.scopes['agency']!);
    expect(stored).toMatchObject({ version: 1, staff: [{ no: 1 }] });
  });
});

describe('what others are told of a roster', () => {
  const told = async ({ _id }: StoredRoster) => {
    await served.settle();
    const own = (await listEvents(served.events, 0, 10_000)).filter(({ aggregate }) => aggregate === `roster/${_id}`);
    return own.map(({ payload }) => JSON.parse(payload) as ReturnType<typeof toldRoster>);
  };

  test('is how many work there, and who supervises or is the liaison by a hash that is the same at another agency', async () => {
    const one = keeping();
    done(await addStaff(one, on(0), said(typedStaff(31, ['LIAISON']))));
    done(await addStaff(one, on(1), said(typedStaff(32))));
    const first = done(await addInternalSupervisor(one, on(2), said(typedSupervisor(33))));
    const second = done(await addInternalSupervisor(keeping(), on(0), said(typedSupervisor(33))));
    const [, , own] = await told(first);
    const [other] = await told(second);
    expect(own).toMatchObject({
      staffCount: 2,
      persons: [
        { role: 'SUPERVISOR', lineId: first.supervisors[0]!.id },
        { role: 'LIAISON', lineId: first.staff[0]!.id },
      ],
    });
    expect(other).toMatchObject({ staffCount: 0, persons: [{ role: 'SUPERVISOR', person: own!.persons[0]!.person }] });
    expect(own!.persons[0]!.person).not.toBe(first.supervisors[0]!.person);
    expect(JSON.stringify([own, other])).not.toMatch(new RegExp(`${idNumberOf(31)}|${idNumberOf(533)}|示例`));
  });
});

describe('who is on a roster', () => {
  test('stands nowhere in the store as they are', async () => {
    const by = keeping();
    const canary = typedSupervisor(77, { name: '金丝雀甲', email: 'canary@example.org', workAddress: '金丝雀路1号' });
    const outcome = await addInternalSupervisor(by, on(0), said(canary));
    done(await addStaff(by, on(1), said(typedStaff(78, ['FINANCE'], { name: '金丝雀乙' }))));
    await addStaff(by, on(2), said(typedStaff(78, ['FINANCE'], { name: '金丝雀乙' })));
    await served.settle();
    const texts: string[] = [JSON.stringify(outcome)];
    for (const { name } of await served.connection.listCollections())
      texts.push(JSON.stringify(await served.connection.collection(name).find().toArray()));
    const all = texts.join('\n');
    expect(all).toContain(by.caller.scopes['agency']!);
    for (const secret of ['金丝雀', canary.idNumber, idNumberOf(78), canary.phone, typedStaff(78).phone, 'canary@'])
      expect(all.includes(secret)).toBe(false);
  });

  test('is printed masked, with every day on which the line was filed', async () => {
    const by = keeping('2026-06-25');
    const { staff } = done(
      await addStaff(
        by,
        on(0),
        said(typedStaff(1, ['APPLICATION_REVIEW/OPERATE', 'FINANCE'], { note: '负责浦东' }), '20260624'),
      ),
    );
    const changed = done(await changeStaff(by, on(1), staff[0]!.id, said(typedStaff(1, ['LIAISON']))));
    const roster = done(await addInternalSupervisor(by, on(2), said(typedSupervisor(1))));
    const { columns, rows } = printSheet(changed, { sheet: 'STAFF', on: day('2026-06-24'), sealer: testSealer });
    expect(Object.fromEntries(columns.map((column, at) => [column, rows[0]!.cells[at]]))).toEqual({
      序号: '1',
      姓名: '示****',
      岗位类别: '申报管理',
      身份证号码: `310***********${idNumberOf(1).slice(-4)}`,
      工作单位: '示例比照认定中心',
      部门: '评价部',
      职务: '副总经理',
      联系方式: '139****0001',
      具体岗位: '申报审核岗（初审）、财务管理岗',
      备注: '附劳动合同；20260624 新增；负责浦东',
    });
    const later = printSheet(roster, { sheet: 'STAFF', on: day('2026-06-25'), sealer: testSealer });
    expect(later.rows[0]!.cells.at(-1)).toBe('附劳动合同；20260624 新增；20260625 变更');
    const sheet = printSheet(roster, { sheet: 'INTERNAL_SUPERVISORS', on: day('2026-06-25'), sealer: testSealer });
    expect(sheet.rows[0]!.cells).toHaveLength(sheet.columns.length);
    expect(JSON.stringify(sheet)).not.toMatch(/19760521|supervisor1@/);
  });

  test('is shown for a purpose alone, and the journal says to whom', async () => {
    const by = keeping();
    const { staff } = done(await addStaff(by, on(0), said(typedStaff(1))));
    const asked = {
      ...{ agencyId: by.caller.scopes['agency']!, lineId: staff[0]!.id },
      ...{ field: 'idNumber' as const, purpose: '核对身份', idempotencyKey: newKey() },
    };
    const centre = acting(served, people.centre, '2026-06-26');
    expect(await unmaskRosterLine(centre, asked)).toBe(idNumberOf(1));
    const purposeless = unmaskRosterLine(centre, { ...asked, purpose: ' ' });
    expect(await purposeless.catch(errorCodeOf)).toEqual(['BAD_USER_INPUT']);
    const elsewhere = unmaskRosterLine(acting(served, people.pudong, '2026-06-26'), asked);
    expect(await elsewhere.catch(errorCodeOf)).toEqual(['BAD_USER_INPUT']);
    const rows = await served.connection.collection('journal').find().toArray();
    const aggregate = `unmasking/roster/${asked.agencyId}`;
    expect(rows.filter((one) => JSON.stringify(one).includes(aggregate))).toHaveLength(1);
  });
});

const header = '序号,姓名,岗位类别,身份证号码,工作单位,部门,职务,联系方式,具体岗位,备注';
const bom = '\uFEFF';

/** A row of the sheet of staff as a spreadsheet saves it. */
function row(
  no: number,
  changed: Partial<Record<'no' | 'id' | 'phone' | 'posts' | 'categories' | 'remark', string>> = {},
) {
  const { id = idNumberOf(no), phone = `139${String(no).padStart(8, '0')}`, posts = '财务管理岗' } = changed;
  const { categories = '申报管理', remark = '附劳动合同 20260624 新增' } = changed;
  return `${changed.no ?? no},示例员工${no},"${categories}",${id},"示例单位, 本部",评价部,职员,${phone},"${posts}","${remark}"`;
}

describe('an import', () => {
  const sheet = 'STAFF' as const;
  const csvOf = (...rows: readonly string[]) => `${bom}${[header, ...rows].join('\r\n')}\r\n`;

  test('adds all rows of a file, quotes and byte order mark included, and changes and takes off with the next', async () => {
    const by = keeping();
    const first = done(
      await importRoster(by, on(0), {
        sheet,
        csv: csvOf(
          row(1, { categories: '负责人、执行负责人', posts: '' }),
          row(2, { posts: '申报审核岗（复核）\n申报受理岗' }),
        ),
      }),
    );
    expect(first.staff.map(({ entries }) => entries[0]!.posts)).toEqual([
      [
        { post: 'AGENCY_HEAD', duty: null },
        { post: 'EXECUTIVE_HEAD', duty: null },
      ],
      [
        { post: 'APPLICATION_REVIEW', duty: 'REVIEW' },
        { post: 'APPLICATION_INTAKE', duty: null },
      ],
    ]);
    expect(first.staff[0]!.entries[0]).toMatchObject({
      ...{ employer: '示例单位, 本部', note: null, filedOn: '2026-06-24' },
      contract: { kind: 'LABOUR', isAttached: true },
    });
    const next = csvOf(
      row(1, { remark: '20260625 变更，附聘用合同（合同期限、工作地点），另有说明' }),
      row(2, { remark: '20260625 删除' }),
      row(3),
    );
    const second = done(await importRoster(by, on(1), { sheet, csv: next }));
    expect(second.staff.map(({ no, entries }) => [no, entries.at(-1)!.mark])).toEqual([
      [1, 'CHANGE'],
      [2, 'DELETE'],
      [3, 'ADD'],
    ]);
    expect(second.staff[0]!.entries[1]!.contract).toEqual({
      ...{ kind: 'ENGAGEMENT', isAttached: true, clauses: ['TERM', 'PLACE'] },
    });
  });

  test('tells of every row and column what is wrong, and takes none', async () => {
    const by = keeping();
    done(await importRoster(by, on(0), { sheet, csv: csvOf(row(1)) }));
    const csv = csvOf(
      row(2, { no: '２', id: `${idNumberOf(2).slice(0, 17)}x` }),
      row(3, { posts: '后勤岗', categories: '申报管理' }),
      row(4, { no: '9', phone: '１３９００００００００' }),
      row(5, { id: idNumberOf(4) }),
      row(1, { no: '6' }),
      row(7, { remark: '附劳动合同 2026-06-24 新增' }),
      row(8, { remark: '20260624 删除' }),
      '9,示例员工9',
    );
    const outcome = await importRoster(by, on(1), { sheet, csv });
    const codes = codesOf(outcome);
    expect(codes).toEqual(
      expect.arrayContaining([
        'STF-015 INVALID_ID_NUMBER rows.0.idNumber',
        'STF-001 SEQ_NOT_CUMULATIVE rows.0.no',
        'STF-008 UNKNOWN_POST rows.1.posts',
        'STF-008 FIELD_REQUIRED rows.1.posts',
        'STF-016 INVALID_PHONE rows.2.phone',
        'STF-001 SEQ_NOT_CUMULATIVE rows.2.no',
        'STF-001 DUPLICATE_PERSON rows.3.idNumber',
        'STF-001 DUPLICATE_PERSON rows.4.idNumber',
        'STF-016 INVALID_REMARK rows.5.filedOn',
        'STF-016 NOT_ON_ROSTER rows.6.idNumber',
        'STF-016 COLUMN_COUNT rows.7',
      ]),
    );
    expect(await findRoster(served.connection, by.caller.scopes['agency']!)).toMatchObject({ version: 1 });
  });

  test.each([
    ['another column', `${header},密码\r\n${row(1)},x`],
    ['a column less', `${header.replace(',备注', '')}\r\n1,2`],
    ['a column twice', `${header},备注\r\n${row(1)},x`],
    ['no rows', header],
    ['nothing', ''],
    ['an open quote', `${header}\r\n1,"示例`],
    ['too many rows', [header, ...Array.from({ length: 301 }, (_, no) => row(no))].join('\n')],
  ])('of a file with %s is bad input', async (_what, csv) => {
    expect(await importRoster(keeping(), on(0), { sheet, csv }).catch(errorCodeOf)).toEqual(['BAD_USER_INPUT']);
  });

  test('of the same file with the same key is the same import', async () => {
    const by = keeping();
    const at = on(0);
    done(await importRoster(by, at, { sheet, csv: csvOf(row(1)) }));
    expect(await importRoster(by, at, { sheet, csv: csvOf(row(1)) })).toMatchObject({ isRepeated: true });
    expect(codesOf(await importRoster(by, on(1), { sheet, csv: csvOf(row(1)) }))).toEqual([
      'STF-001 DUPLICATE_PERSON rows.0.idNumber',
      'STF-001 SEQ_NOT_CUMULATIVE rows.0.no',
    ]);
  });

  test('takes supervisors with their forms', async () => {
    const columns =
      '序号,姓名,性别,出生日期,文化程度,身份证号码,工作单位,专业技术职称/资格证书,单位地址,联系方式,电子邮箱,工作经验,备注';
    const csv = `${columns}\n1,示例督导,女,19760521,本科,${idNumberOf(501)},示例单位,高级工程师,示例路1号,13800000001,a@example.org,12年,"附申请表，20260624 新增"\n`;
    const { supervisors } = done(await importRoster(keeping(), on(0), { sheet: 'INTERNAL_SUPERVISORS', csv }));
    expect(supervisors[0]!.entries[0]).toMatchObject({ hasForm: true, experience: '12年', note: null });
  });
});
