import type { Trace } from '../http/trace.js';

/** What a span says: names, numbers and codes of ours, never what a caller wrote. */
export type SpanFacts = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** How a span ended. */
export interface SpanEnd {
  /** A better name than at its beginning. */
  readonly name?: string | undefined;
  readonly facts?: SpanFacts | undefined;
  /** Whether what went wrong is ours. */
  readonly hasFailed?: boolean | undefined;
}

/** Something that takes its time for a request, from its beginning to its end. */
export interface Span {
  /** What is asked of others under it belongs to this. */
  readonly trace: Trace;
  /** Begins a span under it, which calls another process; undefined where the trace is not kept. */
  call(name: string, facts: SpanFacts): Span | undefined;
  /** Adds to what it says. */
  note(facts: SpanFacts): void;
  /** Once, after which nothing is added. */
  end(how?: SpanEnd): void;
}

/** What makes the spans of a process. */
export interface Tracer {
  /** Begins the span of a request that a service answers, under the span that its trace came from. */
  begin(service: string, name: string, trace: Trace): Span;
}

let tracer: Tracer | undefined;

/** Makes the tracer that of the process; with undefined nothing is traced any more. */
export function traceWith(given: Tracer | undefined): void {
  tracer = given;
}

/** The tracer of the process; undefined where nothing is traced. */
export function tracerNow(): Tracer | undefined {
  return tracer;
}
