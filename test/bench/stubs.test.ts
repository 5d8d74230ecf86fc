import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RunningGateway } from '@shanghai/gateway';
import { startOurs } from './contenders/start-ours.js';
import { answerBatch } from './graph/batches.js';
import { compileQuery } from './graph/compile-query.js';
import { composeGraph } from './graph/compose-graph.js';
import { type Product, type Review, reviewsByAuthor, reviewsByProduct, shops, type User } from './graph/shop-data.js';
import { stubGraphs } from './graph/stub-fields.js';
import { type RunningStubs, startStubs } from './graph/stub-server.js';
import { ask } from './measure/answers.js';
import { benchQueries, bodiesOf } from './queries.js';

const SHOP = 5;
const shop = shops[SHOP]!;
const reviewsOf = (one: User | Product): readonly Review[] =>
  ('upc' in one ? reviewsByProduct.get(one.upc) : reviewsByAuthor.get(one.id)) ?? [];

const priced = ({ upc, name, price }: Product) => ({ upc, name, price });
const known = ({ id, username, name }: User) => ({ id, username, name });
const said = ({ id, body }: Review) => ({ id, body });
const whole = ({ price, weight, ...product }: Product) => ({
  ...product,
  price,
  weight,
  shippingEstimate: price > 1_000 ? 0 : Math.floor(weight / 2),
});
const bought = (user: User) => ({
  ...known(user),
  reviews: reviewsOf(user).map((review) => ({ ...said(review), product: whole(review.product) })),
});
const judged = (product: Product) => ({
  ...whole(product),
  reviews: reviewsOf(product).map((review) => ({ ...said(review), author: bought(review.author) })),
});

/** What the data of the shop says to each query, without any graph. */
const expected: Readonly<Record<string, () => unknown>> = {
  'look-up': () => ({ user: { ...shop.users[SHOP]! } }),
  '3-hop': () => ({
    users: shop.users.map((user) => ({
      id: user.id,
      username: user.username,
      reviews: reviewsOf(user).map((review) => ({ ...said(review), product: priced(review.product) })),
    })),
  }),
  page: () => {
    const product = shop.products[SHOP]!;
    const reviews = reviewsOf(product).map((review) => ({ ...said(review), author: known(review.author) }));
    return { product: { ...whole(product), reviews } };
  },
  large: () => ({
    users: shop.users.map((user) => ({
      ...known(user),
      reviews: reviewsOf(user).map((review) => ({ ...said(review), product: judged(review.product) })),
    })),
    topProducts: shop.products.slice(0, 5).map(judged),
  }),
};

describe.each([
  ['makes every answer', false],
  ['keeps answers', true],
])('over the stubs a gateway that %s', (_, keepsAnswers) => {
  let stubs: RunningStubs;
  let gateway: RunningGateway;
  let folder: string;

  beforeAll(async () => {
    stubs = await startStubs();
    folder = await mkdtemp(join(tmpdir(), 'bench-'));
    const supergraphPath = join(folder, 'supergraph.graphql');
    await writeFile(supergraphPath, composeGraph(stubs.urls));
    gateway = await startOurs({ port: 0, supergraphPath, subgraphUrls: stubs.urls, keepsAnswers });
  });

  afterAll(async () => {
    await gateway.stop();
    await stubs.stop();
    await rm(folder, { recursive: true });
  });

  test.each(benchQueries.map((query) => [query.name, query] as const))(
    'answers %s as the data says',
    async (name, query) => {
      const { status, text } = await ask(`${gateway.url}/graphql`, bodiesOf(query, 'off')[SHOP]!);
      const { data, errors } = JSON.parse(text) as { readonly data: unknown; readonly errors?: unknown };
      expect(errors).toBeUndefined();
      expect(data).toEqual(expected[name]!());
      expect(status).toBe(200);
    },
  );
  test('answers many who ask at once as it answers each alone', async () => {
    const bodies = benchQueries.flatMap((query) => bodiesOf(query, 'on'));
    const url = `${gateway.url}/graphql`;
    const alone: string[] = [];
    for (const body of bodies) alone.push((await ask(url, body)).text);
    const together = await Promise.all(bodies.map(async (body) => (await ask(url, body)).text));
    expect(together).toEqual(alone);
  });
});

describe('a stub', () => {
  test('answers a batch line by line', () => {
    const lines = answerBatch('{"id":"1"}\none\n{"id":"2"}\ntwo\n', (body) => JSON.stringify(body));
    expect(lines.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))).toEqual([
      { at: 0, status: 200, store: 0, answer: 'one' },
      { at: 1, status: 200, store: 0, answer: 'two' },
    ]);
  });

  test('answers aliases, type names and fragments', () => {
    const query = '{ one: user(id: "u1-2") { ...Known ... on User { __typename } } } fragment Known on User { id }';
    expect(compileQuery(stubGraphs.accounts, query)({})).toEqual({ one: { id: 'u1-2', __typename: 'User' } });
  });

  test('answers entities of several types in their order, null for what is not there', () => {
    const query = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on User { id } ... on Product { upc } } }`;
    const representations = [
      { __typename: 'Product', upc: 'p1-1' },
      { __typename: 'User', id: 'u1-1' },
      { __typename: 'User', id: 'u1-99' },
    ];
    const { _entities } = compileQuery(stubGraphs.reviews, query)({ representations });
    expect(_entities).toEqual([{ upc: 'p1-1' }, { id: 'u1-1' }, null]);
  });

  test('estimates nothing where what it requires is not sent', () => {
    const query = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on Product { shippingEstimate } } }`;
    const sent = [{ upc: 'p1-1', price: 100, weight: 31 }, { upc: 'p1-1' }];
    const representations = sent.map((one) => ({ __typename: 'Product', ...one }));
    const { _entities } = compileQuery(stubGraphs.inventory, query)({ representations });
    expect(_entities).toEqual([{ shippingEstimate: 15 }, { shippingEstimate: null }]);
  });

  test('refuses what it has no field for', () => {
    expect(() => compileQuery(stubGraphs.accounts, '{ nothing }')).toThrow();
  });
});
