/** The one source of the present, so that tests and replays can choose it. */
export interface Clock {
  now(): Date;
}

/** The machine's time. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still at an instant, for tests. */
export function fixedClock(instant: Date): Clock {
  return { now: () => instantAt(instant.getTime()) };
}

/** The machine's time and so many milliseconds, which runs on as the machine's does. */
export function shiftedClock(offsetMs: number): Clock {
  return { now: () => instantAt(systemClock.now().getTime() + offsetMs) };
}

/** The instant that many milliseconds after 1970-01-01T00:00Z. */
export function instantAt(milliseconds: number): Date {
  return new Date(milliseconds);
}

/** Reads an RFC 3339 instant as machines write it; undefined when it is not one. */
export function readInstant(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : instantAt(milliseconds);
}
