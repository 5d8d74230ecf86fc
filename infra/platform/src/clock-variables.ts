import { z } from 'zod';
import { type Clock, readInstant, shiftedClock, systemClock } from './clock.js';
import { StartupError } from './startup.js';

/** By how many milliseconds the time that acts live in is before or behind that of the machine. */
export const clockOffsetVariable = z.coerce.number('must be milliseconds').int('must be milliseconds').optional();

/** An instant at which time begins to run when the process starts, as the milliseconds that it is off. */
export const clockStartVariable = z
  .string()
  .transform((text, context) => {
    const start = readInstant(text);
    if (start) return start.getTime() - systemClock.now().getTime();
    context.addIssue({ code: 'custom', message: 'must be an instant: 2025-03-25T09:00:00+08:00' });
    return z.NEVER;
  })
  .optional();

/**
 * The clock that runs that much off the machine's, which is the machine's own without an offset.
 * @throws StartupError in production, where time is what it is
 */
export function clockOf(offsetMs: number | undefined, { production }: { readonly production: boolean }): Clock {
  if (offsetMs === undefined) return systemClock;
  if (production) throw new StartupError('the clock is not shifted in production: CLOCK_START is for development');
  return shiftedClock(offsetMs);
}
