import {
  type Clause,
  type DatedRule,
  type Failure,
  type Finding,
  clause,
  finding,
  judged,
  judgeOn,
} from '@shanghai/kernel';
import { NOTICE_30, ruleOf30 } from '../comparison/comparison-rule.js';
import { postOf, posts } from '../post/post-table.js';
import type { PostId } from '../post/post.js';
import { type RosterCase, type RosterFacts, type StaffFacts, heldOn } from './roster-facts.js';

/** 设置 1 人: the three named roles (STF-004, STF-005, STF-006). */
export const namedRoleRules = {
  AGENCY_HEAD: [
    ruleOf30('STF-004', 'HEAD_COUNT', clause(NOTICE_30, '附件5-1', '设置 1 人，负责人应为其开展职业评价工作的责任人')),
  ],
  EXECUTIVE_HEAD: [
    ruleOf30(
      'STF-005',
      'EXECUTIVE_HEAD_COUNT',
      clause(NOTICE_30, '附件5-1', '设置 1 人，负责其开展职业技能评价工作的运行实施'),
    ),
  ],
  LIAISON: [
    ruleOf30(
      'STF-006',
      'LIAISON_COUNT',
      clause(NOTICE_30, '附件5-1', '设置 1 人，配合负责人、执行负责人落实评价工作各环节事务'),
    ),
  ],
} as const satisfies Readonly<Partial<Record<PostId, readonly [DatedRule]>>>;

/** 不得兼任: two posts that one person may not have together (STF-007, STF-012). */
export const forbiddenPairs: readonly {
  readonly posts: readonly [PostId, PostId];
  readonly rules: readonly [DatedRule];
}[] = [
  pair(
    'STF-007',
    ['LIAISON', 'AGENCY_HEAD'],
    clause(NOTICE_30, '附件5-1', '满足条件的负责人可兼任执行负责人，不得兼任联系人'),
  ),
  pair('STF-007', ['LIAISON', 'EXECUTIVE_HEAD'], clause(NOTICE_30, '附件5-1', '联系人不得兼任负责人或执行负责人')),
  pair(
    'STF-012',
    ['SCORE_ENTRY', 'SCORE_CONFIRMATION'],
    clause(NOTICE_30, '附件5-1', '成绩录入岗不得和成绩评定岗兼任'),
  ),
];

/** 一人兼任多岗的，应将其所有岗位列出 (STF-008): so whoever is on the roster has one. */
export const listedPostRules: readonly [DatedRule] = [
  ruleOf30('STF-008', 'FIELD_REQUIRED', clause(NOTICE_30, '附件5-2②', '如一人兼任多岗的，应将其所有岗位列出')),
];

/** 空缺岗位 (STF-013): each post has a duty, and none has to be filled; a remark. */
export const unfilledPostRules: readonly [DatedRule] = [
  {
    ...ruleOf30('STF-013', 'POST_UNFILLED', clause(NOTICE_30, '附件5-1', '评价机构岗位类别说明')),
    force: 'INFO',
  },
];

/** How many have a named role. */
export function judgeNamedRoles({ staff }: RosterFacts, { on }: RosterCase): readonly Finding[] {
  return (Object.keys(namedRoleRules) as (keyof typeof namedRoleRules)[]).flatMap((post) =>
    judgeOn(namedRoleRules[post], on, (rule) => {
      const { label } = postOf(post);
      const found = holders(staff, post, on);
      const failure = { message: `${label}应设置1人，现有${found.length}人`, path: ['staff'] };
      const facts = { post, have: found.length, need: 1 };
      return judged(rule, found.length === 1 ? [] : [{ ...failure, facts }], `${label}设置1人`);
    }),
  );
}

/** Who has two posts that exclude each other. */
export function judgeForbiddenPairs({ staff }: RosterFacts, { on }: RosterCase): readonly Finding[] {
  return forbiddenPairs.flatMap(({ posts: [one, other], rules }) =>
    judgeOn(rules, on, (rule) => {
      const both = staff.flatMap((who, at) =>
        hasPost(who, one, on) && hasPost(who, other, on) ? [{ at, no: who.no }] : [],
      );
      const failures = both.map(({ at, no }) => ({
        message: `${postOf(one).label}不得兼任${postOf(other).label}（序号${no}）`,
        path: ['staff', String(at), 'posts'],
        facts: { posts: [one, other], no },
      }));
      return judged(rule, failures, `${postOf(one).label}与${postOf(other).label}未由同一人担任`);
    }),
  );
}

/** Who is on the roster without any post. */
export function judgeListedPosts({ staff }: RosterFacts, { on }: RosterCase): readonly Finding[] {
  return judgeOn(listedPostRules, on, (rule) => {
    const failures: readonly Failure[] = staff.flatMap((who, at) =>
      heldOn(who, on).length > 0
        ? []
        : [
            {
              message: `序号${who.no}未列出岗位`,
              path: ['staff', String(at), 'posts'],
              facts: { no: who.no },
            },
          ],
    );
    return judged(rule, failures, '所有人员均已列出岗位');
  });
}

/** Which functional posts nobody has; an agency for comparison holds no exams (PR). */
export function judgeUnfilledPosts({ staff }: RosterFacts, { on, type }: RosterCase): readonly Finding[] {
  return judgeOn(unfilledPostRules, on, (rule) => {
    const unfilled = posts.filter(
      ({ id, category }) =>
        !Object.hasOwn(namedRoleRules, id) &&
        !(type === 'COMPARISON' && (category === 'EXAM_MANAGEMENT' || id === 'PAPER_ASSEMBLY')) &&
        holders(staff, id, on).length === 0,
    );
    if (unfilled.length === 0) return [finding(rule, 'PASS', '各岗位均有人员')];
    const labels = unfilled.map(({ label }) => label).join('、');
    return [finding(rule, 'FAIL', `尚无人员的岗位：${labels}`, { unfilled: unfilled.map(({ id }) => id) }, ['staff'])];
  });
}

/** Those who have a post on a day, whichever side of it. */
export function holders(staff: readonly StaffFacts[], post: PostId, on: RosterCase['on']): readonly StaffFacts[] {
  return staff.filter((who) => hasPost(who, post, on));
}

function hasPost(who: StaffFacts, post: PostId, on: RosterCase['on']): boolean {
  return heldOn(who, on).some((one) => one.post === post);
}

function pair(rule: 'STF-007' | 'STF-012', both: readonly [PostId, PostId], source: Clause) {
  return { posts: both, rules: [ruleOf30(rule, 'POST_CONFLICT', source)] } as const;
}
