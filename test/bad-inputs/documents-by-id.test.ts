import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { documentOf, exampleOf, useGraph } from '../graph/graph.js';
import { get, send } from './sending.js';

const graph = useGraph();
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const PICKER = documentOf('ComparisonPicker');
const variables = exampleOf('ComparisonPicker');
const byHash = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

describe('BAD-INPUTS 16: a document by its id', () => {
  test.each([
    ['its hash', { id: hashOf(PICKER) }],
    ['its hash with the name of the algorithm', { id: `sha256:${hashOf(PICKER)}` }],
    ['its name', { id: 'ComparisonPicker' }],
    ['documentId', { documentId: hashOf(PICKER) }],
    ['its hash as a persisted query', byHash(hashOf(PICKER))],
    ['its hash and its text', { id: hashOf(PICKER), query: PICKER }],
  ])('is answered by %s', async (_, reference) => {
    const { status, text } = await send(graph().url, { ...reference, variables });
    expect(status).toBe(200);
    expect(text).toContain('comparisonMappings');
  });

  test('is answered by GET', async () => {
    const parameters = { id: hashOf(PICKER), variables: JSON.stringify(variables) };
    const { status, text } = await get(graph().url, parameters);
    expect(status).toBe(200);
    expect(text).toContain('KNX');
  });

  test.each([
    ['an id that is not known', { id: hashOf('x') }, 400, 'PERSISTED_QUERY_NOT_FOUND'],
    ['a name that is not known', { id: '__proto__' }, 400, 'PERSISTED_QUERY_NOT_FOUND'],
    ['an id that is no text', { id: 1 }, 400, 'BAD_REQUEST'],
    ['an id with another text', { id: hashOf(PICKER), query: '{ __typename }' }, 400, 'BAD_REQUEST'],
    ['a hash that is not known', byHash(hashOf('y')), 200, 'PERSISTED_QUERY_NOT_FOUND'],
    ['a hash with another text', { ...byHash(hashOf('y')), query: '{ __typename }' }, 400, 'BAD_REQUEST'],
    [
      'a hash of another version',
      { extensions: { persistedQuery: { version: 2, sha256Hash: 'x' } } },
      400,
      'BAD_REQUEST',
    ],
    [
      'a hash that is an object',
      { extensions: { persistedQuery: { version: 1, sha256Hash: {} } } },
      400,
      'BAD_REQUEST',
    ],
  ])('is refused for %s', async (_, reference, status, code) => {
    expect(await send(graph().url, reference)).toMatchObject({ status, codes: [code] });
  });

  test('that was sent with its hash once is known by it', async () => {
    const query = '{ districts { code name } }';
    expect((await send(graph().url, byHash(hashOf(query)))).codes).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
    expect((await send(graph().url, { ...byHash(hashOf(query)), query })).status).toBe(200);
    const { status, text } = await send(graph().url, byHash(hashOf(query)));
    expect(status).toBe(200);
    expect(text).toContain('310115');
    const extensions = JSON.stringify(byHash(hashOf(query)).extensions);
    expect((await get(graph().url, { extensions })).text).toContain('310115');
  });
});

describe('BAD-INPUTS 17: a role that may ask for trusted documents only', () => {
  let url: string;
  beforeAll(async () => {
    ({ url } = await graph().gateway({ protection: { trustedOnly: ['PUBLIC'] } }));
  });

  test.each([
    ['a document of its own', { query: '{ __typename }' }],
    ['a trusted one with a blank more', { query: `${PICKER} ` }],
    ['one of its own with its hash', { ...byHash(hashOf('{ __typename }')), query: '{ __typename }' }],
  ])('is refused %s with 403', async (_, request) => {
    expect(await send(url, request)).toMatchObject({ status: 403, codes: ['FORBIDDEN'], reasons: ['TRUSTED_ONLY'] });
  });

  test('is answered a trusted one, by id or by its text', async () => {
    expect((await send(url, { id: 'ComparisonPicker', variables })).status).toBe(200);
    expect((await send(url, { query: PICKER, variables })).status).toBe(200);
  });
});
