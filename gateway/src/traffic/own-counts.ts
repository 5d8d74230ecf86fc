import { LRUCache } from 'lru-cache';

/** What has been taken under a key since its minute began. */
export interface Taken {
  readonly points: number;
  readonly msBeforeNext: number;
}

/** Keys that are counted at a time; the one that asked longest ago is forgotten first. */
const KEYS = 100_000;

/** Makes the function that counts by key in this process, in minutes that begin with the first that is taken. */
export function createOwnCounts(minuteMs: number): (key: string, points: number) => Taken {
  const minutes = new LRUCache<string, { points: number; endsAt: number }>({ max: KEYS });
  return (key, points) => {
    const now = performance.now();
    let minute = minutes.get(key);
    if (!minute || minute.endsAt <= now) minutes.set(key, (minute = { points: 0, endsAt: now + minuteMs }));
    minute.points += points;
    return { points: minute.points, msBeforeNext: minute.endsAt - now };
  };
}
