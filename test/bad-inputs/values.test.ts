import { describe, expect, test } from '@jest/globals';
import { useGraph } from '../graph/graph.js';
import { send } from './sending.js';

const graph = useGraph();

describe('BAD-INPUTS 19: a page size', () => {
  const query = 'query ($first: PageSize) { agencies(first: $first) { nodes { id } } }';

  test.each([-1, 0, 101, 1e9, 2 ** 31, '10', 1.5, [10], { $gt: 0 }])(
    'of %j is BAD_USER_INPUT with the maximum',
    async (first) => {
      const { codes, text } = await send(graph().url, { query, variables: { first } });
      expect(codes).toEqual(['BAD_USER_INPUT']);
      expect(text).toContain('"maximum":100');
      expect(text).not.toContain('"nodes"');
    },
  );

  test.each(['-1', '0', '1000000000', '"10"'])('written as %s is BAD_USER_INPUT, too', async (literal) => {
    const { codes } = await send(graph().url, { query: `{ agencies(first: ${literal}) { nodes { id } } }` });
    expect(codes).toEqual(['BAD_USER_INPUT']);
  });

  test('of null is that of a page, not of the list', async () => {
    const { text } = await send(graph().url, { query, variables: { first: null } });
    expect((JSON.parse(text) as { data: { agencies: { nodes: unknown[] } } }).data.agencies.nodes).toHaveLength(20);
  });
});

describe('BAD-INPUTS 20: a cursor', () => {
  const query = `query ($text: SearchText, $after: String) {
    agencies(text: $text, first: 1, after: $after) { nodes { id } pageInfo { endCursor } }
  }`;

  async function cursorOf(variables: object): Promise<string> {
    const { text } = await send(graph().url, { query, variables });
    return (JSON.parse(text) as { data: { agencies: { pageInfo: { endCursor: string } } } }).data.agencies.pageInfo
      .endCursor;
  }

  test.each([
    ['of another filter', (cursor: string) => ({ text: '公司', after: cursor })],
    ['that is cut', (cursor: string) => ({ after: cursor.slice(0, -4) })],
    ['that is changed', (cursor: string) => ({ after: `A${cursor.slice(1)}` })],
    ['that is made up', () => ({ after: Buffer.from('{"$gt":""}').toString('base64url') })],
    ['that is empty', () => ({ after: '' })],
    ['that is long', () => ({ after: 'x'.repeat(10_000) })],
  ])('%s is BAD_CURSOR', async (_, change) => {
    const { codes } = await send(graph().url, { query, variables: change(await cursorOf({})) });
    expect(codes).toEqual(['BAD_CURSOR']);
  });
});

describe('BAD-INPUTS 21: an operator of the store', () => {
  const query = 'query ($id: ID!, $text: SearchText) { agency(id: $id) { id } agencies(text: $text) { totalCount } }';

  test.each([
    ['in an id', { id: { $ne: null } }],
    ['in a list', { id: ['x'] }],
    ['in a text', { id: 'x', text: { $regex: '.*' } }],
    ['that runs', { id: 'x', text: { $where: 'sleep(1000)' } }],
  ])('%s is refused before the store', async (_, variables) => {
    graph().takeCommands();
    const { codes } = await send(graph().url, { query, variables });
    expect(new Set(codes)).toEqual(new Set(['BAD_USER_INPUT']));
    expect(JSON.stringify(graph().takeCommands())).not.toMatch(/\$ne|\$regex|\$where/);
  });

  test.each(['(a+)+$', '.*', '$where', '[', '\\', '.'])(
    'written as the text %j is looked for as it is',
    async (text) => {
      const answer = await graph().ask('query ($t: SearchText) { agencies(text: $t) { totalCount } }', { t: text });
      expect(answer.errors).toEqual([]);
      expect(answer.data.agencies.totalCount).toBe(0);
    },
  );
});
