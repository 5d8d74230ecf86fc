import {
  type Day,
  type Facts,
  type Finding,
  addDays,
  day,
  dayAt,
  finding,
  findNotice,
  isAssumedContinuation,
  isWithin,
  notApplicable,
  partsOf,
} from '@shanghai/kernel';
import type { ApplicationRoute } from '../application/application-route.js';
import { type ArrivedEdition, openEditionOn } from '../listed-item/edition-in-force-rules.js';
import { routeRuleOf } from '../route/route-rules.js';
import type { SelectionRound } from './selection-round.js';
import {
  type ApplicationWindow,
  applicationWindows,
  comparisonWindow,
  comparisonWindows,
  oneOffWindow,
  quarterlyWindow,
} from './window-rules.js';

/**
 * 征集遴选批次 that the notices themselves announce: the one of 270号, that of 30号 and the four of 2025, which 76号 names in its title. A
 * later one exists only when the Centre opens it (AGY-015, PR).
 */
export const preloadedRounds: readonly SelectionRound[] = [
  {
    _id: '2024-08',
    notice: oneOffWindow.notice,
    opensOn: oneOffWindow.opensOn,
    closesOn: oneOffWindow.closesOn,
    scopeEdition: oneOffWindow.scopeEdition,
    scopeItemIds: null,
    assumedContinuation: false,
    supplementaryNotices: [],
  },
  ...['2025-03', '2025-06', '2025-09', '2025-12'].map(roundOfMonth),
  {
    // The Centre may open a round of 76号 in the same month.
    _id: 'comparison-2026-06',
    notice: comparisonWindow.notice,
    opensOn: comparisonWindow.opensOn,
    closesOn: comparisonWindow.closesOn,
    scopeEdition: null,
    scopeItemIds: null,
    assumedContinuation: false,
    supplementaryNotices: [],
  },
];

/** The rounds in which a route takes applications. */
function roundsOf<Round extends SelectionRound>(rounds: readonly Round[], route: ApplicationRoute): readonly Round[] {
  return rounds.filter(({ notice }) => (notice === comparisonWindow.notice) === (route === 'COMPARISON'));
}

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

/** The round of a route whose window holds an instant; null when none does. */
export function roundAt<Round extends SelectionRound>(
  rounds: readonly Round[],
  at: Date,
  route: ApplicationRoute = 'SOCIAL',
): Round | null {
  const on = dayAt(at);
  return roundsOf(rounds, route).find(({ opensOn, closesOn }) => isWithin(on, opensOn, closesOn)) ?? null;
}

/** The round that a submission falls in; null where none is open, or the route has none. */
export function roundOf<Round extends SelectionRound>({
  rounds,
  at,
  route,
}: {
  readonly rounds: readonly Round[];
  readonly at: Date;
  readonly route: ApplicationRoute;
}): Round | null {
  return routeRuleOf(route).hasRounds ? roundAt(rounds, at, route) : null;
}

/**
 * The edition whose items can be applied for on a day; null before 270号 (CAT-012). Under 76号 it is the catalogue in force on
 * that day, of the editions that have arrived, unless the round was opened for items of another; where none has arrived it is the
 * one that the notice prints.
 */
export function scopeEditionOn(
  on: Day,
  round: SelectionRound | null,
  arrived: readonly ArrivedEdition[] = [],
): string | null {
  const window = applicationWindows.findLast(({ from }) => from <= on) ?? null;
  const printed = round?.scopeEdition ?? window?.scopeEdition ?? null;
  if (round?.scopeItemIds || (round?.notice ?? window?.notice) !== quarterlyWindow.notice) return printed;
  return openEditionOn(arrived, on) ?? printed;
}

/** When an application comes, by which route, and which rounds there are. */
export interface RoundQuestion {
  readonly at: Date;
  readonly rounds: readonly SelectionRound[];
  readonly route?: ApplicationRoute;
}

/** Whether an application comes in the window of a round there is (AGY-014, AGY-015): refused with OUTSIDE_WINDOW. */
export function judgeWindow({ at, rounds, route = 'SOCIAL' }: RoundQuestion): Finding {
  const on = dayAt(at);
  const round = roundAt(rounds, at, route);
  const windows = route === 'COMPARISON' ? comparisonWindows : applicationWindows;
  const window =
    windows.find(({ notice }) => notice === round?.notice) ?? windows.findLast(({ from }) => from <= on) ?? windows[0]!;
  if (round)
    return finding(window, 'PASS', `在${round._id}批次申报时间内，${round.closesOn}24时截止`, roundFacts(round));
  const next = roundsOf(rounds, route).find(({ opensOn }) => opensOn > on) ?? null;
  const known = next ? `下一批次自${next.opensOn}起申报` : '下一批次尚未发布';
  return finding(window, 'FAIL', `${whyOutside(window, on)}；${known}`, {
    round: null,
    nextOpensOn: next?.opensOn ?? null,
    nextClosesOn: next?.closesOn ?? null,
  });
}

/** The same with the window of the other notice, which does not govern the day. */
export function judgeWindows(facts: RoundQuestion): readonly Finding[] {
  const found = judgeWindow(facts);
  if (facts.route === 'COMPARISON') return [found];
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
