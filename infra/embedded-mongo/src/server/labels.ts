import type { Doc } from '../bson/value.js';
import { toNumber, isDoc } from '../bson/value.js';

/** Error labels as a server gives them. Source: MongoDB specifications, "Retryable Writes" and "Transactions". */

const RETRYABLE = new Set([6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);
const TRANSIENT = new Set([24, 112, 246, 251]);
/** Source: MongoDB specifications, "Change Streams", resumable errors. */
const RESUMABLE = new Set([
  6, 7, 43, 63, 89, 91, 133, 150, 189, 234, 262, 9001, 10107, 11600, 11602, 13388, 13435, 13436,
]);

export interface LabelContext {
  readonly inTransaction: boolean;
  readonly retryableWrite: boolean;
  readonly endsTransaction: boolean;
  readonly changeStream: boolean;
}

export function labelsFor(reply: Doc, context: LabelContext): string[] {
  const code = reply['ok'] === 0 ? toNumber(reply['code']) : undefined;
  const concern = isDoc(reply['writeConcernError']) ? toNumber(reply['writeConcernError']['code']) : undefined;
  const labels: string[] = [];
  const transient = code !== undefined && (TRANSIENT.has(code) || (!context.endsTransaction && RETRYABLE.has(code)));
  if (context.inTransaction && transient && !(context.endsTransaction && code === 251 && concern !== undefined))
    labels.push('TransientTransactionError');
  const retryable = (code !== undefined && RETRYABLE.has(code)) || (concern !== undefined && RETRYABLE.has(concern));
  if ((context.retryableWrite || context.endsTransaction) && retryable) labels.push('RetryableWriteError');
  if (context.changeStream && code !== undefined && RESUMABLE.has(code)) labels.push('ResumableChangeStreamError');
  return labels;
}
