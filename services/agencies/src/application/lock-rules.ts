import {
  type DatedRule,
  type Day,
  type Facts,
  type Finding,
  clause,
  day,
  finding,
  judged,
  judgeOn,
  lastDayAfter,
  undetermined,
} from '@shanghai/kernel';
import type { ApplicationStatus } from './application.js';
import type { EarlierApplication, ItemFacts, SubmissionFacts } from './submission-facts.js';

/** How long an applicant is locked: counted from a day that is not counted, the last day included. */
const LOCK = { years: 1 } as const;

/**
 * 同一职业（工种）1年内不得多次参与 (AGY-021): who was regarded as having given up an application under 270号 may not apply for the
 * same occupation for a year, in whatever round; 76号 does not lift it.
 */
export const sameOccupationLocks: readonly [DatedRule] = [
  {
    rule: 'AGY-021',
    force: 'MUST',
    code: 'LOCKED_SAME_OCCUPATION',
    from: day('2024-08-19'),
    to: null,
    clauses: [
      clause(
        '沪人社职〔2024〕270号',
        '三（四）',
        '逾期未完成的，视作放弃申报。相关申报单位1年内不得多次参与同一职业（工种）社评组织征集遴选',
      ),
    ],
  },
];

/** 上一轮遴选中评估未通过的，1年内不得申报 (AGY-022): for any occupation, since 76号; failures from before it count. */
export const failureLocks: readonly [DatedRule] = [
  {
    rule: 'AGY-022',
    force: 'MUST',
    code: 'LOCKED_AFTER_FAILURE',
    from: day('2025-03-20'),
    to: null,
    clauses: [
      clause('沪人社职〔2025〕76号', '二（一）1', '申报单位在上一轮遴选中评估未通过的，1年内不得申报社评组织征集遴选'),
    ],
  },
];

/** Which ends of an application under 270号 are remarked to the Centre when the occupation is applied for again (AGY-021, PR). */
const REMARKED: readonly ApplicationStatus[] = ['FAILED_AGENCY', 'FAILED_PROJECT', 'REFUSED', 'WITHDRAWN'];

const FAILED: readonly ApplicationStatus[] = ['FAILED_AGENCY', 'FAILED_PROJECT'];

/** Both locks: AGY-021 of each item, AGY-022 of the applicant. */
export function judgeLocks(facts: SubmissionFacts): readonly Finding[] {
  return [...facts.form.items.flatMap((_, at) => judgeSameOccupation(facts, at)), ...judgeAfterFailure(facts)];
}

/** The last locked day of an application that ended on a day. */
export function lockedUntil(endedOn: Day): Day {
  return lastDayAfter(endedOn, LOCK);
}

/** AGY-021: LOCKED_SAME_OCCUPATION, and SAME_OCCUPATION_RETRY as a remark. Occupations are followed through renames. */
function judgeSameOccupation({ on, earlier, items }: SubmissionFacts, at: number): readonly Finding[] {
  const path = ['items', `${at}`];
  const under270 = endedWithin(earlier, on).filter(
    ({ notice, submittedOn }) => notice === '沪人社职〔2024〕270号' && submittedOn !== null,
  );
  const known = items?.[at];
  return judgeOn(sameOccupationLocks, on, (rule) => {
    if (!known && under270.some(({ status }) => status === 'ABANDONED'))
      return [undetermined(rule, lineageMissing, {}, path)];
    const lineage = known ? lineageOf(known) : [];
    const same = under270.filter(({ lineageIds }) => lineageIds.some((id) => lineage.includes(id)));
    const locking = latest(same.filter(({ status }) => status === 'ABANDONED'));
    const retried = latest(same.filter(({ status }) => REMARKED.includes(status)));
    const failures = locking ? [{ message: lockMessage('放弃同一职业（工种）申报', locking), facts: locking }] : [];
    return [
      ...judged(rule, failures, '同一职业（工种）未在限制期内', { path }),
      ...(retried ? [retryRemark(rule, retried, path)] : []),
    ];
  });
}

function retryRemark(rule: DatedRule, facts: Ended, path: readonly string[]): Finding {
  const remark = { ...rule, force: 'INFO', code: 'SAME_OCCUPATION_RETRY' } as const;
  return finding(remark, 'FAIL', `曾于${facts.endedOn}结束同一职业（工种）申报，请市职鉴中心知悉`, facts, path);
}

/**
 * AGY-022: LOCKED_AFTER_FAILURE. Agency and project assessment both count, abandonment does not. An application that was
 * already in hand when the failure was recorded does not lift the lock: under it no later round can have been taken part in.
 */
function judgeAfterFailure({ on, earlier }: SubmissionFacts): readonly Finding[] {
  return judgeOn(failureLocks, on, (rule) => {
    const locking = latest(endedWithin(earlier, on).filter(({ status }) => FAILED.includes(status)));
    const failures = locking ? [{ message: lockMessage('评估未通过', locking), facts: locking }] : [];
    return judged(rule, failures, '上一轮遴选中无评估未通过的记录，或限制期已满');
  });
}

type Ended = Facts & { readonly application: string; readonly endedOn: Day; readonly until: Day };

/** Earlier applications that ended on the day or before it, and whose year is not over. */
function endedWithin(earlier: readonly EarlierApplication[], on: Day): readonly EarlierApplication[] {
  return earlier.filter(({ endedOn }) => endedOn !== null && endedOn <= on && on <= lockedUntil(endedOn));
}

function latest(ended: readonly EarlierApplication[]): Ended | null {
  const last = ended.toSorted((a, b) => (a.endedOn! < b.endedOn! ? -1 : 1)).at(-1);
  return last ? { application: last.id, endedOn: last.endedOn!, until: lockedUntil(last.endedOn!) } : null;
}

function lockMessage(what: string, { endedOn, until }: Ended): string {
  return `${endedOn}${what}，1年内不得申报，限制至${until}（含当日）`;
}

/** The lineage of what is applied for, also when another edition alone knows it. */
function lineageOf({ listed, elsewhere }: ItemFacts): readonly string[] {
  return [listed, ...elsewhere.map(({ found }) => found)].flatMap((item) => item?.lineageIds ?? []);
}

const lineageMissing = {
  code: 'CATALOGUE_EDITION',
  message: '尚未取得评价项目目录，无法判断是否为同一职业（工种）',
  facts: {},
} as const;
