import {
  type Day,
  type Facts,
  type Finding,
  addDays,
  clause,
  day,
  dayAt,
  finding,
  findNotice,
  isAssumedContinuation,
  isWithin,
  partsOf,
} from '@shanghai/kernel';
import { type DatedRule, notApplicable } from '../dated-rule.js';
import type { SelectionRound } from './selection-round.js';

/** 申报时间: when applications are taken under a notice, Shanghai days, both ends included. */
export type ApplicationWindow = DatedRule & {
  readonly notice: SelectionRound['notice'];
  readonly scopeEdition: string;
} & (
    | { readonly kind: 'ONE_OFF'; readonly opensOn: Day; readonly closesOn: Day }
    | {
        readonly kind: 'QUARTERLY';
        readonly months: readonly number[];
        readonly firstDay: number;
        readonly lastDay: number;
      }
  );

const oneOff = {
  rule: 'AGY-014',
  force: 'MUST',
  code: 'OUTSIDE_WINDOW',
  kind: 'ONE_OFF',
  notice: '沪人社职〔2024〕270号',
  scopeEdition: '2024-08',
  // What comes too late for this window is refused by it until the next notice prints windows of its own.
  from: day('2024-08-19'),
  to: day('2025-03-19'),
  // From 2024-08-23T00:00+08:00 (PR: no opening hour is printed) to 24:00 of the 28th.
  opensOn: day('2024-08-23'),
  closesOn: day('2024-08-28'),
  clauses: [clause('沪人社职〔2024〕270号', '四（二）', '2024年8月23日-28日。8月28日24时系统关闭申报功能')],
} as const satisfies ApplicationWindow;

/** AGY-015: the four window months of 76号. */
export const quarterlyWindow = {
  rule: 'AGY-015',
  force: 'MUST',
  code: 'OUTSIDE_WINDOW',
  kind: 'QUARTERLY',
  notice: '沪人社职〔2025〕76号',
  scopeEdition: '2025-03',
  from: day('2025-03-20'),
  to: null,
  months: [3, 6, 9, 12],
  firstDay: 20,
  lastDay: 30,
  clauses: [
    clause(
      '沪人社职〔2025〕76号',
      '二（四）2',
      '预授权受理、系统申报时间：20 日-30 日（3 月、6 月、9 月、12 月），逾期不予受理',
    ),
  ],
} as const satisfies ApplicationWindow;

/** The windows that the notices print (AGY-014, AGY-015), in the order of their days. */
export const applicationWindows: readonly ApplicationWindow[] = [oneOff, quarterlyWindow];

/**
 * 征集遴选批次 that the notices themselves announce: the one of 270号 and the four of 2025, which 76号 names in its title. A
 * later one exists only when the Centre opens it (AGY-015, PR).
 */
export const preloadedRounds: readonly SelectionRound[] = [
  {
    _id: '2024-08',
    notice: oneOff.notice,
    opensOn: oneOff.opensOn,
    closesOn: oneOff.closesOn,
    scopeEdition: oneOff.scopeEdition,
    scopeItemIds: null,
    assumedContinuation: false,
    supplementaryNotices: [],
  },
  ...['2025-03', '2025-06', '2025-09', '2025-12'].map(roundOfMonth),
];

/** The round of a window month (2026-03) under 76号: the whole catalogue, unless the Centre narrows it when it opens the round. */
export function roundOfMonth(month: string): SelectionRound {
  const opensOn = day(`${month}-${quarterlyWindow.firstDay}`);
  return {
    _id: month,
    notice: quarterlyWindow.notice,
    opensOn,
    closesOn: day(`${month}-${quarterlyWindow.lastDay}`),
    scopeEdition: quarterlyWindow.scopeEdition,
    scopeItemIds: null,
    assumedContinuation: isAssumedContinuation(findNotice(quarterlyWindow.notice)!, opensOn),
    supplementaryNotices: [],
  };
}

/** The round whose window holds an instant; null when none does. */
export function roundAt<Round extends SelectionRound>(rounds: readonly Round[], at: Date): Round | null {
  const on = dayAt(at);
  return rounds.find(({ opensOn, closesOn }) => isWithin(on, opensOn, closesOn)) ?? null;
}

/** The edition whose items can be applied for: the round's, else that of the notice in force; null before 270号 (CAT-012). */
export function scopeEditionOn(on: Day, round: SelectionRound | null): string | null {
  return round?.scopeEdition ?? applicationWindows.findLast(({ from }) => from <= on)?.scopeEdition ?? null;
}

/** Whether an application comes in the window of a round there is (AGY-014, AGY-015): refused with OUTSIDE_WINDOW. */
export function judgeWindow({
  at,
  rounds,
}: {
  readonly at: Date;
  readonly rounds: readonly SelectionRound[];
}): Finding {
  const on = dayAt(at);
  const round = roundAt(rounds, at);
  const window =
    applicationWindows.find(({ notice }) => notice === round?.notice) ??
    applicationWindows.findLast(({ from }) => from <= on) ??
    oneOff;
  if (round)
    return finding(window, 'PASS', `在${round._id}批次申报时间内，${round.closesOn}24时截止`, roundFacts(round));
  const next = rounds.find(({ opensOn }) => opensOn > on) ?? null;
  const known = next ? `下一批次自${next.opensOn}起申报` : '下一批次尚未发布';
  return finding(window, 'FAIL', `${whyOutside(window, on)}；${known}`, {
    round: null,
    nextOpensOn: next?.opensOn ?? null,
    nextClosesOn: next?.closesOn ?? null,
  });
}

/** The same with the window of the other notice, which does not govern the day. */
export function judgeWindows(facts: {
  readonly at: Date;
  readonly rounds: readonly SelectionRound[];
}): readonly Finding[] {
  const found = judgeWindow(facts);
  return applicationWindows.map((window) =>
    window.rule === found.rule ? found : notApplicable([window], dayAt(facts.at)),
  );
}

/** 预授权受理 by the Centre (AGY-015): in the window of a round, since 76号 alone; 270号 knows none. */
export function judgePreauthorisation(facts: {
  readonly at: Date;
  readonly rounds: readonly SelectionRound[];
}): Finding {
  if (dayAt(facts.at) < quarterlyWindow.from)
    return finding(quarterlyWindow, 'FAIL', `预授权受理自${quarterlyWindow.from}起方有`);
  return judgeWindow(facts);
}

function whyOutside(window: ApplicationWindow, on: Day): string {
  if (window.kind === 'ONE_OFF')
    return on < window.opensOn ? `${window.opensOn}起受理申报` : `${window.closesOn}24时系统已关闭申报功能`;
  const { month, dayOfMonth } = partsOf(on);
  if (!window.months.includes(month)) return `${month}月不是受理月份（3月、6月、9月、12月）`;
  return isWithin(on, dayOfWindow(on, window.firstDay), dayOfWindow(on, window.lastDay))
    ? '市职鉴中心未发布本月的征集遴选批次'
    : `受理时间为20日至30日，${dayOfMonth}日不予受理`;
}

function dayOfWindow(on: Day, dayOfMonth: number): Day {
  return addDays(on, dayOfMonth - partsOf(on).dayOfMonth);
}

/** What a finding says of a round. */
export function roundFacts({ _id, opensOn, closesOn, assumedContinuation }: SelectionRound): Facts {
  return { round: _id, opensOn, closesOn, assumedContinuation };
}
