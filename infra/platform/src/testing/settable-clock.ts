import { type Clock, instantAt } from '../clock.js';

/** A clock that stands still until a test moves it. */
export interface SettableClock extends Clock {
  set(instant: Date): void;
  /** Moves it on; negative numbers move it back. */
  advance(by: { readonly days?: number; readonly hours?: number; readonly minutes?: number }): void;
}

const MINUTE_MS = 60_000;

/** A clock that stands at the instant. */
export function settableClock(instant: Date): SettableClock {
  let now = instant.getTime();
  return {
    now: () => instantAt(now),
    set(to) {
      now = to.getTime();
    },
    advance({ days = 0, hours = 0, minutes = 0 }) {
      now += ((days * 24 + hours) * 60 + minutes) * MINUTE_MS;
    },
  };
}
