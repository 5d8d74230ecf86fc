let waiting: (() => void)[] = [];

/**
 * Puts off the writing of an answer until everything that has arrived by now has been read. Writing to a connection costs as much
 * as making an answer from memory, and less where several are written after each other: who reads them is awake.
 */
export function atEndOfTurn(write: () => void): void {
  if (waiting.length === 0) setImmediate(writeAll);
  waiting.push(write);
}

function writeAll(): void {
  const all = waiting;
  waiting = [];
  for (const write of all) write();
}
