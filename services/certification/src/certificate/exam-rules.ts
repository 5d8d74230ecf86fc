import { type Day, type Finding, day, finding, nameKey, yearsBetween } from '@shanghai/kernel';
import type { FiledScope } from '../filing-scope/filed-scope.js';
import { judgeScope, stateOn, subjectOf } from '../filing-scope/scope-rules.js';
import { judgeCandidate } from './candidate-rules.js';
import { certificateClauses } from './certificate-clauses.js';
import type { PassedExam } from './exam.js';

const LEAST_AGE = 16;
/** The first day of the notice that keeps the two posts apart. */
const POSTS_APART_FROM = day('2026-06-23');

/** What an exam is judged beside its own facts. */
export interface ExamCase {
  readonly scope: FiledScope | null;
  /** The day on which the certificate is asked for. */
  readonly today: Day;
  /** 书面批准文号 of the filing authority, which an ordered end calls for (FIL-010). */
  readonly approvalNo: string | null;
}

/** EVL-001. */
export const ageRule = {
  rule: 'EVL-001',
  force: 'MUST',
  code: 'UNDER_AGE',
  clauses: [certificateClauses.age],
} as const;
/** CRT-001: a certificate is for who has passed, and a score counts when another person has confirmed it (PR). */
export const scoreRule = {
  rule: 'CRT-001',
  force: 'MUST',
  code: 'SCORE_NOT_CONFIRMED',
  clauses: [certificateClauses.issue, certificateClauses.scoreReview],
} as const;
/** STF-012: the two posts are apart. */
export const postsRule = {
  rule: 'STF-012',
  force: 'MUST',
  code: 'POST_CONFLICT',
  clauses: [certificateClauses.score],
} as const;
/** FIL-010: what an exam before the end of a filing still gives. */
export const endedRule = {
  rule: 'FIL-010',
  code: 'FILING_TERMINATED',
  clauses: [certificateClauses.afterEnd],
} as const;
/** CRT-001: the days of an exam have their order (PR). */
export const daysRule = {
  rule: 'CRT-001',
  force: 'MUST',
  code: 'EXAM_DAY_INVALID',
  clauses: [certificateClauses.issue],
} as const;
/** CMP-020: a comparison has no exam. */
export const noExamRule = { rule: 'CMP-020', force: 'MUST', code: 'NO_EXAM_IN_COMPARISON', clauses: [] } as const;

/**
 * Everything that the rules say of a certificate after an exam (machine 7): the filing and its scope on the day of the exam, its
 * end meanwhile, the age, the kind of candidate, the score, and the days themselves.
 */
export function judgeExam(exam: PassedExam, { scope, today, approvalNo }: ExamCase): readonly Finding[] {
  return [
    ...judgeDays(exam, today),
    ...judgeScope(scope, { subjects: subjectsOf(scope, exam), level: exam.level, on: exam.examOn }),
    ...(scope ? judgeFiling(scope, exam, { today, approvalNo }) : []),
    judgeAge(exam),
    judgeScore(exam),
  ];
}

/** The filed item that an occupation names on the day of the exam, or on any; null where none has that name. */
export function filedItemOf(scope: FiledScope, { occupation, examOn }: Pick<PassedExam, 'occupation' | 'examOn'>) {
  const named = scope.items.filter((item) => item.nameKey === nameKey(occupation));
  return named.find(({ from, to }) => (from ?? examOn) <= examOn && (to === null || examOn <= to)) ?? named[0] ?? null;
}

function subjectsOf(scope: FiledScope | null, exam: PassedExam): readonly string[] {
  const key = nameKey(exam.occupation);
  return [key, ...(scope?.items ?? []).filter((item) => item.nameKey === key).map(subjectOf)];
}

function judgeDays({ examOn, issuedOn, appliedOn }: PassedExam, today: Day): readonly Finding[] {
  const fails = (message: string, field: string) =>
    finding(daysRule, 'FAIL', message, { examOn, issuedOn, today }, [field]);
  return [
    ...(examOn > today ? [fails('评价日期晚于当日', 'examOn')] : []),
    ...(issuedOn > today ? [fails('发证日期晚于当日', 'issuedOn')] : []),
    ...(issuedOn < examOn ? [fails('发证日期早于评价日期', 'issuedOn')] : []),
    ...(appliedOn !== null && appliedOn > examOn ? [fails('申报日期晚于评价日期', 'appliedOn')] : []),
  ];
}

function judgeFiling(
  scope: FiledScope,
  exam: PassedExam,
  { today, approvalNo }: Pick<ExamCase, 'today' | 'approvalNo'>,
): readonly Finding[] {
  const comparison =
    scope.type === 'COMPARISON' ? [finding(noExamRule, 'FAIL', '比照认定不组织考试，证书由比照认定个案产生')] : [];
  return [...comparison, ...judgeEnd(scope, { today, approvalNo }), judgeCandidate(scope.type, exam)];
}

/**
 * FIL-010 for an exam before the end of the filing: after an ordered end it takes the written approval of the filing authority,
 * after any other it is issued and flagged (PR). An exam after the end the scope refuses.
 */
function judgeEnd(
  scope: FiledScope,
  { today, approvalNo }: Pick<ExamCase, 'today' | 'approvalNo'>,
): readonly Finding[] {
  const status = stateOn(scope, today)?.status;
  if (status !== 'TERMINATED' && status !== 'EXPIRED') return [];
  const kind = scope.termination?.kind ?? null;
  const facts = { kind, endedOn: scope.termination?.effectiveOn ?? null, approvalNo };
  if (kind === 'ORDERED' && approvalNo === null)
    return [finding({ ...endedRule, force: 'MUST' }, 'FAIL', '备案已被责令终止，未经备案机关书面批准不得发证', facts)];
  return [finding({ ...endedRule, force: 'INFO' }, 'FAIL', '评价在备案有效期内，发证时备案已终止', facts)];
}

function judgeAge({ bornOn, appliedOn, examOn }: PassedExam): Finding {
  const on = appliedOn ?? examOn;
  const isOfAge = bornOn <= on && yearsBetween(bornOn, on) >= LEAST_AGE;
  return isOfAge
    ? finding(ageRule, 'PASS', '已满16周岁', { on })
    : finding(ageRule, 'FAIL', '申报时未满16周岁', { on }, ['idNumber']);
}

/** CRT-001, STF-012: entered by one and confirmed by another; that the posts are apart is printed from 2026-06-23 on. */
function judgeScore({ scoreEnteredBy: by, scoreConfirmedBy: confirmedBy, examOn }: PassedExam): Finding {
  const fails = (rule: typeof scoreRule | typeof postsRule, message: string, field: string) =>
    finding(rule, 'FAIL', message, {}, [field]);
  if (by === null) return fails(scoreRule, '成绩应有录入人员', 'scoreEnteredBy');
  if (confirmedBy === null) return fails(scoreRule, '成绩未经评定', 'scoreConfirmedBy');
  if (by !== confirmedBy) return finding(postsRule, 'PASS', '成绩录入与评定由不同人员完成');
  return examOn < POSTS_APART_FROM
    ? fails(scoreRule, '成绩未经另一人确认', 'scoreConfirmedBy')
    : fails(postsRule, '成绩录入岗与成绩评定岗不得由一人兼任', 'scoreConfirmedBy');
}
