import type { Connection } from 'mongoose';
import { createAnchors } from './anchor-store.js';
import { createGuards } from './guard-store.js';
import { createRows } from './journal-store.js';
import { createOutbox } from './outbox-store.js';
import { createRememberedActs } from './remembered-act-store.js';
import { createStatements } from './statement-store.js';

/** Makes the collections and indexes that acts need: a transaction cannot make them. */
export async function createJournal(connection: Connection): Promise<void> {
  for (const create of [createRows, createAnchors, createOutbox, createRememberedActs, createGuards, createStatements])
    await create(connection);
}
