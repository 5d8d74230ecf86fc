import { evaluatePlain } from '../aggregate/expression.js';
import { type Doc, isDoc } from '../bson/value.js';
import { createClock, select } from '../plan/execute.js';
import { parseSelection } from '../read/produce.js';
import { HeldByTransaction } from '../sessions/transactions.js';
import type { Collection, Index } from '../storage/catalog.js';
import { readRecord, removeRecord } from '../storage/records.js';
import { absorb, subBatch } from '../storage/store.js';
import { sweepGarbage } from '../storage/garbage.js';
import type { Engine } from './engine.js';

/** What is done now and then: TTL indexes, idle cursors, idle sessions, garbage of what was dropped. */

/** Source: MongoDB's ttlMonitorSleepSecs. */
const EVERY = 60_000;
const REMOVED_AT_ONCE = 500;

export function startMaintenance(engine: Engine): () => void {
  const timer = setInterval(() => {
    engine.store.background(() => maintain(engine, Date.now()));
  }, EVERY);
  timer.unref();
  return () => clearInterval(timer);
}

type Maintained = Pick<Engine, 'store' | 'transactions' | 'cursors' | 'sessions'>;

/** One round, as if it were `now` (milliseconds since the epoch). */
export async function maintain(engine: Maintained, now: number): Promise<void> {
  engine.cursors.expire(now);
  await engine.sessions.expire(now);
  for (const collection of [...engine.store.catalog.collections.values()]) {
    for (const index of collection.indexes) {
      if (index.expireAfterSeconds !== undefined)
        await expire(engine, collection, index, now - index.expireAfterSeconds * 1000);
    }
  }
  await sweepGarbage(engine.store);
}

/** Removes documents whose indexed date is before `limit`; of an array of dates the earliest counts. */
async function expire(engine: Maintained, collection: Collection, index: Index, limit: number): Promise<void> {
  const [field] = index.fields;
  if (!field) return;
  const partial = index.spec['partialFilterExpression'];
  const filter: Doc = { $and: [{ [field.name]: { $lt: new Date(limit) } }, ...(isDoc(partial) ? [partial] : [])] };
  for (let more = true; more;) {
    more = await engine.store.write(
      (batch) => {
        if (engine.store.catalog.collections.get(collection.ns) !== collection) return false;
        const selection = parseSelection(
          collection,
          { filter },
          { filter: 'filter', limit: REMOVED_AT_ONCE },
          evaluatePlain,
        );
        const found = [...select(batch.view, selection, createClock(Infinity, Infinity).tick)];
        let removed = 0;
        for (const { record } of found) {
          const part = subBatch(batch);
          const stored = readRecord(part, collection, record);
          if (!stored) continue;
          try {
            removeRecord(part, collection, stored);
            absorb(batch, part);
            removed++;
          } catch (error) {
            if (!(error instanceof HeldByTransaction)) throw error;
          }
        }
        return removed > 0 && found.length === REMOVED_AT_ONCE;
      },
      { claim: engine.transactions.claim },
    );
  }
}
