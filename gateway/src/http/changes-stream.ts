import { setTimeout as delay } from 'node:timers/promises';

/** A change as the graph answers it, with the cursor after it. */
export type StreamedChange = Readonly<Record<string, unknown>> & { readonly cursor: string };

/** What one asking has given: changes, that nothing could be had just now, or that there will be no more. */
export type ChangesTurn =
  | { readonly changes: readonly StreamedChange[]; readonly cursor: string; readonly hasMore: boolean }
  | 'LATER'
  | { readonly ended: string };

/** How a stream is kept. */
export interface ChangesStream {
  readonly first: ChangesTurn;
  /** Asks for what is after a cursor. */
  readonly ask: (cursor: string | null) => Promise<ChangesTurn>;
  /** Where it began. */
  readonly cursor: string | null;
  readonly pollMs: number;
  readonly heartbeatMs: number;
  /** Ends with the client's connection. */
  readonly gone: AbortSignal;
  /** Ends with the process. */
  readonly stopping: AbortSignal;
}

/** How long a client waits before it connects again, in milliseconds. */
const RETRY_MS = 2_000;

/**
 * The changes as Server-Sent Events, each with its cursor as its id, in order and without end: until the client goes, the process
 * stops, or the graph has no more for this caller, which a last event `end` says. A comment shows that the stream is alive.
 */
export async function* changeEvents(stream: ChangesStream): AsyncGenerator<string, void> {
  const { first, ask, pollMs, heartbeatMs, gone, stopping } = stream;
  const broken = AbortSignal.any([gone, stopping]);
  let { cursor } = stream;
  let quietMs = 0;
  yield `retry: ${RETRY_MS}\n\n`;
  for (let turn = first; ; turn = await ask(cursor)) {
    if (turn !== 'LATER' && 'ended' in turn) {
      yield endEvent(turn.ended);
      return;
    }
    const { changes, hasMore } = turn === 'LATER' ? { changes: [], hasMore: false } : turn;
    if (turn !== 'LATER') cursor = turn.cursor;
    for (const change of changes) yield changeEvent(change);
    quietMs = changes.length > 0 ? 0 : quietMs + pollMs;
    if (quietMs >= heartbeatMs) {
      quietMs = 0;
      yield ':\n\n';
    }
    // Woken by time: who consumes events is another process.
    if (!hasMore) await delay(pollMs, undefined, { signal: broken }).catch(() => undefined);
    if (broken.aborted) break;
  }
  // Who has gone reads it no more.
  yield endEvent('STOPPING');
}

function changeEvent(change: StreamedChange): string {
  return `id: ${change.cursor}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`;
}

function endEvent(reason: string): string {
  return `event: end\ndata: ${JSON.stringify({ reason })}\n\n`;
}
