import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type HttpServer, createHttpServer } from '../dist/http/http-server.js';
import { createLog } from '../dist/log.js';
import { type Running, StartupError } from '../dist/startup.js';
import { startTraceReceiver, type TraceReceiver, traceWithVariables } from '../dist/testing.js';

const log = createLog('test', 'silent');
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const parentId = '00f067aa0ba902b7';
let receiver: TraceReceiver;
let http: HttpServer;
let url: string;
let tracing: Running | undefined;

beforeEach(async () => {
  receiver = await startTraceReceiver();
  http = createHttpServer({ name: 'things', log, checks: [] });
  http.app.get('/things/:id', async (_request, reply) => reply.code(204).send());
  http.app.get('/broken', async () => Promise.reject(new Error('no')));
  url = await http.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  await http.stop();
  await tracing?.stop();
  tracing = undefined;
  await receiver.stop();
});

async function trace(variables: Readonly<Record<string, string>> = {}): Promise<void> {
  tracing = await traceWithVariables({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...variables }, log);
}

/** Asks, and tells all that was traced until then. */
async function askedFor(path: string, flags = '01') {
  const response = await fetch(url + path, { headers: { traceparent: `00-${traceId}-${parentId}-${flags}` } });
  // A server tells of a request after its answer; when it has stopped, of all.
  await http.stop();
  await tracing?.stop();
  return { traceparent: response.headers.get('traceparent'), spans: receiver.spans() };
}

describe('a request', () => {
  test('is a span under the one that it came from, by its route and never by its address', async () => {
    await trace();
    const { spans, traceparent } = await askedFor('/things/310101199001011234?name=x');
    expect(spans).toEqual([
      {
        ...{ service: 'things', traceId, spanId: expect.any(String), parentSpanId: parentId },
        ...{ name: 'GET /things/:id', kind: 'SERVER', hasFailed: false },
        attributes: { 'http.request.method': 'GET', 'http.route': '/things/:id', 'http.response.status_code': 204 },
      },
    ]);
    expect(traceparent).toBe(`00-${traceId}-${spans[0]!.spanId}-01`);
  });

  test('that has failed is a span that has', async () => {
    await trace();
    const { spans } = await askedFor('/broken');
    expect(spans[0]).toMatchObject({ hasFailed: true, attributes: { 'error.type': '500' } });
  });

  test('that asks after the process itself is none', async () => {
    await trace();
    for (const path of ['/healthz', '/readyz', '/metrics']) await fetch(url + path);
    const { spans } = await askedFor('/nowhere/310101199001011234');
    expect(spans.map(({ name, attributes }) => [name, attributes['http.route']])).toEqual([['GET', undefined]]);
  });

  test('of a trace that its caller does not keep is not kept, and says so', async () => {
    await trace();
    const { spans, traceparent } = await askedFor('/things/1', '00');
    expect(spans).toEqual([]);
    expect(traceparent).toMatch(new RegExp(`^00-${traceId}-(?!${parentId})[\\da-f]{16}-00$`));
  });
});

describe('the variables of OpenTelemetry', () => {
  test('say where traces go, with which headers, from whom and of what', async () => {
    await trace({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/of/traces`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=ours',
      OTEL_SERVICE_NAME: 'shanghai',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    });
    const { spans } = await askedFor('/things/1');
    expect(spans[0]!.service).toBe('shanghai-things');
    expect(receiver.posts[0]).toMatchObject({ path: '/of/traces', headers: { 'x-tenant': 'ours' } });
    expect(receiver.posts[0]!.body).toContain('deployment.environment.name');
  });

  test('say what is kept, whatever the caller keeps', async () => {
    await trace({ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' });
    const { spans, traceparent } = await askedFor('/things/1');
    expect(spans).toEqual([]);
    expect(traceparent).toMatch(/-00$/);
  });

  test.each([
    [{}],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }],
    [{ OTEL_TRACES_SAMPLER: 'sometimes' }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_SDK_DISABLED: 'true' }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_TRACES_EXPORTER: 'none' }],
  ])('%j: nothing is traced', async (variables: Readonly<Record<string, string>>) => {
    expect(await traceWithVariables(variables, log)).toBeUndefined();
  });

  test.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'secret:4318' }],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'secret' }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_TRACES_SAMPLER: 'secret' }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_TRACES_SAMPLER_ARG: '7' }],
  ])(
    '%j: the process does not start, and the value is not told',
    async (variables: Readonly<Record<string, string>>) => {
      const refused = traceWithVariables(variables, log);
      await expect(refused).rejects.toThrow(StartupError);
      await expect(refused).rejects.toThrow(/OTEL_/);
      await expect(refused).rejects.not.toThrow(/secret/);
    },
  );
});
