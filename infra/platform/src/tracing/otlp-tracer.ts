import { AsyncResource } from 'node:async_hooks';
import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span as OtelSpan,
  SpanKind,
  SpanStatusCode,
  trace as api,
  type Tracer as OtelTracer,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Trace } from '../http/trace.js';
import type { Logger } from '../log.js';
import { countSpans } from '../metrics/measures.js';
import { version } from '../version.js';
import { reported } from './span-report.js';
import type { Span, Tracer } from './span.js';

/** A tracer, and what sends all that it has and ends it. It is given back whether or not the endpoint answers. */
export interface OtlpTracer {
  readonly tracer: Tracer;
  readonly flush: () => Promise<void>;
}

/**
 * Makes the tracer of a process by the variables of OpenTelemetry. The services of a process have a name each, after the prefix
 * if there is one, and share one queue: where that is full spans are dropped, and nobody waits.
 */
export function createOtlpTracer(log: Logger, prefix: string | undefined): OtlpTracer {
  // Bound here, since timers begin in requests, and what is logged of the endpoint is of no request.
  const warn = AsyncResource.bind((fields: object, text: string) => log.warn(fields, text));
  const processor = new BatchSpanProcessor(reported(new OTLPTraceExporter(), warn));
  const tracers = new Map<string, OtelTracer>();

  function tracerOf(service: string): OtelTracer {
    const known = tracers.get(service);
    if (known) return known;
    const made = createTracer(prefix === undefined ? service : `${prefix}-${service}`, processor);
    tracers.set(service, made);
    return made;
  }

  return {
    tracer: {
      begin: (service, name, trace) => beginSpan(tracerOf(service), name, SpanKind.SERVER, contextOf(trace)),
    },
    flush: async () => processor.shutdown().catch(() => undefined),
  };
}

function createTracer(service: string, processor: SpanProcessor): OtelTracer {
  const resource = defaultResource()
    .merge(detectResources({ detectors: [envDetector] }))
    .merge(resourceFromAttributes({ 'service.name': service, 'service.version': version }));
  // It reads the sampler and the limits of spans from the environment.
  return new BasicTracerProvider({ resource, spanProcessors: [processor] }).getTracer('@shanghai/platform', version);
}

function beginSpan(tracer: OtelTracer, name: string, kind: SpanKind, under: Context): Span {
  return spanOf(tracer, tracer.startSpan(name, { kind }, under));
}

function spanOf(tracer: OtelTracer, span: OtelSpan): Span {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    trace: { traceId, spanId, flags: traceFlags.toString(16).padStart(2, '0') },
    call(name, facts) {
      if (!span.isRecording()) return undefined;
      const called = beginSpan(tracer, name, SpanKind.CLIENT, api.setSpan(ROOT_CONTEXT, span));
      called.note(facts);
      return called;
    },
    note: (facts) => void span.setAttributes(facts as Attributes),
    end({ name, facts = {}, hasFailed = false } = {}) {
      if (name !== undefined) span.updateName(name);
      span.setAttributes(facts as Attributes);
      if (hasFailed) span.setStatus({ code: SpanStatusCode.ERROR });
      if (span.isRecording()) countSpans('ended', 1);
      span.end();
    },
  };
}

/** The context under which a request came; a trace that begins here is without. */
function contextOf({ traceId, parentId, flags }: Trace): Context {
  if (parentId === undefined) return ROOT_CONTEXT;
  const traceFlags = Number.parseInt(flags, 16) & 1;
  return api.setSpanContext(ROOT_CONTEXT, { traceId, spanId: parentId, traceFlags, isRemote: true });
}
