import { AsyncLocalStorage } from 'node:async_hooks';

const DOCUMENT_COMMANDS: ReadonlySet<string> = new Set([
  'aggregate',
  'bulkWrite',
  'count',
  'delete',
  'distinct',
  'find',
  'findAndModify',
  'getMore',
  'insert',
  'update',
]);

const counters = new AsyncLocalStorage<{ commands: number }>();

/** What a function gave, and how many commands on documents it sent to the store. */
export interface Counted<T> {
  readonly result: T;
  readonly commands: number;
}

/**
 * Runs the function and counts the commands that it, and all it awaits, sends to the store: those that read or write
 * documents, not greetings, pings, or the ending of cursors and sessions.
 */
export async function countCommands<T>(run: () => Promise<T>): Promise<Counted<T>> {
  const counter = { commands: 0 };
  const result = await counters.run(counter, run);
  return { result, commands: counter.commands };
}

/** Counts a command for the request under way, if it is one on documents; the answer says whether it is. */
export function countCommand(name: string): boolean {
  if (!DOCUMENT_COMMANDS.has(name)) return false;
  const counter = counters.getStore();
  if (counter) counter.commands++;
  return true;
}
