import type { Measure } from './measured-process.js';

/** A measure with the time at which it was taken. */
export type TimedMeasure = Measure & { readonly atMs: number };

/** How a process grew from the first of its measures to the last. */
export interface Growth {
  /** The memory of the process, in parts of its mean, by the line with the least squares. */
  readonly rssInAnHour: number;
  /** What is in use at the end, for one at the start. */
  readonly heapTimes: number;
  readonly moreFiles: number;
  /** All of it for people. */
  readonly line: string;
}

const HOUR_MS = 3_600_000;

/** How a process grew over two measures or more. */
export function growthOf(measures: readonly TimedMeasure[]): Growth {
  const [first, last] = [measures[0]!, measures.at(-1)!];
  const rssInAnHour = slopeInAnHour(measures.map(({ atMs, rssBytes }) => [atMs, rssBytes]));
  const heapInAnHour = slopeInAnHour(measures.map(({ atMs, heapBytes }) => [atMs, heapBytes]));
  const tenths = Array.from({ length: 10 }, (_, at) => measures[Math.floor((at * measures.length) / 10)]!);
  const parts = [
    `heap ${megabytes(first.heapBytes)} to ${megabytes(last.heapBytes)} (${percent(heapInAnHour)} an hour)`,
    `RSS ${megabytes(first.rssBytes)} to ${megabytes(last.rssBytes)} (${percent(rssInAnHour)} an hour)`,
    `by tenths ${tenths.map(({ rssBytes }) => (rssBytes / 1e6).toFixed(0)).join(' ')}`,
    `files ${first.files} to ${last.files}`,
    `resources ${first.resources} to ${last.resources}`,
    `of ${measures.length} measures`,
  ];
  return {
    rssInAnHour,
    heapTimes: last.heapBytes / first.heapBytes,
    moreFiles: last.files - first.files,
    line: parts.join(', '),
  };
}

/** That with the least memory of the process; there is one. */
export function leastOf(measures: readonly TimedMeasure[]): TimedMeasure {
  return measures.reduce((least, one) => (one.rssBytes < least.rssBytes ? one : least));
}

function slopeInAnHour(points: readonly (readonly [atMs: number, value: number])[]): number {
  const at = mean(points.map(([ms]) => ms));
  const value = mean(points.map(([, one]) => one));
  const over = mean(points.map(([ms, one]) => (ms - at) * (one - value)));
  const under = mean(points.map(([ms]) => (ms - at) ** 2));
  return under === 0 ? 0 : ((over / under) * HOUR_MS) / value;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`;
}
