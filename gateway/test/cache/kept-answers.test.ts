import { beforeAll, describe, expect, test } from '@jest/globals';
import { ask } from '../running.js';
import { keeps, shelves, useShelfGraph } from './shelf-graph.js';

const graph = useShelfGraph();
const SHELF = '{ shelf(name: "a") { name made } }';
let url = '';
beforeAll(async () => {
  url = await graph.gateway();
});

async function madeOf(query: string, headers: Record<string, string> = {}): Promise<number> {
  const before = shelves.made;
  await ask(url, query, {}, headers);
  return shelves.made - before;
}

/** Asks until the answer is made anew. */
async function untilMadeAnew(query: string): Promise<void> {
  while ((await madeOf(query)) === 0);
}

describe('an answer that everyone may read', () => {
  test('is made once, and given again as it was, without asking anyone', async () => {
    const first = await ask(url, SHELF);
    const second = await ask(url, SHELF);
    expect(second.data).toEqual(first.data);
    expect([first.cost.subgraphs, second.cost.subgraphs, second.cost.store]).toEqual([1, 0, 0]);
  });

  test('is made anew once something under one of its topics is told, and not for another topic', async () => {
    await untilKept(SHELF);
    await untilKept('{ open }');
    for (const topic of ['window', 'shelf']) await graph.tell(topic);
    // What is told comes in its order, and this was told last.
    await untilMadeAnew(SHELF);
    expect(await madeOf(SHELF)).toBe(0);
    expect(await madeOf('{ open }')).toBe(0);
  });

  test('is as fresh as an act of whoever asks, before anything is told', async () => {
    const asked = '{ shelf(name: "new") { name } }';
    expect((await ask(url, asked)).data).toEqual({ shelf: null });
    expect((await ask(url, asked)).cost.subgraphs).toBe(0);
    await ask(url, 'mutation { fill(name: "new") }');
    expect((await ask(url, asked)).data).toEqual({ shelf: { name: 'new' } });
    // It keeps nothing for a while; what it keeps after that is new.
    while (!(await keeps(url)));
    while ((await ask(url, asked)).cost.subgraphs > 0);
    expect((await ask(url, asked)).data).toEqual({ shelf: null });
  });

  test('is one for each day, each document and each set of variables', async () => {
    await untilKept(SHELF);
    graph.clock.set(new Date('2026-11-01T16:00:00Z'));
    expect(await madeOf(SHELF)).toBe(1);
    graph.clock.set(new Date('2026-11-01T04:00:00Z'));
    expect(await madeOf(SHELF)).toBe(0);
    expect(await madeOf('{ shelf(name: "a") { made name } }')).toBe(1);
    expect(await madeOf('{ shelf(name: "b") { made name } }')).toBe(1);
  });

  test('is made once for all who ask meanwhile', async () => {
    await untilKept(SHELF);
    const asked = '{ shelf(name: "a") { once: name made } }';
    const before = shelves.made;
    const answers = await Promise.all(Array.from({ length: 200 }, async () => ask(url, asked)));
    expect(shelves.made - before).toBe(1);
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
  });
});

describe('a text that was asked before', () => {
  const given = { 'content-type': 'application/json' };
  const send = async (headers: Record<string, string> = {}, body = JSON.stringify({ query: SHELF })) =>
    fetch(`${url}/graphql`, { method: 'POST', headers: { ...given, ...headers }, body });

  beforeAll(async () => {
    await untilKept(SHELF);
    await send();
  });

  test('is still asked by somebody: a token that is none, a media type that is none, and the cost alone', async () => {
    expect((await send({ authorization: 'Bearer none' })).status).toBe(401);
    expect((await send({ accept: 'text/html' })).status).toBe(406);
    expect(await (await send({ 'x-cost-only': 'true' })).json()).toMatchObject({
      data: null,
      extensions: { cost: {} },
    });
    expect((await send({ 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    const graphqlType = 'application/graphql-response+json';
    expect((await send({ accept: graphqlType })).headers.get('content-type')).toContain(graphqlType);
  });

  test('is another question for another role, and with other words', async () => {
    const authorization = `Bearer ${await graph.tokenOf({ sub: 'c', role: 'CENTRE' })}`;
    const centre = await (await send({ authorization })).json();
    expect(centre).toEqual(await (await send({ authorization })).json());
    expect(centre).toMatchObject({ data: { shelf: { name: 'a' } } });
    const other = JSON.stringify({ query: SHELF, operationName: 'Other' });
    expect([(await send({}, other)).status, (await send({}, other)).status]).toEqual([400, 400]);
  });

  test('is answered as it is on another day', async () => {
    graph.clock.set(new Date('2026-11-03T04:00:00Z'));
    expect(await madeOf(SHELF)).toBe(1);
    graph.clock.set(new Date('2026-11-01T04:00:00Z'));
    expect(await madeOf(SHELF)).toBe(0);
  });
});

describe('SECURITY 24: nothing is kept', () => {
  test.each([
    ['of what has no time', '{ room { number } }'],
    ['when a part of it has no time', '{ shelf(name: "a") { name made room { number } } }'],
    ['of a person', '{ shelf(name: "a") { made owner } }'],
    ['of an answer with an error', '{ failing }'],
  ])('%s', async (_, query) => {
    expect(await madeOf(query)).toBe(1);
    expect(await madeOf(query)).toBe(1);
  });

  test('that not everyone may read', async () => {
    const authorization = `Bearer ${await graph.tokenOf({ sub: 'c', role: 'CENTRE' })}`;
    const query = '{ shelf(name: "a") { made key } }';
    expect(await madeOf(query, { authorization })).toBe(1);
    expect(await madeOf(query, { authorization })).toBe(1);
  });

  test('of a subgraph that does not tell what changes', async () => {
    await untilKept(SHELF);
    await graph.restart();
    await untilMadeAnew(SHELF);
    await untilKept(SHELF);
  });
});

describe('what caches on the way are told', () => {
  const headerOf = async (query: string, method: string): Promise<string | null> => {
    const given = { method, headers: { 'content-type': 'application/json' } };
    const response =
      method === 'GET'
        ? await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`)
        : await fetch(`${url}/graphql`, { ...given, body: JSON.stringify({ query }) });
    return response.headers.get('cache-control');
  };

  test('is a short time by GET, and nothing else', async () => {
    await untilKept(SHELF);
    expect(await headerOf(SHELF, 'GET')).toBe('public, max-age=60');
    expect(await headerOf(SHELF, 'POST')).toBe('no-store');
    expect(await headerOf('{ shelf(name: "a") { owner } }', 'GET')).toBe('no-store');
    expect(await headerOf('{ failing }', 'GET')).toBe('no-store');
  });
});

async function untilKept(query: string): Promise<void> {
  while ((await madeOf(query)) > 0);
}
