import {
  type Holding,
  type TypedLine,
  emptyRoster,
  identified,
  lineOf,
  saveRoster,
  signCommitment,
  takeLines,
} from '@shanghai/agencies';
import { day, residentIdCheck } from '@shanghai/kernel';
import { readInstant } from '@shanghai/platform';
import { testSealer } from '@shanghai/platform/testing';
import type { Connection } from 'mongoose';

const BORN = '19760521';

/** Five who have the posts that every rule asks for. */
const posts: readonly (readonly Holding[])[] = [
  [held('AGENCY_HEAD'), held('EXECUTIVE_HEAD')],
  [held('LIAISON'), held('SCORE_ENTRY')],
  [held('APPLICATION_REVIEW', 'OPERATE'), held('SCORE_CONFIRMATION')],
  [held('APPLICATION_REVIEW', 'REVIEW')],
  [held('QUALITY_MANAGEMENT')],
];

/** Gives an applicant lawful people who have signed everything. */
export async function plantPeople(connection: Connection, agencyId: string, on: string): Promise<void> {
  const by = { sealer: testSealer, today: day(on) };
  const named = (lines: readonly TypedLine[]) => lines.map((line) => identified(testSealer, line));
  const staffed = takeLines(emptyRoster(agencyId), 'STAFF', named(posts.map(staffLine)), by).roster;
  const supervised = takeLines(staffed, 'INTERNAL_SUPERVISORS', named(posts.map(supervisorLine)), by).roster;
  await saveRoster(connection, supervised, 1);
  const people = supervised.staff.map(
    ({ id: staffId }) => ({ kind: 'INTEGRITY_PLEDGE', capacity: 'STAFF', staffId }) as const,
  );
  const head = { kind: 'AGENCY_COMMITMENT', capacity: 'AGENCY_HEAD', staffId: supervised.staff[0]!.id } as const;
  for (const [at, one] of [head, ...people].entries())
    await signCommitment(
      {
        store: connection,
        caller: { role: 'AGENCY', subject: 'chen', scopes: { agency: agencyId } },
        now: readInstant(`${on}T01:00:00Z`)!,
        sealer: testSealer,
      },
      {
        ...one,
        ...{
          signatory: '示例人员',
          signedOn: day(on),
          agencyName: '示例单位',
          idempotencyKey: `signed-${agencyId}-${at}`,
        },
      },
    );
}

function staffLine(own: readonly Holding[], at: number): TypedLine {
  const contract = { kind: 'LABOUR', isAttached: true, clauses: [] } as const;
  const staff = { ...person(at), department: null, title: '总经理', posts: own, contract };
  return lineOf('ADD', { staff });
}

function supervisorLine(_own: readonly Holding[], at: number): TypedLine {
  const details = { gender: '女', birthDate: BORN, education: '本科', workAddress: null, email: null };
  const supervisor = { ...person(50 + at), ...details, qualification: '工程师', experience: '10', hasForm: true };
  return lineOf('ADD', { supervisor });
}

function person(at: number) {
  const body = `310115${BORN}${String(100 + at)}`;
  const idNumber = body + residentIdCheck(body);
  return {
    name: `示例人员${at}`,
    idNumber,
    phone: `139000001${String(at).padStart(2, '0')}`,
    employer: '示例单位',
    note: null,
  };
}

function held(post: Holding['post'], duty: Holding['duty'] = null): Holding {
  return { post, duty };
}
