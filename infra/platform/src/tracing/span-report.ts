import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import { LogEvent } from '../log-events.js';
import { countSpans } from '../metrics/measures.js';

/** As exporters say it. */
const SENT = 0;

/** Counts what an exporter has sent and what it could not; warns once when it begins to fail, and anew after it has sent again. */
export function reported(exporter: SpanExporter, warn: (fields: object, text: string) => void): SpanExporter {
  let isFailing = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const code: number = result.code;
        const hasFailed = code !== SENT;
        countSpans(hasFailed ? 'lost' : 'sent', spans.length);
        if (hasFailed && !isFailing)
          warn({ event: LogEvent.TRACES_UNSENT, reason: reasonOf(result.error) }, 'traces are not taken and are lost');
        isFailing = hasFailed;
        done(result);
      });
    },
    shutdown: async () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}

/** The status or the code of the system: messages hold addresses, and answers of the endpoint. */
function reasonOf(error: Error | undefined): string | number {
  return (error as { readonly code?: string | number } | undefined)?.code ?? error?.name ?? 'unknown';
}
