import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

/** A span as it was sent, with its attributes by name. */
export interface ReceivedSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: 'SERVER' | 'CLIENT';
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly hasFailed: boolean;
}

/** What a sender got, and sent. */
export interface ReceivedPost {
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** A real endpoint of OTLP over HTTP with JSON, which a test looks into. */
export interface TraceReceiver {
  readonly url: string;
  /** Everything that was sent, whatever was answered. */
  readonly posts: readonly ReceivedPost[];
  /** The spans of everything that was sent. */
  spans(): readonly ReceivedSpan[];
  /** Waits until there are such spans, and gives all. */
  until(isEnough: (spans: readonly ReceivedSpan[]) => boolean): Promise<readonly ReceivedSpan[]>;
  /** What it answers from now on, and to whoever waits: 200 at first, with null nothing at all. */
  answerWith(status: number | null): void;
  clear(): void;
  stop(): Promise<void>;
}

const LOOK_MS = 20;

/** Starts an endpoint on a free port. */
export async function startTraceReceiver(): Promise<TraceReceiver> {
  const posts: ReceivedPost[] = [];
  const waiting: ServerResponse[] = [];
  let status: number | null = 200;

  function answer(): void {
    if (status === null) return;
    for (const response of waiting.splice(0))
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  }

  const server = createServer((request, response) => {
    void text(request).then((body) => {
      posts.push({ path: request.url ?? '', headers: request.headers, body });
      waiting.push(response);
      answer();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const spans = (): readonly ReceivedSpan[] => posts.flatMap(({ body }) => spansIn(JSON.parse(body) as Exported));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posts,
    spans,
    async until(isEnough) {
      while (!isEnough(spans())) await delay(LOOK_MS);
      return spans();
    },
    answerWith(given) {
      status = given;
      answer();
    },
    clear: () => void posts.splice(0),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** The part of the format that is looked at. */
interface Exported {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly ExportedSpan[] }[];
  }[];
}

interface ExportedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly Attribute[];
  readonly status: { readonly code?: number };
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const SERVER = 2;
const ERROR = 2;

function spansIn({ resourceSpans }: Exported): readonly ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = String(valuesOf(resource.attributes)['service.name']);
    return scopeSpans
      .flatMap(({ spans }) => spans)
      .map(({ traceId, spanId, parentSpanId, name, kind, attributes, status }) => ({
        ...{ service, traceId, spanId, parentSpanId, name },
        kind: kind === SERVER ? 'SERVER' : 'CLIENT',
        attributes: valuesOf(attributes),
        hasFailed: status.code === ERROR,
      }));
  });
}

function valuesOf(attributes: readonly Attribute[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, valueOf(value)]));
}

function valueOf(value: Attribute['value']): unknown {
  const { arrayValue } = value as { readonly arrayValue?: { readonly values: readonly Attribute['value'][] } };
  return arrayValue ? arrayValue.values.map(valueOf) : Object.values(value)[0];
}
