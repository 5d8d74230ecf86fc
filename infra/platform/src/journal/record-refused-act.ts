import { GraphQLError } from 'graphql';
import type { Connection } from 'mongoose';
import { systemClock } from '../clock.js';
import { currentRequest } from '../http/request-scope.js';
import { type Logger, createLog } from '../log.js';
import { LogEvent } from '../log-events.js';
import { type RefusedAct, storeRefusedAct } from './refused-act-store.js';
import { countRefusals } from './refusal-count-store.js';

/** Why an act was refused: codes, and the ids of the rules that they are of. */
export interface Reasons {
  readonly codes: readonly string[];
  readonly rules?: readonly string[];
}

/** What is said of it by who refuses; the rest is the same for all. */
export type Refused = Omit<RefusedAct, 'recordedAt' | 'requestId'> &
  Reasons & { readonly requestId?: string | null | undefined };

const fallbackLog = createLog('audit');

/**
 * Adds a refused act to the audit and counts it under each of its rules, outside of every transaction. The act is refused all the same when that fails: the caller is
 * told of the refusal, and the log of the failure.
 */
export async function recordRefusedAct(
  connection: Connection,
  { requestId = currentRequest()?.requestId ?? null, rules = [], ...refused }: Refused,
  log: Logger = fallbackLog,
): Promise<void> {
  try {
    await storeRefusedAct(connection, { ...refused, requestId, recordedAt: systemClock.now() });
    await countRefusals(connection, rules, refused.at);
  } catch (error) {
    log.error({ event: LogEvent.AUDIT_FAULT, act: refused.act, err: error }, 'a refused act could not be recorded');
  }
}

/** The codes of refusals: themselves, or what they say is theirs. And the rules that they name. */
export function reasonsOfRefusals(refusals: readonly unknown[]): Reasons {
  return { codes: [...new Set(refusals.map(codeOf))], rules: [...new Set(refusals.flatMap(ruleOf))] };
}

/** The code of an error that refuses an act, and null for every other. */
export function reasonsOfConflict(error: unknown): Reasons | null {
  return error instanceof GraphQLError && error.extensions['code'] === 'CONFLICT' ? { codes: ['CONFLICT'] } : null;
}

function codeOf(refusal: unknown): string {
  if (typeof refusal === 'string') return refusal;
  const { code } = (refusal ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : 'UNNAMED';
}

function ruleOf(refusal: unknown): readonly string[] {
  const { rule } = (refusal ?? {}) as { readonly rule?: unknown };
  return typeof rule === 'string' ? [rule] : [];
}
