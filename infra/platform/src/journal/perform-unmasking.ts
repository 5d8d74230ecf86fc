import type { Connection } from 'mongoose';
import { badUserInput } from '../graph/errors.js';
import type { Act, Decision } from './act.js';
import { entryOf } from './journal-row.js';
import { findNewestRow } from './journal-store.js';
import { performAct } from './perform-act.js';

/** A personal field that somebody asks to see as it is. */
export interface Unmasking extends Pick<Act<unknown, never>, 'caller' | 'at' | 'idempotencyKey'> {
  /** The aggregate that has the field: `person/7`. */
  readonly of: string;
  /** As the store names it: `people.phone`. */
  readonly field: string;
  /** What it is needed for, in the words of who asks. */
  readonly purpose: string;
  /** The value; called after the row was committed. */
  readonly open: () => string;
}

/** What the journal keeps of it: never the value. */
interface Unmasked {
  readonly field: string;
  readonly purpose: string;
}

const PURPOSE_LENGTH = { least: 3, most: 200 };

/**
 * Shows a personal field as it is, for a purpose: one journal row on `unmasking/<aggregate>` says who has seen which field and
 * why, and without the row nothing is shown. Asked for again with the same key it is the same row.
 * @throws GraphQLError BAD_USER_INPUT when the purpose has not 3 to 200 characters
 */
export async function performUnmasking(connection: Connection, unmasking: Unmasking): Promise<string> {
  const { of, field, caller, at, idempotencyKey, open } = unmasking;
  const purpose = readPurpose(unmasking.purpose);
  const aggregate = `unmasking/${of}`;
  await performAct<Unmasked, never>(connection, {
    aggregate,
    name: 'unmask',
    caller,
    at,
    payload: { field, purpose },
    idempotencyKey,
    expectedVersion: null,
    load: async (session) => {
      const row = await findNewestRow(connection, aggregate, session);
      return row && { state: entryOf(row).after as Unmasked, version: row.version };
    },
    decide: (): Decision<Unmasked, never> => ({
      accepted: true,
      state: { field, purpose },
      reason: purpose,
      grounds: [],
      event: null,
    }),
    // The journal is all there is of it.
    save: async () => undefined,
  });
  return open();
}

function readPurpose(text: string): string {
  const purpose = text.trim();
  const length = [...purpose].length;
  if (length < PURPOSE_LENGTH.least || length > PURPOSE_LENGTH.most)
    throw badUserInput('a purpose has 3 to 200 characters', { argument: 'purpose', reason: 'LENGTH' });
  return purpose;
}
