import type { Place } from '../cache/kept-answers.js';
import { type Result, textOf } from './written-answer.js';

/** For how long an answer may be kept where this process cannot end it. */
const OUTSIDE_SECONDS = 60;

const NOTHING = Buffer.alloc(0);

/** The answer as it is kept or made; one that is made and has errors is told with its errors, and not kept. */
export async function givenFrom(place: Place, make: () => Promise<Result>): Promise<Result> {
  let failed: Result | undefined;
  const { body } = await place.answer(async () => {
    const result = await make();
    if (!result.shown && result.data) return { body: Buffer.from(textOf(result)), seconds: place.seconds };
    failed = result;
    return { body: NOTHING, seconds: 0 };
  });
  return failed ?? { body };
}

/** What a GET says to caches on its way: they cannot be told of changes, so that theirs is a short time. */
export function publicFor(seconds: number): readonly [string, string] {
  return ['cache-control', `public, max-age=${Math.min(seconds, OUTSIDE_SECONDS)}`];
}
