import { type Day, type Finding, finding } from '@shanghai/kernel';
import { roundFacts, roundOfMonth } from './round-rules.js';
import { quarterlyWindow } from './window-rules.js';
import type { SelectionRound } from './selection-round.js';

/** What the Centre opens a round with. */
export interface RoundOpening {
  /** 2026-03. */
  readonly month: string;
  readonly today: Day;
  readonly rounds: readonly SelectionRound[];
}

/**
 * Whether the Centre may open the round of a month (AGY-015): one of the four window months, not there yet, and its last day
 * not past. Refused with INVALID_ROUND_MONTH, ROUND_EXISTS, OUTSIDE_WINDOW.
 */
export function judgeRoundOpening({ month, today, rounds }: RoundOpening): Finding {
  const path = ['month'];
  const refused = (
    code: typeof quarterlyWindow.code | 'INVALID_ROUND_MONTH' | 'ROUND_EXISTS',
    message: string,
  ): Finding => finding({ ...quarterlyWindow, code }, 'FAIL', message, {}, path);
  if (!/^2\d{3}-(03|06|09|12)$/.test(month))
    return refused('INVALID_ROUND_MONTH', '批次应为受理月份（3月、6月、9月、12月），写作“2026-03”的形式');
  if (rounds.some(({ _id }) => _id === month)) return refused('ROUND_EXISTS', `${month}批次已经发布`);
  const round = roundOfMonth(month);
  if (round.closesOn < today || round.opensOn < quarterlyWindow.from)
    return refused('OUTSIDE_WINDOW', `${month}批次的受理时间已过`);
  return finding(
    quarterlyWindow,
    'PASS',
    `可以发布${month}批次，自${round.opensOn}至${round.closesOn}受理`,
    roundFacts(round),
    path,
  );
}
