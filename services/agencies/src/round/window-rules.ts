import { type DatedRule, type Day, clause, day } from '@shanghai/kernel';
import type { SelectionRound } from './selection-round.js';

/** 申报时间: when applications are taken under a notice, Shanghai days, both ends included. */
export type ApplicationWindow = DatedRule & {
  readonly notice: SelectionRound['notice'];
  /** The one that the notice prints. Null where no edition is offered but the comparison catalogues (CMP-004). */
  readonly scopeEdition: string | null;
} & (
    | { readonly kind: 'ONE_OFF'; readonly opensOn: Day; readonly closesOn: Day }
    | {
        readonly kind: 'QUARTERLY';
        readonly months: readonly number[];
        readonly firstDay: number;
        readonly lastDay: number;
      }
  );

/** AGY-014: the one window of 270号. */
export const oneOffWindow = {
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

/** CMP-014: the one window of 30号. */
export const comparisonWindow = {
  rule: 'CMP-014',
  force: 'MUST',
  code: 'OUTSIDE_WINDOW',
  kind: 'ONE_OFF',
  notice: '沪职鉴中心〔2026〕30号',
  scopeEdition: null,
  from: day('2026-06-23'),
  to: null,
  // To 24:00 of the 30th (PR: no hour is printed).
  opensOn: day('2026-06-25'),
  closesOn: day('2026-06-30'),
  clauses: [clause('沪职鉴中心〔2026〕30号', '四（二）', '系统申报时间: 2026年6月25-30日')],
} as const satisfies ApplicationWindow;

/** The window of 30号 (CMP-014). */
export const comparisonWindows: readonly [ApplicationWindow] = [comparisonWindow];

/** The windows that the notices print (AGY-014, AGY-015), in the order of their days. */
export const applicationWindows: readonly ApplicationWindow[] = [oneOffWindow, quarterlyWindow];
