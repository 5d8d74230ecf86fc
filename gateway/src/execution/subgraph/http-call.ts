import type { Dispatcher } from 'undici';
import { type Call, callFault } from './call.js';

/** One POST. */
export interface Post {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** What is done with its answer. */
export interface Receiver<T> {
  onHead(status: number, headers: IncomingHeaders): void;
  /** Once for each part that arrives; what throws ends the call. */
  onData(part: Buffer): void;
  /** After the last part; what it gives is the reply, and what it throws the fault. */
  onEnd(): T;
}

export type IncomingHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Faults of a connection that was not there, or went before there was a head. */
const OF_THE_CONNECTION: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What a call needs until its answer is there. */
interface UnderWay<T> {
  readonly receiver: Receiver<T>;
  readonly resolve: (reply: T) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Sends a POST over a kept connection. The receiver is called as parts arrive, without a stream between; a call that is called
 * off closes its connection. Redirects are answers like others.
 */
export function post<T>(pool: Dispatcher, { path, headers, body }: Post, receiver: Receiver<T>): Call<T> {
  let controller: Dispatcher.DispatchController | undefined;
  let cancelled: Error | undefined;
  /** Undefined when it has ended: garbage that has grown old keeps what it refers to from being found to be garbage. */
  let underWay: UnderWay<T> | undefined;
  const reply = new Promise<T>((resolve, reject) => (underWay = { receiver, resolve, reject }));

  function end(error: Error): void {
    cancelled ??= error;
    underWay?.reject(error);
    controller?.abort(error);
    underWay = undefined;
    controller = undefined;
  }

  /** Hands on what has arrived; what the receiver throws ends the call. */
  function receive(hand: (receiver: Receiver<T>) => void): void {
    try {
      if (underWay) hand(underWay.receiver);
    } catch (error) {
      end(error as Error);
    }
  }

  pool.dispatch(
    { path, method: 'POST', headers, body, headersTimeout: 0, bodyTimeout: 0 },
    {
      onRequestStart(given) {
        // Called off while it waited for a connection.
        if (cancelled) given.abort(cancelled);
        else controller = given;
      },
      onResponseStart: (_given, status, head) => receive((to) => to.onHead(status, head)),
      onResponseData: (_given, part) => receive((to) => to.onData(part)),
      onResponseEnd() {
        controller = undefined;
        receive((to) => underWay!.resolve(to.onEnd()));
        underWay = undefined;
      },
      onResponseError(_given, error) {
        controller = undefined;
        end(OF_THE_CONNECTION.has((error as NodeJS.ErrnoException).code) ? asPassing(error) : error);
      },
    },
  );
  return { reply, cancel: end };
}

function asPassing(error: Error): Error {
  return callFault(error.message || error.name, true);
}
