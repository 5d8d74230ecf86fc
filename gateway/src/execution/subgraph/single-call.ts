import {
  ASSERTION_HEADER,
  type Clock,
  readServerTiming,
  signAssertion,
  TIMEOUT_HEADER,
  TRACE_HEADER,
  writeTrace,
} from '@shanghai/platform';
import type { Dispatcher } from 'undici';
import { callFault } from './call.js';
import { type IncomingHeaders, post, type Receiver } from './http-call.js';
import type { Message, Reply } from './message.js';
import { readReply, type Send } from './reply.js';

/** Where a subgraph is, and what it takes to be believed there. */
export interface Destination {
  readonly pool: Dispatcher;
  /** Path and query of its graph. */
  readonly path: string;
  /** The secret shared with it. */
  readonly assertionKey: string;
  /** By which assertions are fresh. */
  readonly machineClock: Clock;
  readonly maxAnswerBytes: number;
}

/** Sends each message as a request of its own, which every GraphQL server understands. */
export function createSingleCalls(to: Destination, onHead: (headers: IncomingHeaders) => void): Send {
  return (message) => {
    const headers = headersOf(to, message);
    return post(to.pool, { path: to.path, headers, body: message.body }, textReceiver(to.maxAnswerBytes, onHead));
  };
}

/** What is sent to a path of a subgraph, and for whom. */
type Sent = Pick<Message, 'asserted' | 'body'> & { readonly path: string };

/** The gateway's word for what it sends, as it stands in the header. */
export function assertionOf({ assertionKey, machineClock }: Destination, { path, asserted, body }: Sent): string {
  return signAssertion(assertionKey, asserted, { method: 'POST', path, body, issuedAt: machineClock.now() });
}

function headersOf(to: Destination, message: Message): Record<string, string> {
  const { asserted, trace, until } = message;
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json',
    'x-request-id': asserted.requestId,
    [TIMEOUT_HEADER]: String(Math.max(1, Math.round(until - performance.now()))),
    [ASSERTION_HEADER]: assertionOf(to, { path: to.path, asserted, body: message.body }),
  };
  if (trace) headers[TRACE_HEADER] = writeTrace(trace);
  return headers;
}

function textReceiver(maxBytes: number, onHead: (headers: IncomingHeaders) => void): Receiver<Reply> {
  const parts: Buffer[] = [];
  let bytes = 0;
  let status = 0;
  let store = 0;
  return {
    onHead(given, headers) {
      status = given;
      store = readServerTiming(headers['server-timing']?.toString(), 'store');
      onHead(headers);
    },
    onData(part) {
      bytes += part.length;
      if (bytes > maxBytes) throw callFault(`an answer of more than ${maxBytes} bytes`);
      parts.push(part);
    },
    onEnd: () => readReply(status, (parts.length === 1 ? parts[0]! : Buffer.concat(parts)).toString(), store),
  };
}
