import { describe, expect, test } from '@jest/globals';
import { useGraph } from '../graph/graph.js';

const graph = useGraph();

async function byGet(query: string) {
  const response = await fetch(`${graph().url}/graphql?query=${encodeURIComponent(query)}`);
  const { errors = [] } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return {
    status: response.status,
    allow: response.headers.get('allow'),
    codes: errors.map((one) => one.extensions.code),
  };
}

describe('SECURITY 24: what is personal in an address', () => {
  const refusal = { status: 405, allow: 'POST', codes: ['BAD_REQUEST'] };

  test.each([
    ['a holder', '{ verifyCertificate(number: "SH1", name: "示例") { verdict } }'],
    ['a secret', '{ shareLink(control: "x") { expiresAt } }'],
    [
      'a holder in a fragment, beside what is not',
      'query { ...F catalogueAsOf { id } } fragment F on Query { verifyCertificate(number: "SH1", name: "示例") { verdict } }',
    ],
  ])('of %s is refused before any store is asked', async (_, query) => {
    graph().takeCommands();
    expect(await byGet(query)).toEqual(refusal);
    // A second time from what is known of the document.
    expect(await byGet(query)).toEqual(refusal);
    expect(graph().takeCommands()).toEqual([]);
  });

  test('is answered by POST, and by GET what is not personal is', async () => {
    expect((await graph().ask('{ verifyCertificate(number: "SH1", name: "示例") { verdict } }')).errors).toEqual([]);
    expect((await byGet('{ catalogueAsOf { id } }')).status).toBe(200);
  });
});
