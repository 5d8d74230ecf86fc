import { pino, type LevelWithSilent, type Logger } from 'pino';

export type { Logger } from 'pino';

const STDERR = 2;

/** A JSON log on standard error, which leaves standard output to what a process prints for people. */
export function createLog(name: string, level: LevelWithSilent = 'warn'): Logger {
  return pino({ name, level }, pino.destination({ dest: STDERR, sync: true }));
}
