import { describe, expect, test } from '@jest/globals';
import { publishForTest } from '@shanghai/platform/testing';
import { useGraph } from './graph.js';

const graph = useGraph();
const PUDONG = '310115';
const XUHUI = '310104';
const FAST = { pollMs: 10, heartbeatMs: 30 };

interface Sent {
  readonly id?: string;
  readonly event?: string;
  readonly data?: string;
  readonly comment?: boolean;
}

/** A client that reads event after event, and goes when it has what it came for. */
async function open(url: string, { headers = {}, query = '' }: { headers?: Record<string, string>; query?: string }) {
  const gone = new AbortController();
  const response = await fetch(`${url}/changes${query}`, { headers, signal: gone.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  async function next(): Promise<Sent | null> {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        return sentIn(block);
      }
      const { value, done } = await reader.read();
      if (done) return null;
      text += value;
    }
  }
  async function until(isIt: (sent: Sent) => boolean): Promise<readonly Sent[]> {
    const seen: Sent[] = [];
    for (let sent = await next(); sent !== null; sent = await next()) {
      seen.push(sent);
      if (isIt(sent)) return seen;
    }
    return seen;
  }
  return { response, next, until, leave: () => gone.abort() };
}

function sentIn(block: string): Sent {
  const fields = block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]);
  return block.startsWith(':') ? { comment: true } : (Object.fromEntries(fields) as Sent);
}

const isAbout =
  (id: string) =>
  ({ event, data }: Sent): boolean =>
    event === 'change' && (JSON.parse(data!) as { subjectId: string }).subjectId === id;

async function bureau(district = PUDONG, sub = 'pan'): Promise<Record<string, string>> {
  return { authorization: `Bearer ${await graph().tokenOf({ sub, role: 'DISTRICT_BUREAU', district })}` };
}

async function tellOfCase(caseId: string, districts: readonly string[] = [PUDONG]): Promise<void> {
  const payload = { caseId, act: 'decideCase', from: 'INVESTIGATING', to: 'DECIDED', agencyId: null, districts };
  const at = graph().clock.now();
  await publishForTest(graph().subgraph('supervision').events, { type: 'case.changed', payload, at });
  await graph().settle();
}

describe('GET /changes', () => {
  test('sends each change of the district once, in order, and goes on from the last event id', async () => {
    const { url } = await graph().gateway({ protection: { changes: FAST } });
    await tellOfCase('case-1');
    const first = await open(url, { headers: await bureau() });
    expect(first.response.headers.get('content-type')).toContain('text/event-stream');
    const before = await first.until(isAbout('case-1'));
    await tellOfCase('case-of-xuhui', [XUHUI]);
    await tellOfCase('case-2');
    const [live] = (await first.until(isAbout('case-2'))).filter(({ event }) => event === 'change');
    expect(isAbout('case-2')(live!)).toBe(true);
    first.leave();

    const lastId = before.at(-1)!.id!;
    for (const choice of [{ headers: { 'last-event-id': lastId } }, { query: `?cursor=${lastId}` }]) {
      const again = await open(url, { ...choice, headers: { ...(await bureau()), ...choice.headers } });
      const [next] = (await again.until(isAbout('case-2'))).filter(({ event }) => event === 'change');
      expect(next).toEqual(live);
      again.leave();
    }

    const query = 'query ($cursor: String) { changesSince(cursor: $cursor) { changes { cursor } } }';
    const pan = graph().as({ sub: 'pan', role: 'DISTRICT_BUREAU', district: PUDONG });
    expect((await pan(query, { cursor: lastId })).data.changesSince.changes).toEqual([{ cursor: live!.id }]);
  });

  test('shows with comments that it is alive while nothing changes', async () => {
    const { url } = await graph().gateway({ protection: { changes: FAST } });
    const stream = await open(url, { headers: await bureau() });
    expect((await stream.until(({ comment }) => comment === true)).at(-1)).toEqual({ comment: true });
    stream.leave();
  });

  test('is refused as the query is, and to pages of other origins', async () => {
    const allowed = 'https://portal.example.cn';
    const { url } = await graph().gateway({ protection: { changes: FAST, corsOrigins: [allowed] } });
    const statusOf = async (headers: Record<string, string>, query = '') => {
      const { response, leave } = await open(url, { headers, query });
      leave();
      return response.status;
    };
    expect(await statusOf({})).toBe(403);
    expect(await statusOf({ authorization: 'Bearer none' })).toBe(401);
    expect(await statusOf({ ...(await bureau()), 'last-event-id': 'none' })).toBe(400);
    expect(await statusOf({ ...(await bureau()), origin: 'https://elsewhere.example.cn' })).toBe(403);
    expect(await statusOf({ ...(await bureau()), origin: 'null' })).toBe(403);
    expect(await statusOf({ ...(await bureau()), origin: allowed })).toBe(200);
    expect(await statusOf({ ...(await bureau()), origin: url })).toBe(200);
    expect(await statusOf(await bureau(), '?cursor=a&cursor=b')).toBe(400);
  });

  test('is open so many times at once for one caller, and each that goes makes place', async () => {
    const { url } = await graph().gateway({ protection: { changes: { ...FAST, streamsOfOneCaller: 2 } } });
    const headers = await bureau(PUDONG, 'once');
    const streams = [await open(url, { headers }), await open(url, { headers })];
    const third = await open(url, { headers });
    expect([third.response.status, third.response.headers.get('retry-after')]).toEqual([429, '30']);
    expect((await open(url, { headers: await bureau(PUDONG, 'other') })).response.status).toBe(200);
    streams[0]!.leave();
    let status = 429;
    while (status === 429) ({ status } = (await open(url, { headers })).response);
    expect(status).toBe(200);
  });

  test('ends when the process stops, at once', async () => {
    const gateway = await graph().gateway({ protection: { changes: { ...FAST, pollMs: 60_000 } } });
    const stream = await open(gateway.url, { headers: await bureau() });
    await stream.next();
    const stopped = gateway.stop();
    const seen = await stream.until(({ event }) => event === 'end');
    expect(seen.at(-1)).toEqual({ event: 'end', data: '{"reason":"STOPPING"}' });
    expect(await stream.next()).toBeNull();
    await stopped;
  });

  test('ends when the token has expired', async () => {
    const { url } = await graph().gateway({ protection: { changes: FAST } });
    const stream = await open(url, { headers: await bureau() });
    await stream.until(isAbout('case-2'));
    graph().clock.advance({ hours: 13 });
    const seen = await stream.until(({ event }) => event === 'end');
    expect(seen.at(-1)).toEqual({ event: 'end', data: '{"reason":"TOKEN_EXPIRED"}' });
    expect(await stream.next()).toBeNull();
  });
});
