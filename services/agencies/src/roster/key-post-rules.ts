import { type DatedRule, type Failure, type Finding, clause, judged, judgeOn } from '@shanghai/kernel';
import { NOTICE_30, ruleOf30 } from '../comparison/comparison-rule.js';
import { postOf } from '../post/post-table.js';
import { type KeyPost, duties, keyPosts } from './key-posts.js';
import { holders } from './post-rules.js';
import { standingSwap } from './role-swap-rules.js';
import { type RosterCase, type RosterFacts, type StaffFacts, heldOn, isSameHolding } from './roster-facts.js';

/** 关键岗位应至少设置 2 人，分别负责操作和审核，不可角色互换 (STF-009). */
export const keyPostRules: readonly [DatedRule] = [
  ruleOf30(
    'STF-009',
    'SEPARATION_OF_DUTY',
    clause(
      NOTICE_30,
      '附件5 二（一）',
      '申报审核、成绩管理等关键岗位应至少设置2人,分别负责操作和审核,人员应相对稳定,不可角色互换',
    ),
  ),
];

/** 证书管理岗 of 成绩管理: one acts and another confirms; a remark (STF-009, PR). */
export const certificateRules: readonly [DatedRule] = [{ ...keyPostRules[0], force: 'INFO' }];

/** 初审和复核 (STF-010). */
export const reviewerRules: readonly [DatedRule] = [
  ruleOf30(
    'STF-010',
    'SAME_REVIEWER',
    clause(NOTICE_30, '附件5-1', '申报审核岗应至少配备 2 人，分别负责初审和复核工作'),
  ),
];

/** 抽题和复核 (STF-011). */
export const paperRules: readonly [DatedRule] = [
  ruleOf30('STF-011', 'SAME_REVIEWER', clause(NOTICE_30, '附件5-1', '应至少配备 2 人，分别负责抽题和复核工作')),
];

/** Whether a roster needs a key post: an agency for comparison holds no exams, and may leave what is for them empty (PR). */
export function isNeeded({ isForExams, id }: KeyPost, { staff }: RosterFacts, { type, on }: RosterCase): boolean {
  return !isForExams || type !== 'COMPARISON' || staff.some((who) => heldOn(who, on).some(({ post }) => post === id));
}

/** STF-009 of every key post: somebody on each side, nobody on both, nobody who changed sides. */
export function judgeKeyPosts(roster: RosterFacts, asked: RosterCase): readonly Finding[] {
  return [
    ...judgeOn(keyPostRules, asked.on, (rule) => {
      const failures = keyPosts
        .filter((key) => isNeeded(key, roster, asked))
        .flatMap((key) => [
          ...emptySides(roster, key, asked),
          ...roster.staff.flatMap((who, at) => faultsOf(who, at, key, asked)),
        ]);
      return judged(rule, failures, '关键岗位分别由不同人员操作和审核');
    }),
    ...judgeOn(certificateRules, asked.on, (rule) => {
      const found = holders(roster.staff, 'CERTIFICATE_MANAGEMENT', asked.on);
      const failure = { message: '证书管理岗宜由一人操作、另一人确认', path: ['staff'] };
      const facts = { post: 'CERTIFICATE_MANAGEMENT', have: found.length, need: 2 };
      return judged(rule, found.length === 1 ? [{ ...failure, facts }] : [], '证书管理岗非一人包办');
    }),
  ];
}

/** STF-010 and STF-011: two persons, one for either side. */
export function judgeReviewers(roster: RosterFacts, asked: RosterCase): readonly Finding[] {
  return [
    ...judgeOn(reviewerRules, asked.on, (rule) => judged(rule, sameReviewer(roster, 0, asked), '初审和复核由两人负责')),
    ...judgeOn(paperRules, asked.on, (rule) => judged(rule, sameReviewer(roster, 2, asked), '抽题和复核由两人负责')),
  ];
}

function emptySides({ staff }: RosterFacts, key: KeyPost, { on }: RosterCase): readonly Failure[] {
  return duties
    .filter((duty) => sideOf(staff, key, duty, on).length === 0)
    .map((duty) => ({
      message: `关键岗位“${key.label}”缺少${duty === 'OPERATE' ? '操作' : '审核'}人员`,
      path: ['staff'],
      facts: { keyPost: key.id, missing: duty },
    }));
}

function faultsOf(who: StaffFacts, at: number, key: KeyPost, asked: RosterCase): readonly Failure[] {
  const path = ['staff', String(at), 'posts'];
  const facts = { keyPost: key.id, no: who.no };
  const isBoth = duties.every((duty) => sideOf([who], key, duty, asked.on).length > 0);
  const swap = standingSwap(who, key, asked);
  return [
    ...(isBoth ? [{ message: `序号${who.no}在“${key.label}”既操作又审核`, path, facts }] : []),
    ...(swap
      ? [
          {
            message: `序号${who.no}在“${key.label}”中角色互换`,
            path,
            facts: { ...facts, duty: swap.duty, from: swap.from, otherFrom: swap.otherFrom },
            code: 'ROLE_SWAP' as const,
          },
        ]
      : []),
  ];
}

function sameReviewer(roster: RosterFacts, at: 0 | 2, asked: RosterCase): readonly Failure[] {
  const key = keyPosts[at]!;
  if (!isNeeded(key, roster, asked)) return [];
  const [operate, review] = duties.map((duty) => sideOf(roster.staff, key, duty, asked.on));
  if (operate!.some((one) => review!.some((other) => other !== one))) return [];
  const { label, duties: names } = postOf(key.sides.OPERATE.post);
  const have = holders(roster.staff, key.sides.OPERATE.post, asked.on).length;
  const message = `${label}应至少2人，分别负责${names!.OPERATE}和${names!.REVIEW}`;
  return [{ message, path: ['staff'], facts: { post: key.id, have, need: 2 } }];
}

function sideOf(
  staff: readonly StaffFacts[],
  key: KeyPost,
  duty: 'OPERATE' | 'REVIEW',
  on: RosterCase['on'],
): readonly StaffFacts[] {
  return staff.filter((who) => heldOn(who, on).some((one) => isSameHolding(one, key.sides[duty])));
}
