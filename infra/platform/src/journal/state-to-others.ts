import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { canonicalJson } from '../canonical-json.js';
import { instantAt } from '../clock.js';
import type { Decision } from './act.js';
import type { JournalEvent } from './journal-row.js';
import { performAct } from './perform-act.js';
import { type Statement, findStatement, saveStatement } from './statement-store.js';

/** What a service does by itself, without being asked. */
const SYSTEM = { role: 'SYSTEM', subject: null };

/** How long others wait for the next word of the same, in milliseconds. */
export interface StatementChoices {
  readonly notBeforeMs?: number;
}

/**
 * Tells others how something stands with one event, and again when it is not what they were last told, though not before so
 * long after. Gives whether they were told now. The event replaces what was said before under its type.
 */
export async function stateToOthers(
  connection: Connection,
  event: JournalEvent,
  at: Date,
  { notBeforeMs = 0 }: StatementChoices = {},
): Promise<boolean> {
  const hash = createHash('sha256').update(canonicalJson(event.payload)).digest('hex');
  const { outcome } = await performAct<Statement, 'UNCHANGED'>(connection, {
    aggregate: `statement/${event.type}`,
    name: 'stateToOthers',
    caller: SYSTEM,
    at,
    payload: null,
    idempotencyKey: null,
    expectedVersion: null,
    load: async (session) => findStatement(connection, event.type, session),
    decide: (said): Decision<Statement, 'UNCHANGED'> => {
      const isDue = !said || notBeforeMs === 0 || at >= instantAt(Date.parse(said.saidAt) + notBeforeMs);
      return said?.hash === hash || !isDue
        ? { accepted: false, refusals: ['UNCHANGED'] }
        : { accepted: true, state: { hash, saidAt: at.toISOString() }, reason: null, grounds: [], event };
    },
    save: async (state, version, session) => saveStatement(connection, event.type, { state, version }, session),
  });
  return outcome === 'DONE';
}
