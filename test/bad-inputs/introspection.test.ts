import { beforeAll, describe, expect, test } from '@jest/globals';
import { publicCaller } from '@shanghai/platform';
import { getIntrospectionQuery } from 'graphql';
import { useGraph } from '../graph/graph.js';
import { send } from './sending.js';

const graph = useGraph();

describe.each(['BAD-INPUTS 15', 'SECURITY 15'])('%s: in production', () => {
  let url: string;
  beforeAll(async () => {
    ({ url } = await graph().gateway({ production: true }));
  });

  test.each([
    ['all of the schema', getIntrospectionQuery()],
    ['a type', '{ __type(name: "District") { name } }'],
    ['a type behind a fragment', '{ ...F } fragment F on Query { a: __type(name: "District") { name } }'],
  ])('who shows no token is refused %s', async (_, query) => {
    expect(await send(url, { query })).toMatchObject({ status: 403, codes: ['FORBIDDEN'], reasons: ['INTROSPECTION'] });
  });

  test('an analyst is told', async () => {
    const caller = { ...publicCaller, role: 'ANALYST', subject: 'a' };
    const identity = { identify: async () => ({ ok: true, caller }) as const };
    const asked = await graph().gateway({ production: true, identity });
    expect((await send(asked.url, { query: getIntrospectionQuery() })).status).toBe(200);
  });

  test('names are not suggested', async () => {
    const { status, text } = await send(url, { query: '{ district { id } agency(id: 1) { nme } }' });
    expect(status).toBe(400);
    expect(text).not.toMatch(/did you mean|districts|name/i);
  });

  test('the name of a type is told', async () => {
    expect(await send(url, { query: '{ __typename districts { __typename } }' })).toMatchObject({ status: 200 });
  });
});

describe('BAD-INPUTS 15: in development', () => {
  test('the whole schema is told to tools', async () => {
    for (const options of [{}, { inputValueDeprecation: true, specifiedByUrl: true, schemaDescription: true }])
      expect(await send(graph().url, { query: getIntrospectionQuery(options) })).toMatchObject({ status: 200 });
  });

  test('the schema of types of fields of types is refused', async () => {
    const nested = '{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }';
    expect(await send(graph().url, { query: nested })).toMatchObject({ status: 400 });
  });
});
