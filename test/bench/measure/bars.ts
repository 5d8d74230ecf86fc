import type { ContenderName } from '../contenders/contenders.js';
import type { Mode } from '../queries.js';
import type { Measures } from './medians.js';
import type { Results } from './rounds.js';

/** What is asked of this project's gateway: a measure of its own, as so many times that of another. */
export interface Bar {
  readonly query: string;
  readonly mode: Mode;
  readonly against: ContenderName;
  readonly measure: keyof Measures;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** What a bar came to; undefined where it was not measured. */
export interface JudgedBar extends Bar {
  readonly ratio: number | undefined;
  readonly holds: boolean | undefined;
}

const off = (query: string, against: ContenderName, atLeast: number): Bar => ({
  query,
  mode: 'off',
  against,
  measure: 'rps',
  atLeast,
});

const tail = (query: string): Bar => ({ query, mode: 'off', against: 'apollo', measure: 'p99', atMost: 1 / 3 });

/** The bars that the gateway was built for. */
export const bars: readonly Bar[] = [
  off('look-up', 'apollo', 8),
  off('3-hop', 'apollo', 8),
  off('large', 'apollo', 7),
  off('look-up', 'hive', 4),
  off('3-hop', 'hive', 2.5),
  off('large', 'hive', 1.7),
  ...['look-up', '3-hop', 'page', 'large'].map((query) => off(query, 'mercurius', 1.2)),
  ...['look-up', '3-hop', 'page', 'large'].map(tail),
  // The query of the public benchmark.
  { query: 'large', mode: 'on', against: 'raw', measure: 'rps', atLeast: 0.7 },
];

/** Each bar with what it came to. */
export function judgeBars(results: Results): readonly JudgedBar[] {
  return bars.map((bar) => {
    const measured = results[bar.query]?.[bar.mode];
    const [ours, other] = [measured?.ours?.[bar.measure], measured?.[bar.against]?.[bar.measure]];
    const ratio = ours === undefined || other === undefined ? undefined : ours / other;
    return { ...bar, ratio, holds: ratio === undefined ? undefined : isWithin(bar, ratio) };
  });
}

function isWithin({ atLeast = 0, atMost = Infinity }: Bar, ratio: number): boolean {
  return ratio >= atLeast && ratio <= atMost;
}
