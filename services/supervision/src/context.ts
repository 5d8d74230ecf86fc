import { type Day, dayAt } from '@shanghai/kernel';
import type { RequestStamp } from '@shanghai/platform';

/** What one request carries. Everything answered so far follows from rules and from what the graph sends along. */
export interface Context {
  /** The Shanghai day of the request: what `asOf` is when absent. */
  readonly today: Day;
}

export function createContext({ now }: RequestStamp): Context {
  return { today: dayAt(now) };
}
