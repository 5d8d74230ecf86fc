/** How many calls have begun and not ended. */
export interface CallsUnderWay {
  readonly all: number;
  /** Those among them that have waited for longer than `SLOW_MS`. */
  readonly slow: number;
}

/** Counts calls under way. */
export interface CallCount {
  /** Counts one in; the answer counts it out, and does nothing when called again. */
  begin(): () => void;
  now(): CallsUnderWay;
}

/** After this a call is slow, or up to a slice of time before. */
export const SLOW_MS = 250;
const SLICE_MS = 50;
const SLICES = SLOW_MS / SLICE_MS;

/**
 * Makes a count of calls by their age. It holds numbers alone: what lives long and refers to calls would keep them, and all that
 * they refer to, from being found to be garbage while that is cheap.
 */
export function createCallCount(clock: () => number = () => performance.now()): CallCount {
  /** Those that have begun in each of the last slices of time. */
  const young = new Array<number>(SLICES).fill(0);
  let latest = 0;
  let all = 0;
  let slow = 0;

  function moveOn(): number {
    const slice = Math.floor(clock() / SLICE_MS);
    for (let next = Math.max(latest + 1, slice - SLICES + 1); next <= slice; next++) {
      slow += young[next % SLICES]!;
      young[next % SLICES] = 0;
    }
    return (latest = slice);
  }

  function end(slice: number): void {
    all--;
    if (moveOn() - slice < SLICES) young[slice % SLICES]!--;
    else slow--;
  }

  return {
    begin() {
      const slice = moveOn();
      young[slice % SLICES]!++;
      all++;
      let isIn = true;
      return () => {
        if (isIn) end(slice);
        isIn = false;
      };
    },
    now() {
      moveOn();
      return { all, slow };
    },
  };
}
