import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { operationTypes } from '../dist/operation-types.js';

const api = 'type Query { item(id: ID!, asOf: Day): Item } type Item { name: String! since: Day } scalar Day';

async function typesOf(...operations: readonly string[]): Promise<string> {
  return operationTypes(
    api,
    operations.map((text, index) => ({ path: `operations/${index}.graphql`, document: parse(text) })),
  );
}

describe('typed operations', () => {
  test('are a document with the types of its variables and its answer', async () => {
    const types = await typesOf('query ItemPage($id: ID!, $asOf: Day) { item(id: $id, asOf: $asOf) { name since } }');
    expect(types).toContain('export const ItemPageDocument');
    expect(types).toContain('as unknown as DocumentNode<ItemPageQuery, ItemPageQueryVariables>');
    expect(types).toContain('id: string;');
    expect(types).toContain('readonly name: string, readonly since: string | null');
  });

  test('are refused when the schema does not have a field', async () => {
    await expect(typesOf('query ItemPage { item(id: "1") { colour } }')).rejects.toThrow(/colour/);
  });

  test('are refused when two share a name', async () => {
    const [one, other] = ['name', 'since'].map((field) => `query ItemPage { item(id: "1") { ${field} } }`);
    await expect(typesOf(one!, other!)).rejects.toThrow(/ItemPage/);
  });
});
