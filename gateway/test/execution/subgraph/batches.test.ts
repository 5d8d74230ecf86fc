import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { BATCH_PATH, createLog, newAssertionKey, publicCaller, systemClock } from '@shanghai/platform';
import { createWaiter, type Waiter } from '../../../dist/execution/waiter.js';
import { createSubgraphClient, type SubgraphClient } from '../../../dist/execution/subgraph/subgraph-client.js';
import { until } from '../../faults/halves.js';
import { useTinyGraph } from '../../running.js';
import { gate } from '../../tiny-graph.js';

const graph = useTinyGraph();
const log = createLog('test', 'silent');
let client: SubgraphClient;

function clientOf(assertionKey: string): SubgraphClient {
  const resilience = { retries: 0, circuit: { failures: Infinity } };
  const url = graph().urls.authors;
  return createSubgraphClient({
    name: 'authors',
    url,
    log,
    assertionKey,
    machineClock: systemClock,
    resilience,
    turn: { number: 0 },
  });
}

async function asked(query: string, by = client, requestId = 'r', waiter: Waiter = createWaiter()) {
  const stamp = { requestId, now: systemClock.now() };
  const under = { stamp, trace: undefined, caller: { ...publicCaller }, cost: { subgraphs: 0, store: 0 }, waiter };
  const { data, errors = [] } = await by.ask({ body: JSON.stringify({ query }), isRead: true, under });
  return { data, codes: errors.map(({ extensions }) => extensions?.['code']), cost: under.cost };
}

/** How many batches and single requests the subgraph was sent, by its own measures. */
async function sent(): Promise<{ batches: number; singles: number }> {
  const text = await (await fetch(new URL('/metrics', graph().urls.authors))).text();
  const count = (route: string): number =>
    text
      .split('\n')
      .filter((line) => line.startsWith('http_request_duration_seconds_count') && line.includes('service="authors"'))
      .filter((line) => line.includes(`route="${route}"`))
      .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  return { batches: count(`/graphql${BATCH_PATH}`), singles: count('/graphql') };
}

/** Holds what is inside the slow resolver until it is let go. */
function held() {
  let open = (): void => undefined;
  const entered = new Promise<void>((resolve) => (gate.entered = resolve));
  gate.open = new Promise<void>((resolve) => (open = resolve));
  return { entered, open };
}

beforeAll(() => {
  client = clientOf(graph().assertionKey);
});
afterAll(() => client.stop());
// The first answer says that batches are taken.
beforeEach(async () => asked('{ __typename }'));

describe('reads of one tick to one subgraph', () => {
  test('go as one request, each with its own answer and its own cost', async () => {
    const before = await sent();
    const codes = Array.from({ length: 20 }, (_, at) => String(at + 1));
    const answers = await Promise.all(codes.map(async (code) => asked(`{ author(code: "${code}") { name } }`)));
    expect(answers.map(({ data, cost }) => [data?.['author'], cost])).toEqual(
      codes.map((code) => [
        code === '1' ? { name: 'Lu Xun' } : code === '2' ? { name: 'Ba Jin' } : null,
        { subgraphs: 1, store: 1 },
      ]),
    );
    await until(async () => (await sent()).batches === before.batches + 1);
    expect((await sent()).singles).toBe(before.singles);
  });

  test('are each asserted: each is answered for its own request', async () => {
    const answers = await Promise.all(
      ['one', 'two', 'three'].map(async (id) => asked(`query ${id} { instant }`, client, id)),
    );
    expect(answers.map(({ data }) => String(data?.['instant']).split(' ')[0])).toEqual(['one', 'two', 'three']);
  });

  test('that are slow, refused, broken or unreadable touch no other', async () => {
    const { entered, open } = held();
    const slow = asked('{ slow }');
    const others = await Promise.all(
      ['{ refuse }', '{ break }', '{ author(code: "1") { name } }', '{ author(code: "x") { name } }', '{'].map(
        (query) => asked(query),
      ),
    );
    await entered;
    expect(others.map(({ codes }) => codes[0])).toEqual([
      'BAD_USER_INPUT',
      'INTERNAL_SERVER_ERROR',
      undefined,
      'BAD_USER_INPUT',
      'GRAPHQL_PARSE_FAILED',
    ]);
    open();
    expect((await slow).data).toEqual({ slow: 1 });
  });

  test('that are called off leave the others alone', async () => {
    const { entered, open } = held();
    const leaving = createWaiter();
    const slow = asked('{ slow }');
    const gone = asked('{ left: slow }', client, 'r', leaving).catch(() => 'gone');
    await entered;
    leaving.leave();
    expect(await gone).toBe('gone');
    open();
    expect((await slow).data).toEqual({ slow: 1 });
  });

  test('that find sixteen requests under way go together when one of them is over, and what is called off meanwhile never', async () => {
    const { open } = held();
    const before = await sent();
    let entered = 0;
    gate.entered = () => {
      entered++;
    };
    const slow = [];
    for (let no = 1; no <= 16; no++) {
      slow.push(asked(`query Q${no} { slow }`));
      await until(() => entered === no);
    }
    const leaving = createWaiter();
    const gone = asked('{ left: slow }', client, 'r', leaving).catch(() => 'gone');
    const waiting = [];
    for (let no = 1; no <= 5; no++) {
      waiting.push(asked(`query W${no} { author(code: "1") { name } }`));
      await nextTurn();
    }
    leaving.leave();
    expect(await gone).toBe('gone');
    expect(await sent()).toEqual(before);

    open();
    for (const { data } of await Promise.all(waiting)) expect(data).toEqual({ author: { name: 'Lu Xun' } });
    for (const { data } of await Promise.all(slow)) expect(data).toEqual({ slow: 1 });
    await until(async () => (await sent()).singles === before.singles + 16);
    expect((await sent()).batches).toBe(before.batches + 1);
    expect(entered).toBe(16);
  });

  test('of a gateway with another key are all refused', async () => {
    const stranger = clientOf(newAssertionKey());
    const answers = await Promise.allSettled([asked('{ a: instant }', stranger), asked('{ b: instant }', stranger)]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await stranger.stop();
  });
});
