import { type Day, day } from '@shanghai/kernel';
import type { Holding, PostId } from '../../dist/post/post.js';
import type {
  Contract,
  HeldPost,
  RosterCase,
  RosterFacts,
  StaffFacts,
  SupervisorFacts,
} from '../../dist/roster/roster-facts.js';

/** The day on which rosters are judged when no other is given. */
export const ON = day('2026-07-10');
const SINCE = day('2026-06-24');

/** A post with the side of it: APPLICATION_REVIEW/OPERATE. */
export type Written = PostId | `${PostId}/OPERATE` | `${PostId}/REVIEW`;

/** A post as it is written above, held since 2026-06-24 or another day. */
export function held(written: Written, from: Day = SINCE, to: Day | null = null): HeldPost {
  const [post, duty] = written.split('/') as [PostId, Holding['duty'] | undefined];
  return { post, duty: duty ?? null, from, to };
}

const labour: Contract = { kind: 'LABOUR', isAttached: true, clauses: [] };

/** A staff member with these posts. */
export function member(
  no: number,
  posts: readonly (Written | HeldPost)[],
  changed: Partial<StaffFacts> = {},
): StaffFacts {
  return {
    id: `staff-${no}`,
    no,
    person: `person-${no}`,
    title: '总经理',
    contract: labour,
    posts: posts.map((one) => (typeof one === 'string' ? held(one) : one)),
    ...changed,
  };
}

/** An internal quality supervisor who is not staff. */
export function supervisor(no: number, changed: Partial<SupervisorFacts> = {}): SupervisorFacts {
  return { id: `supervisor-${no}`, no, person: `outsider-${no}`, hasForm: true, ...changed };
}

/** The posts of five people that every rule lets pass; the head is executive head too. */
export const lawfulPosts: readonly (readonly Written[])[] = [
  ['AGENCY_HEAD', 'EXECUTIVE_HEAD'],
  ['LIAISON', 'APPLICATION_INTAKE', 'SCORE_ENTRY'],
  ['APPLICATION_REVIEW/OPERATE', 'SCORE_CONFIRMATION'],
  ['APPLICATION_REVIEW/REVIEW', 'CERTIFICATE_MANAGEMENT/OPERATE', 'ARCHIVES'],
  ['CERTIFICATE_MANAGEMENT/REVIEW', 'QUALITY_MANAGEMENT', 'INTERNAL_SUPERVISOR_MANAGEMENT'],
];

/** A roster that every rule lets pass, with another in the place of a part of it. */
export function roster(changed: Partial<RosterFacts> = {}): RosterFacts {
  return {
    staff: lawfulPosts.map((posts, at) => member(at + 1, posts)),
    supervisors: [1, 2, 3, 4, 5].map((no) => supervisor(no)),
    ...changed,
  };
}

/** The lawful roster with other posts for some of its people, by number. */
export function rosterWith(posts: Readonly<Record<number, readonly (Written | HeldPost)[]>>): RosterFacts {
  return roster({ staff: lawfulPosts.map((own, at) => member(at + 1, posts[at + 1] ?? own)) });
}

/** An application for comparison of a municipal enterprise. */
export function asked(changed: Partial<RosterCase> = {}): RosterCase {
  return { on: ON, type: 'COMPARISON', nature: 'ENTERPRISE_MUNICIPAL', filedOn: null, ...changed };
}
