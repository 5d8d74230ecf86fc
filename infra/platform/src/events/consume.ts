import type { ClientSession, Connection } from 'mongoose';
import type { Logger } from '../log.js';
import {
  countFailure,
  forgetPosition,
  isParked,
  listDeadLetters,
  park,
  positionOf,
  storePosition,
  unpark,
} from './consumer-store.js';
import { type StoredEvent, headOf, listEvents } from './event-store.js';

/** What takes events, each once. */
export interface Consumer {
  readonly name: string;
  /** The effect, in the consumer's own store and in the given transaction; a type that does not concern it is none. */
  readonly take: (event: StoredEvent, session: ClientSession) => Promise<void>;
}

export interface Consumption {
  readonly consumer: Consumer;
  /** Where the effects go. */
  readonly store: Connection;
  /** The database of events. */
  readonly events: Connection;
  readonly log: Logger;
  readonly limit?: number;
  /** How often an event is tried before its aggregate is parked. */
  readonly attempts?: number;
  /** Called where tests end the process. */
  readonly onStep?: (point: 'TAKEN') => void;
}

const LIMIT = 200;
const ATTEMPTS = 5;
const DURABLE = { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } } as const;

/**
 * Takes the next events in order, each in one transaction with the position: delivered again after any break, applied once.
 * One that fails again and again is parked with all that follow of its aggregate, and the others go on. Gives the number of
 * events passed.
 */
export async function consumeOnce(consumption: Consumption): Promise<number> {
  const { consumer, store, events, limit = LIMIT } = consumption;
  const start = await positionOf(store, consumer.name);
  const next = await listEvents(events, start, limit);
  let passed = 0;
  for (const event of next) {
    if (event._id !== start + passed + 1) throw new Error(`event ${start + passed + 1} is missing before ${event._id}`);
    if (!(await pass(consumption, event))) break;
    passed += 1;
  }
  return passed;
}

/** Tries the parked events of an aggregate again, in order; stops at the first that fails. Gives the number taken. */
export async function retryParked({ consumer, store, events }: Consumption, aggregate: string): Promise<number> {
  let taken = 0;
  for (const letter of await listDeadLetters(store, consumer.name, aggregate)) {
    const [event] = await listEvents(events, letter.position - 1, 1);
    await store.transaction(async (session) => {
      await consumer.take(event!, session);
      await unpark(store, letter._id, session);
    }, DURABLE);
    taken += 1;
  }
  return taken;
}

/** Empties a read model and lets its consumer begin anew at the first event. */
export async function rebuild(
  { consumer, store }: Pick<Consumption, 'consumer' | 'store'>,
  empty: (session: ClientSession) => Promise<void>,
): Promise<void> {
  await store.transaction(async (session) => {
    await empty(session);
    await forgetPosition(store, consumer.name, session);
  }, DURABLE);
}

/** How many events a consumer has still to take: what it decides on is that far behind. */
export async function lagOf({
  consumer,
  store,
  events,
}: Pick<Consumption, 'store' | 'events'> & { readonly consumer: Pick<Consumer, 'name'> }): Promise<number> {
  return (await headOf(events)) - (await positionOf(store, consumer.name));
}

/** Takes or parks one event; false when it failed and is to be tried again. */
async function pass(consumption: Consumption, event: StoredEvent): Promise<boolean> {
  const { consumer, store, log, attempts = ATTEMPTS, onStep } = consumption;
  try {
    await store.transaction(async (session) => {
      // Another copy of this consumer may have taken it meanwhile.
      if ((await positionOf(store, consumer.name, session)) >= event._id) return;
      if (await isParked(store, consumer.name, event.aggregate, session))
        await parkAfter(consumption, event, 'an earlier event of its aggregate is parked', session);
      else await consumer.take(event, session);
      await storePosition(store, consumer.name, event._id, session);
    }, DURABLE);
    onStep?.('TAKEN');
    return true;
  } catch (error) {
    const failures = await countFailure(store, consumer.name);
    const seen = { consumer: consumer.name, position: event._id, type: event.type, failures };
    if (failures < attempts) {
      log.warn({ ...seen, err: error }, 'an event could not be taken and will be tried again');
      return false;
    }
    log.error({ ...seen, err: error }, 'an event is parked, with all that follow of its aggregate');
    await store.transaction(async (session) => {
      await parkAfter(consumption, event, error instanceof Error ? error.message : String(error), session);
      await storePosition(store, consumer.name, event._id, session);
    }, DURABLE);
    return true;
  }
}

async function parkAfter(
  { consumer, store }: Consumption,
  { _id: position, aggregate }: StoredEvent,
  error: string,
  session: ClientSession,
): Promise<void> {
  await park(store, { consumer: consumer.name, aggregate, position, error }, session);
}
