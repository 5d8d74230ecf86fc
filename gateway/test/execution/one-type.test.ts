import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RunningAudit, startAudit } from './start-audit.js';

const post = { __typename: 'Post', id: 'p1', likes: 2 };
let running: RunningAudit;

/** What is a union in the graph is one type in the first of its subgraphs, which is therefore not asked for the name of it. */
beforeAll(async () => {
  running = await startAudit({
    parts: {
      a: {
        sdl: `type Query { one: Post @shareable }
          type Post @key(fields: "id") { id: ID! }`,
        roots: { one: post },
        entities: { Post: [post] },
      },
      b: {
        sdl: `type Query { one: Thing @shareable }
          union Thing = Post | Note
          type Post @key(fields: "id") { id: ID! likes: Int }
          type Note { text: String }`,
        roots: { one: post },
        entities: { Post: [post] },
      },
    },
    queries: [],
  });
});
afterAll(async () => running.stop());

test.each([
  ['{ one { kind: __typename } }', { one: { kind: 'Post' } }],
  ['{ one { ... on Post { id } } }', { one: { id: 'p1' } }],
  ['{ one { kind: __typename ... on Post { likes } ... on Note { text } } }', { one: { kind: 'Post', likes: 2 } }],
  ['{ one { ... on Note { text } } }', { one: {} }],
])('%s tells the type that it has', async (query, data) => {
  expect(await running.ask(query)).toMatchObject({ data });
  expect(await running.ask(query)).not.toHaveProperty('errors');
});
