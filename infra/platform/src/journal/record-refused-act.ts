import { GraphQLError } from 'graphql';
import type { Connection } from 'mongoose';
import { systemClock } from '../clock.js';
import { currentRequest } from '../http/request-scope.js';
import { type Logger, createLog } from '../log.js';
import { LogEvent } from '../log-events.js';
import { type RefusedAct, storeRefusedAct } from './refused-act-store.js';

/** What is said of it by who refuses; the rest is the same for all. */
export type Refused = Omit<RefusedAct, 'recordedAt' | 'requestId'> & { readonly requestId?: string | null | undefined };

const fallbackLog = createLog('audit');

/**
 * Adds a refused act to the audit, outside of every transaction. The act is refused all the same when that fails: the caller is
 * told of the refusal, and the log of the failure.
 */
export async function recordRefusedAct(
  connection: Connection,
  { requestId = currentRequest()?.requestId ?? null, ...refused }: Refused,
  log: Logger = fallbackLog,
): Promise<void> {
  try {
    await storeRefusedAct(connection, { ...refused, requestId, recordedAt: systemClock.now() });
  } catch (error) {
    log.error({ event: LogEvent.AUDIT_FAULT, act: refused.act, err: error }, 'a refused act could not be recorded');
  }
}

/** The codes of refusals: themselves, or what they say is theirs. */
export function codesOfRefusals(refusals: readonly unknown[]): readonly string[] {
  return [...new Set(refusals.map(codeOf))];
}

/** The codes of an error that refuses an act, and null for every other. */
export function codesOfConflict(error: unknown): readonly string[] | null {
  return error instanceof GraphQLError && error.extensions['code'] === 'CONFLICT' ? ['CONFLICT'] : null;
}

function codeOf(refusal: unknown): string {
  if (typeof refusal === 'string') return refusal;
  const { code } = (refusal ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : 'UNNAMED';
}
