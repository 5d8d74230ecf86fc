import type { IncomingMessage, ServerResponse } from 'node:http';
import { CLIENT_GONE, idHeaders, type ReportedRequest, type RequestReport } from './request-report.js';

/** A request of a plain route. */
export interface PlainRequest extends ReportedRequest {
  readonly raw: IncomingMessage;
  readonly url: string;
  /** From where it comes, as far as trusted proxies tell. */
  readonly ip: string;
}

/** An answer as it is sent: names of headers in lower case. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | Buffer;
}

/** The way back to who asks. */
export interface PlainReply {
  readonly raw: ServerResponse;
  send(answer: PlainAnswer): void;
}

/**
 * A path that is served without router and hooks, which cost 4 of 25 microseconds of a short answer. It has what every answer of a
 * server has: scope, measures, log line, ids and safe headers. The body is not read.
 */
export interface PlainRoute {
  readonly url: string;
  /** Other methods are the router's. */
  readonly methods: ReadonlySet<string>;
  readonly handle: (request: PlainRequest, reply: PlainReply) => void;
}

export interface PlainRouteParts {
  readonly report: RequestReport;
  readonly idOf: (raw: IncomingMessage) => string;
  readonly addressOf: (raw: IncomingMessage) => string;
  readonly isStopping: () => boolean;
}

/** Makes the function that serves a request if it is for the route, and answers whether it is. */
export function servePlainly(
  { url: path, methods, handle }: PlainRoute,
  { report, idOf, addressOf, isStopping }: PlainRouteParts,
): (raw: IncomingMessage, response: ServerResponse) => boolean {
  const routeOptions = { url: path };
  const isOfRoute = (url: string): boolean =>
    url.startsWith(path) && (url.length === path.length || url[path.length] === '?');

  return (raw, response) => {
    const { url = '', method = '', headers } = raw;
    if (!isOfRoute(url) || !methods.has(method)) return false;
    const request: PlainRequest = {
      raw,
      url,
      method,
      headers,
      id: idOf(raw),
      ip: addressOf(raw),
      routeOptions,
      requestScope: null,
      startedAt: undefined,
    };
    const scope = report.scopeOf(request);
    response.on('close', () => report.tell(request, response.writableFinished ? response.statusCode : CLIENT_GONE));
    handle(request, {
      raw: response,
      send({ status, headers: own, body }) {
        const sent: string[] = [...idHeaders(scope), 'x-content-type-options', 'nosniff'];
        let isKept = false;
        for (const [name, value] of own) {
          sent.push(name, value);
          isKept ||= name === 'cache-control';
        }
        if (!isKept) sent.push('cache-control', 'no-store');
        if (isStopping()) sent.push('connection', 'close');
        sent.push('content-length', String(Buffer.byteLength(body)));
        response.writeHead(status, sent).end(body);
      },
    });
    return true;
  };
}

/**
 * Reads a body to its end; null where it is larger than the limit, in bytes, and the rest of it is let go. One who goes before
 * the end is not waited for.
 */
export function readBody(raw: IncomingMessage, limit: number, done: (body: Buffer | null) => void): void {
  if (Number(raw.headers['content-length']) > limit) {
    done(null);
    return;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  const take = (chunk: Buffer): void => {
    length += chunk.length;
    chunks.push(chunk);
    if (length <= limit) return;
    raw.off('data', take).off('end', end).resume();
    done(null);
  };
  const end = (): void => done(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length));
  raw.on('data', take).on('end', end);
}
