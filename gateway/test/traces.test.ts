import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Running } from '@shanghai/platform';
import {
  type ReceivedSpan,
  startTraceReceiver,
  type TraceReceiver,
  traceWithVariables,
} from '@shanghai/platform/testing';
import { ask, log, useTinyGraph } from './running.js';

const graph = useTinyGraph();
const PAGE = 'query AuthorPage($code: Code!) { author(code: $code) { name book { name } } }';
const PARENT = 'cd'.repeat(8);
let receiver: TraceReceiver;
let tracing: Running | undefined;
let url: string;

beforeAll(async () => {
  receiver = await startTraceReceiver();
  ({ url } = await graph().gateway());
});
beforeEach(async () => {
  receiver.clear();
  tracing = await traceWithVariables(
    { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_BSP_SCHEDULE_DELAY: '20', OTEL_BSP_MAX_QUEUE_SIZE: '100000' },
    log,
  );
});
afterEach(async () => tracing?.stop());
afterAll(async () => receiver.stop());

function traceparent(traceId: string, flags = '01'): Record<string, string> {
  return { traceparent: `00-${traceId}-${PARENT}-${flags}` };
}

/** The spans of a trace once that of the gateway is there, which ends after all that are under it have. */
async function spansOf(traceId: string): Promise<readonly ReceivedSpan[]> {
  const of = (spans: readonly ReceivedSpan[]) => spans.filter((span) => span.traceId === traceId);
  return of(
    await receiver.until((spans) => {
      const found = of(spans);
      const isAnswered = (call: ReceivedSpan) =>
        call.name.startsWith('find') || found.some(({ parentSpanId }) => parentSpanId === call.spanId);
      return (
        found.some(({ parentSpanId }) => parentSpanId === PARENT) &&
        found.filter(({ kind }) => kind === 'CLIENT').every(isAnswered)
      );
    }),
  );
}

/** The spans under one, each line a span further to the right than what it is under. */
function tree(spans: readonly ReceivedSpan[], under: string, depth = 0): readonly string[] {
  return spans
    .filter(({ parentSpanId }) => parentSpanId === under)
    .flatMap(({ spanId, service, kind, name }) => [
      `${'  '.repeat(depth)}${service} ${kind} ${name}`,
      ...tree(spans, spanId, depth + 1),
    ]);
}

describe('a request to the graph', () => {
  test('is one trace, each span under the one that it was called from', async () => {
    const traceId = '1a'.repeat(16);
    const { headers } = await ask(url, PAGE, { variables: { code: '1' } }, traceparent(traceId));
    const spans = await spansOf(traceId);
    expect(tree(spans, PARENT)).toEqual([
      'gateway SERVER POST /graphql AuthorPage',
      '  gateway CLIENT authors',
      '    authors SERVER POST /graphql',
      '      authors CLIENT find rows',
      '  gateway CLIENT books',
      '    books SERVER POST /graphql',
      '      books CLIENT find rows',
    ]);
    expect(spans).toHaveLength(7);
    const root = spans.find(({ parentSpanId }) => parentSpanId === PARENT)!;
    expect(headers.get('traceparent')).toBe(`00-${traceId}-${root.spanId}-01`);
    expect(root.attributes).toEqual({
      'http.request.method': 'POST',
      'http.route': '/graphql',
      'http.response.status_code': 200,
      'graphql.operation.name': 'AuthorPage',
      'graphql.document.hash': expect.stringMatching(/^[\da-f]{64}$/),
    });
    expect(spans.find(({ name }) => name === 'find rows')!.attributes).toEqual({
      'db.system.name': 'mongodb',
      'db.namespace': expect.stringMatching(/_authors$/),
      'db.operation.name': 'find',
      'db.collection.name': 'rows',
    });
    expect(spans.find(({ name }) => name === 'books')!.attributes).toEqual({
      'peer.service': 'books',
      'graph.outcome': 'answered',
    });
  });

  test('says the codes of its errors, and has failed where one is ours', async () => {
    const [refused, broken] = ['2a'.repeat(16), '2b'.repeat(16)];
    await ask(url, '{ refuse }', {}, traceparent(refused));
    await ask(url, '{ break }', {}, traceparent(broken));
    const roots = [...(await spansOf(refused)), ...(await spansOf(broken))].filter(
      ({ parentSpanId }) => parentSpanId === PARENT,
    );
    expect(
      roots.map(({ name, hasFailed, attributes }) => [name, hasFailed, attributes['graphql.error.codes']]),
    ).toEqual([
      ['POST /graphql other', false, ['BAD_USER_INPUT']],
      ['POST /graphql other', true, ['INTERNAL_SERVER_ERROR']],
    ]);
  });

  test('that many send at once is many traces: members of a batch and shared reads belong to who asked', async () => {
    await ask(url, '{ authors { name } }');
    const isBatched = ({ attributes }: ReceivedSpan) => Number(attributes['graph.batch.size']) > 1;
    const isShared = ({ attributes }: ReceivedSpan) => attributes['graph.shared'] === true;
    const seen: ReceivedSpan[] = [];
    for (let round = 0; !seen.some(isBatched) || !seen.some(isShared); round++) {
      const traceIds = Array.from({ length: 12 }, (_, at) =>
        (0x1000 * (round + 1) + at).toString(16).padStart(32, '3'),
      );
      await Promise.all(
        traceIds.map(async (traceId, at) => ask(url, `{ a${at >> 1}: authors { name } }`, {}, traceparent(traceId))),
      );
      await receiver.until((spans) =>
        traceIds.every((traceId) => spans.some((span) => span.traceId === traceId && span.parentSpanId === PARENT)),
      );
      // What is asked for by others is theirs: the rest of it is there when it has been answered.
      await receiver.until((spans) => batchesAreWhole(spans.filter(isBatched), spans));
      seen.push(...receiver.spans());
      for (const traceId of traceIds) {
        const ofTrace = receiver.spans().filter((span) => span.traceId === traceId);
        expect(ofTrace.filter(({ parentSpanId }) => parentSpanId === PARENT)).toHaveLength(1);
        expect(ofTrace.filter(({ name }) => name === 'authors')).toHaveLength(1);
        expect(ofTrace.length).toBe(ofTrace.some(isShared) ? 2 : 4);
      }
    }
    for (const { spanId } of seen.filter(isBatched).filter((span) => !isShared(span)))
      expect(seen.find(({ parentSpanId }) => parentSpanId === spanId)).toMatchObject({
        ...{ service: 'authors', kind: 'SERVER', name: 'POST /graphql/batch' },
        attributes: { 'http.response.status_code': 200 },
      });
  });

  test('of which its caller keeps no trace is not sent, nor what it calls', async () => {
    const [unkept, kept] = ['4a'.repeat(16), '4b'.repeat(16)];
    const { headers } = await ask(url, PAGE, { variables: { code: '1' } }, traceparent(unkept, '00'));
    expect(headers.get('traceparent')).toMatch(new RegExp(`^00-${unkept}-.*-00$`));
    await ask(url, PAGE, { variables: { code: '1' } }, traceparent(kept));
    await spansOf(kept);
    expect(receiver.spans().filter(({ traceId }) => traceId === unkept)).toEqual([]);
  });

  test('without a trace begins one', async () => {
    const { headers } = await ask(url, PAGE, { variables: { code: '1' } });
    const [, traceId] = headers.get('traceparent')!.split('-');
    const spans = await receiver.until((all) => all.some((span) => span.traceId === traceId && !span.parentSpanId));
    expect(spans.filter(({ parentSpanId }) => !parentSpanId)).toHaveLength(1);
  });

  test('SECURITY 28: leaves nothing of what the caller wrote in a span, wherever it stood', async () => {
    const number = '310101199001011234';
    const name = '王小明';
    const canary = 'zxcanary9';
    const traceId = '5a'.repeat(16);
    const headers = {
      ...{ 'user-agent': canary, referer: `http://x/${canary}`, cookie: canary },
      ...{ 'x-forwarded-for': canary, 'x-request-id': canary, tracestate: `a=${canary}`, baggage: `b=${canary}` },
    };
    const asked: readonly [string, object][] = [
      [PAGE, { variables: { code: number } }],
      [PAGE, { variables: { code: name } }],
      [`{ author(code: "${number}") { ${canary}: name } }`, {}],
      [`query ${canary} { author(code: "${name}") { name } }`, {}],
      [`{ ${canary} }`, {}],
      [PAGE, { operationName: canary, variables: { code: '1', [canary]: name } }],
      [`# ${name}`, {}],
    ];
    for (const [query, rest] of asked) await ask(url, query, rest, { ...headers, ...traceparent(traceId) });
    await ask(url, PAGE, {}, { ...headers, ...traceparent(traceId), authorization: `Bearer ${canary}` });
    await fetch(`${url}/${canary}/${number}?${canary}=${name}`, { headers: { ...headers, ...traceparent(traceId) } });
    const spans = await receiver.until(
      (all) => all.filter(({ parentSpanId }) => parentSpanId === PARENT).length === asked.length + 2,
    );
    expect(spans.some(({ name: of }) => of === 'find rows')).toBe(true);
    const sent = receiver.posts.map(({ body }) => body).join('');
    for (const secret of [number, name, canary, encodeURIComponent(name)]) expect(sent).not.toContain(secret);
  });
});

/** Whether every call that went in a batch has been answered with a span. */
function batchesAreWhole(calls: readonly ReceivedSpan[], spans: readonly ReceivedSpan[]): boolean {
  return calls.every(({ spanId }) => spans.some(({ parentSpanId }) => parentSpanId === spanId));
}
