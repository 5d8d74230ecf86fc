import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLog, type Running } from '@shanghai/platform';
import { startTraceReceiver, type TraceReceiver, traceWithVariables } from '@shanghai/platform/testing';
import { ask, type Json, useTinyGraph } from '../running.js';

const graph = useTinyGraph();
const PAGE = '{ author(code: "1") { name book { name } } }';
const ANSWER = { author: { name: 'Lu Xun', book: { name: 'Call to Arms' } } };
/** Longer than any of these tests. */
const LONG_MS = '600000';
const lines: string[] = [];
let receiver: TraceReceiver;
let tracing: Running | undefined;
let url: string;

beforeEach(async () => {
  lines.length = 0;
  receiver = await startTraceReceiver();
  ({ url } = await graph().gateway());
});
afterEach(async () => {
  await tracing?.stop();
  tracing = undefined;
  await receiver.stop();
});

async function trace(variables: Readonly<Record<string, string>>): Promise<void> {
  const warnings = createLog('test', 'warn', { write: (line) => void lines.push(line) });
  tracing = await traceWithVariables(
    { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_BSP_SCHEDULE_DELAY: '10', ...variables },
    warnings,
  );
}

function warned(): readonly Json[] {
  return lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'TRACES_UNSENT');
}

async function spansThat(outcome: 'ended' | 'sent' | 'lost'): Promise<number> {
  const measures = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^trace_spans_total\\{outcome="${outcome}"\\} (\\d+)`, 'm').exec(measures)?.[1] ?? 0);
}

/** Asks until it holds; every question is answered. */
async function askedUntil(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) expect((await ask(url, PAGE)).data).toEqual(ANSWER);
}

describe('an endpoint of traces', () => {
  test('that is not there takes nothing from an answer, and is one warning', async () => {
    await trace({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_EXPORTER_OTLP_TIMEOUT: '100' });
    const before = await spansThat('lost');
    await askedUntil(async () => (await spansThat('lost')) > before + 30);
    expect(warned()).toEqual([expect.objectContaining({ level: 40, reason: 'ECONNREFUSED' })]);
    expect(warned()[0]).not.toHaveProperty('requestId');
  });

  test('that refuses is a warning with the status, and another when it refuses again after it has taken some', async () => {
    await trace({});
    receiver.answerWith(400);
    await askedUntil(async () => warned().length === 1);
    receiver.answerWith(200);
    const before = await spansThat('sent');
    await askedUntil(async () => (await spansThat('sent')) > before);
    receiver.answerWith(400);
    await askedUntil(async () => warned().length === 2);
    expect(warned().map(({ reason }) => reason as number)).toEqual([400, 400]);
  });

  test('that never answers holds up nobody: few spans wait, the others are dropped, and the process stops', async () => {
    receiver.answerWith(null);
    await trace({
      ...{ OTEL_EXPORTER_OTLP_TIMEOUT: LONG_MS, OTEL_BSP_EXPORT_TIMEOUT: LONG_MS },
      ...{ OTEL_BSP_MAX_QUEUE_SIZE: '8', OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '4' },
    });
    const before = await spansThat('ended');
    await askedUntil(async () => (await spansThat('ended')) > before + 60);
    await tracing!.stop();
    tracing = undefined;
    expect((await ask(url, PAGE)).data).toEqual(ANSWER);
    const sent = receiver.spans();
    expect(sent.length).toBeGreaterThan(0);
    // One batch on its way and a full queue.
    expect(sent.length).toBeLessThanOrEqual(4 + 8);
    receiver.answerWith(200);
  });
});

describe('a gateway of its own', () => {
  test('has sent its last spans when it has stopped, in one trace with those of the subgraphs', async () => {
    const variables = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_SERVICE_NAME: 'shanghai' };
    await trace(variables);
    const { supergraph, urls, assertionKey } = graph();
    const subgraphs = Object.entries(urls).map(([name, at]) => `${name}=${at}`);
    const child = spawn(
      process.execPath,
      [
        programOf('../../dist/serve/main.js'),
        '--supergraph',
        supergraph,
        '--port',
        '0',
        '--subgraphs',
        subgraphs.join(','),
      ],
      {
        env: { ...process.env, ...variables, OTEL_BSP_SCHEDULE_DELAY: LONG_MS, ASSERTION_KEY: assertionKey },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const [address] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { data, headers } = await ask(address.replace(/\/graphql$/, ''), PAGE);
    expect(data).toEqual(ANSWER);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    const [, traceId] = headers.get('traceparent')!.split('-');
    const spans = await receiver.until((all) => all.filter((span) => span.traceId === traceId).length === 7);
    const callers = new Map(spans.map(({ spanId, service, name }) => [spanId, `${service} ${name}`]));
    const ofSubgraphs = spans.filter(({ service, kind }) => service !== 'shanghai-gateway' && kind === 'SERVER');
    expect(ofSubgraphs.map(({ service, parentSpanId }) => [service, callers.get(parentSpanId!)]).sort()).toEqual([
      ['shanghai-authors', 'shanghai-gateway authors'],
      ['shanghai-books', 'shanghai-gateway books'],
    ]);
  });

  test.each([
    [{}, 0],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }, 4],
  ])('with %j has at least so many packages of the library in memory: %i', async (variables, least) => {
    const program = `
      import { createRequire } from 'node:module';
      import { createLog, openTracing } from ${JSON.stringify(import.meta.resolve('@shanghai/platform'))};
      import ${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)};
      await openTracing(createLog('test', 'silent'));
      const loaded = Object.keys(createRequire(import.meta.url).cache);
      const packages = loaded.map((path) => /@opentelemetry\\/(?!api\\/)[^/]+/.exec(path)?.[0]).filter(Boolean);
      console.log(JSON.stringify([...new Set(packages)]));
      process.exit(0);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...process.env, ...variables },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const packages = JSON.parse(await text(child.stdout)) as string[];
    if (least === 0) expect(packages).toEqual([]);
    else expect(packages.length).toBeGreaterThanOrEqual(least);
  });
});

function programOf(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
