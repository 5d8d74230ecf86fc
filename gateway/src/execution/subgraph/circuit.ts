/** When a subgraph is left alone. */
export interface CircuitChoices {
  /** Failures after each other that open it: 5 when absent. */
  readonly failures?: number | undefined;
  /** How long nobody asks after that: a quarter of a second when absent. */
  readonly pauseMs?: number | undefined;
}

/**
 * Spares a subgraph that fails again and again, and everyone who would wait for it: closed it lets calls pass, open it lets
 * none, and after a pause it lets one at a time probe. Whoever is admitted tells how it went.
 */
export interface Circuit {
  /** Whether a call may be made at an instant of the clock of durations, in milliseconds. */
  admits(now: number): boolean;
  succeeded(): void;
  /**
   * A call that began at an instant has failed. Those that were under way together when one was counted are the same event: a
   * connection that breaks, or a process that is replaced, must not count as often as there were calls on it.
   */
  failed(now: number, began: number): void;
  /** The call was given up by its caller, which says nothing of the subgraph. */
  abandoned(): void;
}

const FAILURES = 5;
/** One that is back is asked again this soon; one that is not costs a single call each time. */
const PAUSE_MS = 250;

/** A circuit, closed at first. */
export function createCircuit({ failures = FAILURES, pauseMs = PAUSE_MS }: CircuitChoices = {}): Circuit {
  let failed = 0;
  let countedAt = -Infinity;
  let opensAgainAt = 0;
  let isProbing = false;
  return {
    admits(now) {
      if (failed < failures) return true;
      // Others would wait as long as the probe does.
      if (isProbing || now < opensAgainAt) return false;
      isProbing = true;
      return true;
    },
    succeeded() {
      failed = 0;
      isProbing = false;
    },
    failed(now, began) {
      isProbing = false;
      if (began < countedAt) return;
      countedAt = now;
      failed++;
      if (failed >= failures) opensAgainAt = now + pauseMs;
    },
    abandoned() {
      isProbing = false;
    },
  };
}
