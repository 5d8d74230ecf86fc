import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { readEnv } from '../env.js';
import type { Logger } from '../log.js';
import type { Running } from '../startup.js';
import { traceWith } from './span.js';

const SAMPLERS = ['always_on', 'always_off', 'traceidratio'].flatMap((name) => [name, `parentbased_${name}`]);
const endpoint = z.url({ protocol: /^https?$/, error: 'must be an http address' });

/** The variables of OpenTelemetry that say whether anything is traced at all. */
const switches = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.string().optional(),
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_TRACES_EXPORTER: z.string().optional(),
});

/** Its library reads these and all others by itself; a value that it would pass over without a word is refused. */
const variables = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: endpoint.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: endpoint.optional(),
  OTEL_TRACES_SAMPLER: z.enum(SAMPLERS, `must be one of ${SAMPLERS.join(', ')}`).optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number('must be from 0 to 1').min(0).max(1).optional(),
  OTEL_SERVICE_NAME: z.string().optional(),
});

/** How long a process that stops waits until its last spans have been taken. */
const FLUSH_MS = 2_000;

/**
 * Traces what the process does from now on and sends it to the OTLP endpoint of the environment; undefined, and nothing of the
 * library is loaded, where there is none. After `stop` nothing is traced; what was is sent within two seconds, or lost.
 * @throws StartupError when a variable is not usable
 */
export async function openTracing(log: Logger): Promise<Running | undefined> {
  if (!isAsked()) return undefined;
  const env = readEnv(variables);
  const { createOtlpTracer } = await import('./otlp-tracer.js');
  const { tracer, flush } = createOtlpTracer(log, env.OTEL_SERVICE_NAME);
  traceWith(tracer);
  return {
    async stop() {
      traceWith(undefined);
      await Promise.race([flush(), delay(FLUSH_MS, undefined, { ref: false })]);
    },
  };
}

function isAsked(): boolean {
  const env = readEnv(switches);
  if (env.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || env.OTEL_TRACES_EXPORTER === 'none') return false;
  return [env.OTEL_EXPORTER_OTLP_ENDPOINT, env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT].some(Boolean);
}

/** A process that is traced: its last spans are sent after it has stopped. */
export function traced(running: Running, tracing: Running | undefined): Running {
  return {
    async stop() {
      await running.stop();
      await tracing?.stop();
    },
  };
}
