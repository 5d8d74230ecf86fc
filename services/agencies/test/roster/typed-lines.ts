import { dayAt, residentIdCheck } from '@shanghai/kernel';
import { type ServedSubgraph, testSealer } from '@shanghai/platform/testing';
import { saveRoster } from '../../dist/roster/roster-store.js';
import { type Roster, emptyRoster } from '../../dist/roster/roster.js';
import { identified } from '../../dist/roster/seal-line.js';
import { lineOf } from '../../dist/roster/sent-line.js';
import { takeLines } from '../../dist/roster/take-lines.js';
import type { TypedLine, TypedStaff, TypedSupervisor } from '../../dist/roster/typed-line.js';
import { instant } from '../application-facts.js';
import { signEverything } from '../signing-acts.js';
import { type Written, held, lawfulPosts } from './rosters.js';

/** The identity number of an invented person, born on 1976-05-21. */
export function idNumberOf(no: number): string {
  const body = `310115${BORN}${String(no).padStart(3, '0')}`;
  return body + residentIdCheck(body);
}
const BORN = '19760521';

/** A staff member as the sheet asks for it. */
export function typedStaff(
  no: number,
  posts: readonly Written[] = ['FINANCE'],
  changed: Partial<TypedStaff> = {},
): TypedStaff {
  return {
    name: `示例员工${no}`,
    idNumber: idNumberOf(no),
    phone: `139${String(no).padStart(8, '0')}`,
    employer: '示例比照认定中心',
    department: '评价部',
    title: '副总经理',
    posts: posts.map((one) => held(one)).map(({ post, duty }) => ({ post, duty })),
    contract: { kind: 'LABOUR', isAttached: true, clauses: [] },
    note: null,
    ...changed,
  };
}

/** A supervisor as the sheet asks for it. */
export function typedSupervisor(no: number, changed: Partial<TypedSupervisor> = {}): TypedSupervisor {
  return {
    name: `示例督导${no}`,
    idNumber: idNumberOf(500 + no),
    phone: `138${String(no).padStart(8, '0')}`,
    employer: '示例督导单位',
    note: null,
    gender: '女',
    birthDate: BORN,
    education: '本科',
    qualification: '高级工程师',
    workAddress: '示例路9号',
    email: `supervisor${no}@example.org`,
    experience: '10',
    hasForm: true,
    ...changed,
  };
}

/** The lines of a lawful roster, filed on the day they are taken. */
export const lawfulLines: Readonly<Record<'staff' | 'supervisors', readonly TypedLine[]>> = {
  staff: lawfulPosts.map((posts, at) => lineOf('ADD', { staff: typedStaff(at + 1, posts) })),
  supervisors: [1, 2, 3, 4, 5].map((no) => lineOf('ADD', { supervisor: typedSupervisor(no) })),
};

/** A roster as it is stored after these lines were taken on a day. */
export function storedLines(agencyId: string, lines: typeof lawfulLines, at: string): Roster {
  const by = { sealer: testSealer, today: dayAt(instant(at)) };
  const take = (roster: Roster, sheet: 'STAFF' | 'INTERNAL_SUPERVISORS', typed: readonly TypedLine[]) =>
    takeLines(
      roster,
      sheet,
      typed.map((line) => identified(testSealer, line)),
      by,
    ).roster;
  return take(take(emptyRoster(agencyId), 'STAFF', lines.staff), 'INTERNAL_SUPERVISORS', lines.supervisors);
}

/** Gives an applicant for comparison lawful people who have signed everything. */
export async function plantPeople(
  { connection }: Pick<ServedSubgraph, 'connection'>,
  agencyId: string,
  at: string,
): Promise<void> {
  const roster = storedLines(agencyId, lawfulLines, at);
  await saveRoster(connection, roster, 1);
  await signEverything({ connection }, roster, at);
}
