import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { instantAt } from '../clock.js';
import { appendEvents, headOf } from '../events/event-store.js';

/** An event of another service. */
export interface PublishedEvent {
  readonly type: string;
  readonly payload: unknown;
  /** An aggregate of its own when absent. */
  readonly aggregate?: string;
  /** 1 when absent. */
  readonly version?: number;
  readonly at?: Date;
  /** The verb and the rules it was judged by; none when absent. */
  readonly act?: string;
  readonly rules?: readonly string[];
  /** Whose it is: `test` when absent. */
  readonly origin?: string;
}

/** Appends an event as another service would, and gives its position. */
export async function publishForTest(events: Connection, published: PublishedEvent): Promise<number> {
  const { type, payload, aggregate = `test/${randomUUID()}`, version = 1, at = instantAt(0), ...more } = published;
  const source = `test:${aggregate}/${version}/${randomUUID()}`;
  const event = { origin: 'test', ...more, source, aggregate, version, type, payload: JSON.stringify(payload), at };
  return events.transaction(async (session) => {
    const head = await headOf(events, session);
    await appendEvents(events, head, [event], session);
    return head + 1;
  });
}
