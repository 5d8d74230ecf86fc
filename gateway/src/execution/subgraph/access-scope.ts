import { dayAt } from '@shanghai/kernel';
import { type Caller, publicCaller } from '@shanghai/platform';

/**
 * Names everything beside the question that an answer may depend on: all that a subgraph is told of the caller, and the day.
 * Two callers who differ in any of it share nothing.
 */
export function accessScopeOf(caller: Caller, now: Date): string {
  const day = dayAt(now);
  return caller === publicCaller ? day : `${day} ${scopeOf(caller)} ${JSON.stringify(caller.subject)}`;
}

/** What narrows and widens what a caller is told, whoever it is. */
export function scopeOf(caller: Caller): string {
  // Asked more than any other.
  if (caller === publicCaller) return '';
  const { role, scopes, posts } = caller;
  return JSON.stringify([role, Object.entries(scopes).sort(), posts]);
}
