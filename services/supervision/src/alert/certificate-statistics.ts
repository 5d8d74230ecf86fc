import { median, medianAbsoluteDeviation } from 'simple-statistics';

/** Makes the deviation of normal data comparable with their standard deviation. */
const NORMAL = 1.4826;

/** How far a number is from others of its kind. */
export interface Deviation {
  /** The middle of the others. */
  readonly median: number;
  /** The typical distance of the others from it, and never less than the floor that was given. */
  readonly spread: number;
  /** How many spreads the number lies above (or, negative, below) the middle. */
  readonly times: number;
}

/**
 * How far a number is from others by median and median absolute deviation, which one or two strange values among the others do
 * not move. The floor keeps others that are all alike from making every difference endless. Null without others.
 */
export function deviationOf(value: number, others: readonly number[], floor: number): Deviation | null {
  if (others.length === 0) return null;
  const values = [...others];
  const middle = median(values);
  const spread = Math.max(NORMAL * medianAbsoluteDeviation(values), floor);
  return { median: middle, spread, times: (value - middle) / spread };
}

/** What the volume of a month and of the months before it say. */
export interface VolumeLimits {
  readonly times: number;
  readonly atLeast: number;
  readonly months: number;
}

/** The deviation of a month that is far above an agency's own months before; null where it is not, or cannot be told. */
export function volumeSpike(month: number, before: readonly number[], limits: VolumeLimits): Deviation | null {
  if (before.length < limits.months || month < limits.atLeast) return null;
  const found = deviationOf(month, before, 1);
  return found && found.times > limits.times ? found : null;
}

/** Below one hundredth a share is not told from another. */
const SHARE_FLOOR = 0.01;

/** How many certificates, and how many of them of the high levels. */
export interface LevelCount {
  readonly total: number;
  readonly high: number;
}

/** What is needed to compare with peers. */
export interface SkewLimits {
  readonly times: number;
  readonly atLeast: number;
  readonly peers: number;
}

/** The deviation of an agency's share of high levels from its peers', above or below; null where there is none to tell. */
export function levelSkew(own: LevelCount, peers: readonly LevelCount[], limits: SkewLimits): Deviation | null {
  const counted = peers.filter(({ total }) => total >= limits.atLeast);
  if (own.total < limits.atLeast || counted.length < limits.peers) return null;
  const found = deviationOf(shareOf(own), counted.map(shareOf), SHARE_FLOOR);
  return found && Math.abs(found.times) > limits.times ? found : null;
}

/** The share of the high levels, from 0 to 1. */
export function shareOf({ total, high }: LevelCount): number {
  return total === 0 ? 0 : high / total;
}
