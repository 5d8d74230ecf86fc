import {
  type Day,
  type Finding,
  clause,
  dayAt,
  finding,
  findNotice,
  isAssumedContinuation,
  isWithin,
  partsOf,
} from '@shanghai/kernel';
import { since76 } from '../since-76.js';
import type { SelectionRound } from '../round/selection-round.js';

/** 受理时间 (REC-007): days 20 to 30, both included, of four months, in a round there is; late is refused. */
export const windowRule = {
  ...since76('REC-007', 'OUTSIDE_WINDOW', [
    clause('沪人社职〔2025〕76号', '一（三）1', '20日-30日（3月、6月、9月、12月），逾期不予受理'),
  ]),
  months: [3, 6, 9, 12],
  firstDay: 20,
  lastDay: 30,
} as const;

/** The round whose window holds a day; null when none does. */
export function roundOn(rounds: readonly SelectionRound[], on: Day): SelectionRound | null {
  return rounds.find(({ opensOn, closesOn }) => isWithin(on, opensOn, closesOn)) ?? null;
}

/** Whether a recommendation comes in the window of a round there is (REC-007). Before 76号 nothing was recommended so. */
export function judgeWindow({
  at,
  rounds,
}: {
  readonly at: Date;
  readonly rounds: readonly SelectionRound[];
}): Finding {
  const on = dayAt(at);
  const round = roundOn(rounds, on);
  if (round) {
    const assumedContinuation = isAssumedContinuation(findNotice('沪人社职〔2025〕76号')!, on);
    const { _id, closesOn } = round;
    return finding(windowRule, 'PASS', `在${_id}批次受理时间内，${closesOn}24时截止`, {
      round: _id,
      assumedContinuation,
    });
  }
  const next = rounds.filter(({ opensOn }) => opensOn > on).toSorted((a, b) => (a.opensOn < b.opensOn ? -1 : 1))[0];
  const known = next ? `下一批次自${next.opensOn}起受理` : '下一批次尚未发布';
  return finding(windowRule, 'FAIL', `${whyOutside(on)}；${known}`, { nextOpensOn: next?.opensOn ?? null });
}

function whyOutside(on: Day): string {
  const { month, dayOfMonth } = partsOf(on);
  const { months, firstDay, lastDay } = windowRule;
  if (!months.some((one) => one === month)) return `${month}月不是受理月份（3月、6月、9月、12月）`;
  return dayOfMonth >= firstDay && dayOfMonth <= lastDay
    ? '市职鉴中心未发布本月的征集遴选批次'
    : `受理时间为20日至30日，${dayOfMonth}日不予受理`;
}
