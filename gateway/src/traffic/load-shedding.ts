import { refused } from '../http/refused.js';

/** One for all: what happens most when there is least time is not made anew. */
const overloaded = refused({
  ...{ code: 'OVERLOADED', status: 503, retryAfter: 1 },
  message: 'too many requests are under way',
});

/** Makes the count of requests under way; a request leaves by calling what it was given. */
export function createLoadShedding(maximum: number): () => () => void {
  let underWay = 0;

  /** @throws GraphQLError OVERLOADED with 503 when so many are under way that one more would only slow all of them */
  return function enter() {
    if (underWay >= maximum) throw overloaded;
    underWay++;
    let isIn = true;
    return () => {
      if (isIn) underWay--;
      isIn = false;
    };
  };
}
