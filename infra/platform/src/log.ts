import { pino, type DestinationStream, type LevelWithSilent, type Logger } from 'pino';
import { currentRequest, idsOf } from './http/request-scope.js';
import { redact } from './log-redaction.js';

export type { Logger } from 'pino';

const STDERR = 2;

/**
 * A JSON log on standard error, which leaves standard output to what a process prints for people. A line that is written for
 * a request has its request id and trace id.
 */
export function createLog(
  name: string,
  level: LevelWithSilent = 'warn',
  destination: DestinationStream = pino.destination({ dest: STDERR, sync: true }),
): Logger {
  return pino({ name, level, mixin: idsOfRequest, hooks: { streamWrite: redact } }, destination);
}

function idsOfRequest(): object {
  const request = currentRequest();
  return request ? idsOf(request) : {};
}
