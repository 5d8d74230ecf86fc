import { refused } from './refused.js';

/** Who reads a stream: the subject of the token, or else the address. */
export interface StreamReader {
  readonly subject: string | null;
  readonly address: string;
}

/** How many streams may be open at a time. */
export interface StreamLimits {
  readonly ofOneCaller: number;
  readonly ofAll: number;
}

const SECONDS_TO_WAIT = 30;

/** Makes the count of open streams; a stream gives its place back by calling what it was given. */
export function createStreamPlaces({ ofOneCaller, ofAll }: StreamLimits): (reader: StreamReader) => () => void {
  const open = new Map<string, number>();
  let total = 0;

  /** @throws GraphQLError RATE_LIMITED with 429 for a caller who has as many as one may have, OVERLOADED with 503 when all are taken */
  return function take({ subject, address }) {
    const key = subject === null ? `address ${address}` : `subject ${subject}`;
    const own = open.get(key) ?? 0;
    if (own >= ofOneCaller) throw tooMany('RATE_LIMITED', 429, ofOneCaller);
    if (total >= ofAll) throw tooMany('OVERLOADED', 503, ofAll);
    open.set(key, own + 1);
    total++;
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      total--;
      const left = (open.get(key) ?? 1) - 1;
      if (left === 0) open.delete(key);
      else open.set(key, left);
    };
  };
}

function tooMany(code: 'RATE_LIMITED' | 'OVERLOADED', status: number, maximum: number) {
  const message = `at most ${maximum} streams of changes are open at a time`;
  return refused({ code, status, message, details: { maximum }, retryAfter: SECONDS_TO_WAIT });
}
