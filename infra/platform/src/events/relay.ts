import type { Connection } from 'mongoose';
import { entryOf } from '../journal/journal-row.js';
import { findRows } from '../journal/journal-store.js';
import { type OutboxRow, listOutbox, listOutboxOf, removeFromOutbox } from '../journal/outbox-store.js';
import { type StoredEvent, appendEvents, findAppended, headOf } from './event-store.js';

export interface Relay {
  /** The store whose journal is read. */
  readonly from: Connection;
  /** The name of that store in events. */
  readonly origin: string;
  /** The database of events. */
  readonly to: Connection;
  /** Acts passed on at once, at the least. */
  readonly limit?: number;
  /** Called where tests end the process. */
  readonly onStep?: (point: 'APPENDED') => void;
}

const LIMIT = 200;

/**
 * Passes committed acts on as events, those of one aggregate in the order of its versions, and gives each its position.
 * Broken off anywhere it is begun anew, and no event is appended twice. Gives the number of acts passed on.
 */
export async function relayOnce({ from, origin, to, limit = LIMIT, onStep }: Relay): Promise<number> {
  const oldest = await listOutbox(from, limit);
  if (oldest.length === 0) return 0;
  const aggregates = [...new Set(oldest.map(({ aggregate }) => aggregate))];
  const waiting = inOrder(await listOutboxOf(from, aggregates), aggregates);
  const events = await eventsFor(from, origin, waiting);
  await to.transaction(
    async (session) => {
      const appended = await findAppended(
        to,
        events.map(({ source }) => source),
        session,
      );
      const missing = events.filter(({ source }) => !appended.has(source));
      if (missing.length > 0) await appendEvents(to, await headOf(to, session), missing, session);
    },
    { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } },
  );
  onStep?.('APPENDED');
  await removeFromOutbox(
    from,
    waiting.map(({ _id }) => _id),
  );
  return waiting.length;
}

/** By the age of the aggregate's oldest act, then by version: an act never overtakes an earlier one of its aggregate. */
function inOrder(rows: readonly OutboxRow[], aggregates: readonly string[]): readonly OutboxRow[] {
  const place = new Map(aggregates.map((aggregate, index) => [aggregate, index]));
  return rows.toSorted((a, b) => place.get(a.aggregate)! - place.get(b.aggregate)! || a.version - b.version);
}

async function eventsFor(
  from: Connection,
  origin: string,
  waiting: readonly OutboxRow[],
): Promise<Omit<StoredEvent, '_id'>[]> {
  const rows = new Map(
    (
      await findRows(
        from,
        waiting.map(({ _id }) => _id),
      )
    ).map((row) => [row._id, row]),
  );
  return waiting.map(({ _id }) => {
    const row = rows.get(_id);
    const entry = row && entryOf(row);
    if (!entry?.event) throw new Error(`${_id} waits to be passed on and is not in the journal, or tells nothing`);
    const { aggregate, version, at } = row!;
    const { event, act, rules } = entry;
    return {
      source: `${origin}:${_id}`,
      origin,
      aggregate,
      version,
      type: event.type,
      act,
      ...(rules && { rules }),
      payload: JSON.stringify(event.payload),
      at,
    };
  });
}
