export * from './act.js';
export { type Consequence, type ConsequenceOn, consequence } from './consequence.js';
export * from './history.js';
export * from './history-page.js';
export * from './journal-row.js';
export { countRows, createJournal, findRow, listRows } from './journal-store.js';
export { performAct } from './perform-act.js';
export * from './rehearse-act.js';
export * from './verify-journal.js';
