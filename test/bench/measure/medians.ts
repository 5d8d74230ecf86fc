/** One measurement of one contender. Times are in milliseconds; CPU is that of one request. */
export interface Measures {
  readonly rps: number;
  readonly p50: number;
  readonly p99: number;
  readonly rssMb: number;
  readonly cpuMs: number;
}

/** The median of each measure over the rounds. */
export function mediansOf(rounds: readonly Measures[]): Measures {
  const of = (measure: keyof Measures): number => median(rounds.map((round) => round[measure]));
  return { rps: of('rps'), p50: of('p50'), p99: of('p99'), rssMb: of('rssMb'), cpuMs: of('cpuMs') };
}

/** The middle one, or what lies between the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
