export * from './journal-row.js';
export { createJournal, findRow, listRows } from './journal-store.js';
export * from './perform-act.js';
export * from './verify-journal.js';
