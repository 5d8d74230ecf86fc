import { refused } from '../http/refused.js';

/** Makes the count of requests under way; a request leaves by calling what it was given. */
export function createLoadShedding(maximum: number): () => () => void {
  let underWay = 0;

  /** @throws GraphQLError OVERLOADED with 503 when so many are under way that one more would only slow all of them */
  return function enter() {
    if (underWay >= maximum)
      throw refused({ code: 'OVERLOADED', status: 503, message: 'too many requests are under way', retryAfter: 1 });
    underWay++;
    let isIn = true;
    return () => {
      if (isIn) underWay--;
      isIn = false;
    };
  };
}
