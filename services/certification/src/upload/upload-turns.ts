import { codedError } from '@shanghai/platform';
import type { Connection } from 'mongoose';

/** Files that wait behind the one that is stored, at most. */
const MOST_WAITING = 30;

interface Turns {
  readonly last: Promise<unknown>;
  readonly waiting: number;
}

const turnsOf = new WeakMap<Connection, Turns>();

/**
 * Stores one file after the other. Twenty at once would each hold a transaction open for as long as all of them take, which is
 * longer than a store lets any live; one after the other each is as short as it can be.
 * @throws GraphQLError OVERLOADED when too many wait
 */
export async function inTurn<T>(store: Connection, work: () => Promise<T>): Promise<T> {
  const { last, waiting } = turnsOf.get(store) ?? { last: Promise.resolve(), waiting: 0 };
  if (waiting > MOST_WAITING) throw codedError('OVERLOADED', 'too many files are waiting to be stored');
  const own = last.then(work);
  // Whatever becomes of it, the next is done.
  turnsOf.set(store, { last: own.then(nothing, nothing), waiting: waiting + 1 });
  return own.finally(() => {
    const now = turnsOf.get(store)!;
    turnsOf.set(store, { ...now, waiting: now.waiting - 1 });
  });
}

function nothing(): void {
  // What came of a file is told to who has sent it.
}
